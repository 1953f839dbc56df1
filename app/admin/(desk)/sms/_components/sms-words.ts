import type { Tone } from '@/components/ui/badge'
import type { IconName } from '@/components/ui/icon-names'
import type { SmsOutcome } from '@/lib/admin/sms-messages'
import type { SmsPurpose } from '@/lib/identity/rules'
import type { NoticeKind } from '@/lib/identity/sms-notices'

export const kindWords: Record<SmsPurpose | NoticeKind | 'code', string> = {
  register: '学员注册验证码',
  activate: '账号激活验证码',
  recover_password: '学员找回密码验证码',
  register_enterprise: '单位注册验证码',
  recover_enterprise: '单位找回密码验证码',
  code: '验证码',
  enterprise_approved: '单位审核通过',
  enterprise_rejected: '单位审核未通过',
  learning_reminder: '单位提醒学习',
  roster_opened: '集体报名开通',
  correction_decided: '更正申请结果',
  phone_change: '更换手机号提醒',
}

export const outcomeWords: Record<SmsOutcome, { words: string; tone: Tone; icon: IconName }> = {
  sent: { words: '服务商已接收', tone: 'good', icon: 'check' },
  retrying: { words: '正在重试', tone: 'wait', icon: 'clock' },
  failed: { words: '多次重试未送出', tone: 'bad', icon: 'circle-alert' },
  refused: { words: '服务商拒绝', tone: 'bad', icon: 'circle-alert' },
  expired: { words: '已过时，未发送', tone: 'bad', icon: 'circle-alert' },
}

/** By what a provider's code begins with; the code itself is shown beside. */
const answers: [begins: string, words: string][] = [
  ['isv.BUSINESS_LIMIT_CONTROL', '该号码收到的短信太多，请稍后再试'],
  ['isv.MOBILE_NUMBER_ILLEGAL', '手机号不对'],
  ['isv.MOBILE_COUNT_OVER_LIMIT', '手机号不对'],
  ['isv.AMOUNT_NOT_ENOUGH', '短信余额不足，请告诉管理员'],
  ['isv.OUT_OF_SERVICE', '短信服务已停用，请告诉管理员'],
  ['isv.SMS_TEMPLATE', '短信模板有问题，请告诉管理员'],
  ['isv.SMS_SIGNATURE', '短信签名有问题，请告诉管理员'],
  ['LimitExceeded.PhoneNumber', '该号码收到的短信太多，请稍后再试'],
  ['FailedOperation.PhoneNumberInBlacklist', '该号码退订过短信'],
  ['FailedOperation.InsufficientBalance', '短信余额不足，请告诉管理员'],
  ['FailedOperation.Template', '短信模板有问题，请告诉管理员'],
  ['FailedOperation.Signature', '短信签名有问题，请告诉管理员'],
  ['InvalidParameterValue.IncorrectPhoneNumber', '手机号不对'],
  ['unreachable', '连不上短信服务商'],
]
export const answerWords = (answer: string): string | null => answers.find(([begins]) => answer.startsWith(begins))?.[1] ?? null
