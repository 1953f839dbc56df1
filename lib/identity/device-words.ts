/** First match wins: browsers that are built on another name it, too. */
const browsers: [RegExp, string][] = [
  [/DingTalk/i, '钉钉'],
  [/MicroMessenger/i, '微信'],
  [/\bQQ\//, 'QQ'],
  [/MQQBrowser|QQBrowser/i, 'QQ 浏览器'],
  [/UCBrowser|UBrowser/i, 'UC 浏览器'],
  [/Quark/i, '夸克浏览器'],
  [/HuaweiBrowser/i, '华为浏览器'],
  [/MiuiBrowser/i, '小米浏览器'],
  [/HeyTapBrowser|OppoBrowser/i, 'OPPO 浏览器'],
  [/VivoBrowser/i, 'vivo 浏览器'],
  [/QIHU|360SE|360EE/i, '360 浏览器'],
  [/MetaSr|SogouMobileBrowser/i, '搜狗浏览器'],
  [/Edg(e|A|iOS)?\//, 'Edge 浏览器'],
  [/OPR\/|Opera/, 'Opera 浏览器'],
  [/SamsungBrowser/, '三星浏览器'],
  [/Firefox|FxiOS/, 'Firefox 浏览器'],
  [/MSIE|Trident/, 'IE 浏览器'],
  [/Chrome|CriOS|Chromium/, 'Chrome 浏览器'],
  [/Safari/, 'Safari 浏览器'],
]

const systems: [RegExp, string][] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/OpenHarmony|HarmonyOS/, '鸿蒙设备'],
  [/Android.*Mobile/, '安卓手机'],
  [/Android/, '安卓平板'],
  [/Windows/, 'Windows 电脑'],
  [/Macintosh|Mac OS X/, 'Mac 电脑'],
  [/CrOS/, 'Chromebook'],
  [/UOS|Kylin|Deepin/i, '国产系统电脑'],
  [/Linux|X11/, 'Linux 电脑'],
]

const wordIn = (table: [RegExp, string][], agent: string) => table.find(([pattern]) => pattern.test(agent))?.[1]

/** What a browser says of itself (User-Agent), as people call it: Windows 电脑 · Edge 浏览器. Only to be shown: anybody can say anything. */
export function deviceWords(agent: string): string {
  const words = [wordIn(systems, agent), wordIn(browsers, agent)].filter(Boolean)
  return words.join(' · ') || '未知设备'
}
