import type { Bureau } from '@/lib/shared/bureau'
import { canNotify } from './notify'
import { canSendCodes } from './sms'

/* Sentences that promise a message: what the settings cannot keep is not said, and what holds instead is. */

const told = (can: boolean, yes: string, no: string) => (can ? yes : no)

/** To an enterprise that registers. */
export const decisionPromise = () =>
  told(canNotify('enterprise_approved') && canNotify('enterprise_rejected'), '结果会发短信通知', '结果请登录后查看')

/** To the staff who decide on it. */
export const decisionPromiseToStaff = () =>
  told(
    canNotify('enterprise_approved') && canNotify('enterprise_rejected'),
    '审核结果会发短信通知单位，并记入操作日志。',
    '审核结果显示在单位的登录页面，不发短信；会记入操作日志。',
  )

/** To a trainee who asked for 更正. */
export const correctionPromise = () =>
  told(canNotify('correction_decided'), '结果会在这里和信息中心显示，并发短信告诉您', '结果会在这里和信息中心显示')

/** To the staff who asked for another name of a trainee. */
export const namePromise = () => told(canNotify('correction_decided'), '学员会收到短信和站内消息', '学员会收到站内消息，不发短信')

/** To whoever asks for another phone, of the one on file. */
export const oldPhonePromise = () =>
  told(canNotify('phone_change'), '原来的手机会收到短信，本人可以撤销', '原来的手机不会收到短信，本人登录后可以撤销')

/** To an enterprise that has paid for people who never signed in. */
export const openedPromise = () =>
  !canSendCodes()
    ? '没有激活账号的人要等平台开通短信后才能激活。'
    : told(
        canNotify('roster_opened'),
        '没有激活账号的人会收到短信，按提示激活后即可学习。',
        '没有激活账号的人不会收到短信，请告诉他们用身份证号登录，按提示激活后学习。',
      )

/** What an enterprise's people do before they learn, said before it submits them. */
export const activationPromise = () =>
  told(canSendCodes(), '新学员用短信验证码激活自己的账号。', '平台开通短信后，新学员才能激活自己的账号。')

/** What a staff member who resets a password tells the caller. */
export const resetPromise = () =>
  told(
    canSendCodes(),
    '请告诉学员：用证件号码和密码 123456 登录，按短信验证码设置新密码。',
    '平台没有开通短信，学员现在收不到验证码，不能设置新密码。',
  )

/** Whether people can be asked for their data: somebody must be named who answers for it, and codes must reach them. */
export const registrationRefusal = ({ unidentified }: Pick<Bureau, 'unidentified'>) =>
  unidentified.length ? ('registration_closed' as const) : canSendCodes() ? null : ('sms_unavailable' as const)
