/**
 * Text messages besides codes. Each needs a template of these words at the provider, with the gaps in this order; providers give a gap
 * at most 35 characters. No ID numbers and no names of persons: a message may be read by others.
 */
const noticeTexts = {
  /** 集体注册 was approved. */
  enterprise_approved: '{enterprise}的集体注册已通过审核，请用统一社会信用代码登录平台，点“我要报名”为职工报名。',
  /** 集体注册 was rejected; why is on the page. */
  enterprise_rejected: '{enterprise}的集体注册未通过审核，请登录平台查看原因，修改后重新提交。',
  /** An enterprise reminds its people. */
  learning_reminder: '{enterprise}提醒您：{title}还没有学完，学习期限至{until}，请登录平台继续学习。',
  /** An enterprise enrolled and paid for somebody. */
  roster_opened: '{enterprise}已为您报名{title}，请用身份证号登录平台学习，首次登录按提示激活账号。',
  /** 更正申请 was decided; the answer is on the page. */
  correction_decided: '您的{field}更正申请{result}，请登录平台在“个人信息”中查看。',
  /** Another phone was asked for; goes to the one on file. */
  phone_change: '您的账号正在更换手机号，新号码尾号{tail}，最迟{until}生效。如非本人办理，请登录平台撤销或拨打服务热线。',
} as const

export type NoticeKind = keyof typeof noticeTexts
type Gaps<T extends string> = T extends `${string}{${infer G}}${infer Rest}` ? G | Gaps<Rest> : never

/** A kind with all its facts. */
export type Notice = { [K in NoticeKind]: { kind: K; facts: Record<Gaps<(typeof noticeTexts)[K]>, string> } }[NoticeKind]

const gap = /\{(\w+)\}/g
const most = 35
const shortened = (fact: string) => ([...fact].length > most ? `${[...fact].slice(0, most - 1).join('')}…` : fact)

/** The facts in the order of their gaps, as templates take them. */
export function orderedFacts({ kind, facts }: Notice): [name: string, value: string][] {
  return [...noticeTexts[kind].matchAll(gap)].map(([, name]) => [name!, shortened(facts[name as keyof typeof facts])])
}

/** The sentence of a code, for the demo phone and 短信记录; at a provider it is a template of its own. */
export const codeText = (code: string) => `您的验证码为：${code}，5分钟内有效，请勿泄露。`

/** The whole sentence, for the same. */
export function noticeText(notice: Notice): string {
  const facts = Object.fromEntries(orderedFacts(notice))
  return noticeTexts[notice.kind].replace(gap, (_, name: string) => facts[name]!)
}
