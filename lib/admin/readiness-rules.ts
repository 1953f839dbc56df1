import type { Bureau } from '@/lib/shared/bureau'
import type { Env, SmsSettings } from '@/lib/shared/env'

export type Check = {
  /** The settings of it, as they are written in the environment. */
  settings: string[]
  title: string
  /** `required`: nothing is published without it; `missing`: something does not work; `look`: works, and deserves a look. */
  state: 'set' | 'required' | 'missing' | 'look'
  /** What it means for whom that it is as it is. Only of what is not set. */
  means: string
  how: string
  /** The same for the log. */
  log: string
}

/** What the settings alone do not say. `online`: a gateway is set up. `tools`: ffmpeg and ffprobe are there. */
export type Facts = { online: boolean; tools: boolean }

type Settings = Pick<
  Env,
  | 'mode'
  | 'appUrl'
  | 'trustProxy'
  | 'previousDataKey'
  | 'securityContact'
  | 'sms'
  | 'transferAccount'
  | 'issuerName'
  | 'hotline'
  | 'hotlineHours'
  | 'icpNumber'
  | 'policeNumber'
> &
  Pick<Bureau, 'unidentified'>

/** Everything that a portal is checked for before people are let in. */
export const readinessOf = (env: Settings, facts: Facts): Check[] => [
  ...identityChecks(env),
  ...moneyChecks(env, facts),
  ...messageChecks(env),
  ...serverChecks(env, facts),
]

const check = (settings: string[], title: string, state: Check['state'], rest: Pick<Check, 'means' | 'how' | 'log'>): Check => ({
  settings,
  title,
  state,
  ...rest,
})

function identityChecks(env: Settings): Check[] {
  const required = (name: Bureau['unidentified'][number]) => (env.unidentified.includes(name) ? 'required' : 'set')
  return [
    check(['PORTAL_NAME'], '平台名称', required('PORTAL_NAME'), {
      means: '所有人：页面只显示“继续教育在线平台”。项目和课程不能发布，学员和单位不能注册。',
      how: '填写平台的全称，如 PORTAL_NAME="××市专业技术人员继续教育平台"。',
      log: 'not set: nothing can be published and nobody can register',
    }),
    check(['ISSUER_NAME'], '发证单位名称', required('ISSUER_NAME'), {
      means: '学员：证书和学时证明没有发证单位，不能出具；隐私政策没有写明由谁负责。项目和课程不能发布，学员和单位不能注册。',
      how: '填写印章上的单位全称，如 ISSUER_NAME="××市人力资源和社会保障局"。已出具的证书不会随它改变。',
      log: 'not set: no certificate can be issued, nothing can be published and nobody can register',
    }),
    check(['HOTLINE'], '服务热线', required('HOTLINE'), {
      means: '所有人：页面不显示热线，提示改为“请联系主办单位”；没有公布个人信息保护的联系电话。项目和课程不能发布，学员和单位不能注册。',
      how: '填写有人接听的电话，如 HOTLINE=0315-2801234。',
      log: 'not set: no number is shown to anybody, nothing can be published and nobody can register',
    }),
    check(['HOTLINE_HOURS'], '热线接听时间', env.hotlineHours ? 'set' : 'look', {
      means: '所有人：热线旁不显示接听时间。',
      how: '如 HOTLINE_HOURS="工作日 8:30–17:30"。',
      log: 'not set: the hours of the hotline are not shown',
    }),
    check(['ICP_NUMBER', 'POLICE_NUMBER'], '备案号', env.icpNumber && env.policeNumber ? 'set' : 'look', {
      means: '访问者：页脚不显示未填写的备案号。在公网开放的网站应当标明。',
      how: '按备案结果填写，如 ICP_NUMBER="冀ICP备…号-1" 和 POLICE_NUMBER="冀公网安备…号"。',
      log: 'one is not set: the footer does not show it',
    }),
    check(['SECURITY_CONTACT'], '安全漏洞联系方式', env.securityContact ? 'set' : 'look', {
      means: '安全人员：/.well-known/security.txt 不提供。',
      how: '如 SECURITY_CONTACT=mailto:security@example.gov.cn；设置了热线时默认用热线。',
      log: 'not set: there is no /.well-known/security.txt',
    }),
  ]
}

