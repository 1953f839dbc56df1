import { expect, test } from 'vitest'
import { deviceWords } from '@/lib/identity/device-words'

const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0'

test.each([
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36`, 'Windows 电脑 · Chrome 浏览器'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${chrome} Safari/537.36 Edg/140.0.0.0`, 'Windows 电脑 · Edge 浏览器'],
  ['Mozilla/5.0 (Windows NT 6.1; Trident/7.0; rv:11.0) like Gecko', 'Windows 电脑 · IE 浏览器'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Linux 电脑 · Firefox 浏览器'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15', 'Mac 电脑 · Safari 浏览器'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.50', 'iPhone · 微信'],
  [`Mozilla/5.0 (Linux; Android 14; V2309A) ${chrome} Mobile Safari/537.36 VivoBrowser/22.0`, '安卓手机 · vivo 浏览器'],
  [`Mozilla/5.0 (Linux; Android 13; SM-X200) ${chrome} Safari/537.36`, '安卓平板 · Chrome 浏览器'],
  [`Mozilla/5.0 (Phone; OpenHarmony 5.0) ${chrome} Safari/537.36 ArkWeb/4.1 Mobile HuaweiBrowser/5.0`, '鸿蒙设备 · 华为浏览器'],
  [`Mozilla/5.0 (Linux; U; Android 12) ${chrome} Mobile Safari/537.36 MQQBrowser/14.0`, '安卓手机 · QQ 浏览器'],
  ['curl/8.5.0', '未知设备'],
  ['', '未知设备'],
  ['<script>alert(1)</script>', '未知设备'],
])('%s', (agent, words) => {
  expect(deviceWords(agent)).toBe(words)
})