function moneyChecks(env: Settings, { online }: Facts): Check[] {
  const transfer = env.transferAccount !== null
  return [
    check(['TRANSFER_NAME', 'TRANSFER_BANK', 'TRANSFER_ACCOUNT'], '收款方式', transfer || online ? 'set' : 'missing', {
      means: '学员和单位：收费的项目和课程不能提交订单，页面说明“还没有开通缴费”。免费的不受影响。',
      how: '填写收款单位、开户行和账号三项，学员和单位就可以转账，由财务在“对公转账”确认到账。',
      log: 'not set, and no payment gateway: nobody can pay, orders that cost something are refused',
    }),
    check(['TRANSFER_ACCOUNT'], '在线支付', online || !transfer ? 'set' : 'look', {
      means: '学员和单位：只能转账；财务要逐笔在“对公转账”确认，确认前班级不开通。',
      how: '这个版本没有接入在线支付。请安排财务每天核对银行流水。',
      log: 'transfers alone: finance confirms each payment by hand',
    }),
  ]
}

const noticeChecks: [kind: keyof SmsSettings['noticeTemplates'] & string, title: string, means: string][] = [
  ['enterprise_approved', '短信：单位审核通过', '单位：审核结果只在登录后显示。'],
  ['enterprise_rejected', '短信：单位审核未通过', '单位：审核结果只在登录后显示。'],
  ['learning_reminder', '短信：学习提醒', '单位：不能给职工发学习提醒。'],
  ['roster_opened', '短信：集体报名已开通', '职工：班级开通后收不到短信，要由单位告诉他们。'],
  ['correction_decided', '短信：更正申请结果', '学员：更正的结果只在“个人信息”和信息中心显示。'],
  ['phone_change', '短信：更换手机号', '学员和单位：有人更换手机号时，原来的手机收不到提醒。'],
]

function messageChecks({ sms }: Settings): Check[] {
  const provider = check(
    ['SMS_PROVIDER', 'SMS_KEY_ID', 'SMS_KEY_SECRET', 'SMS_SIGN_NAME', 'SMS_TEMPLATE_ID'],
    '短信验证码',
    sms ? 'set' : 'missing',
    {
      means: '学员和单位：不能注册、激活账号、找回密码和更换手机号，页面改为说明怎样联系。已有密码的可以登录和学习。',
      how: '在阿里云或腾讯云申请签名和验证码模板，按运行手册“Text messages”填写。',
      log: 'not set: no codes are sent; registering, activating and recovering a password are refused in words',
    },
  )
  const notices = noticeChecks.map(([kind, title, means]) =>
    check(
      [`SMS_TEMPLATE_${kind.toUpperCase()}`],
      title,
      !sms ? 'look' : sms.provider === 'demo' || sms.noticeTemplates[kind] ? 'set' : 'look',
      {
        means,
        how: sms ? '申请这个模板，填写模板编号。模板的文字见运行手册“Text messages”。' : '先开通短信验证码，再申请这个模板。',
        log: 'not set: this message is not sent, and no page promises it',
      },
    ),
  )
  return [provider, ...notices]
}

function serverChecks(env: Settings, { tools }: Facts): Check[] {
  const https = env.appUrl.startsWith('https:')
  const production = env.mode === 'production'
  return [
    check(['APP_URL', 'INSECURE_HTTP'], '加密访问', https || !production ? 'set' : 'missing', {
      means: '所有人：密码和登录状态在网络上可以被看到；通行密钥不能使用。',
      how: '配置 HTTPS，把 APP_URL 改为 https:// 开头的地址，去掉 INSECURE_HTTP。',
      log: 'begins with http://: sessions and passwords can be read on the way',
    }),
    check(['TRUST_PROXY'], '反向代理', https && production && !env.trustProxy ? 'look' : 'set', {
      means: '所有人：平台把反向代理当作唯一的访问者，按地址的次数限制会一起用完；日志里没有真实地址。',
      how: '反向代理设置 X-Forwarded-For 后，填写 TRUST_PROXY=1。',
      log: 'is 0 behind https: every visitor counts as the reverse proxy, also for limits and in the audit log',
    }),
    check(['FFMPEG', 'FFPROBE'], '视频转码', tools ? 'set' : 'missing', {
      means: '内容编辑：上传的视频不能处理成课件，课程不能添加章节。',
      how: '在服务器上安装 ffmpeg（Debian：apt-get install ffmpeg），或填写两个程序的路径。',
      log: 'not found: uploaded videos cannot be made into lessons',
    }),
    check(['DATA_KEY_PREVIOUS'], '更换数据密钥', env.previousDataKey ? 'look' : 'set', {
      means: '系统管理员：数据密钥正在更换，还没有结束。',
      how: '运行 npm run keys:rotate，完成后去掉 DATA_KEY_PREVIOUS，再重启。',
      log: 'is set: the change of the data key is not finished, run npm run keys:rotate',
    }),
  ]
}
