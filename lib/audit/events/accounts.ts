import type { EnterpriseInvoice } from '@/db/schema/identity'
import type { Door } from '@/lib/shared/context'
import { about, aboutNothing, type Change, perhapsAbout, type Reason } from '../event'

const account = about('account')
const perhapsAccount = perhapsAbout('account', '没有这个账号')
const trainee = about('trainee')
const perhapsTrainee = perhapsAbout('trainee', '没有对应的学员')
const enterprise = about('enterprise')

/** Who somebody said to be: never the whole name or number, see `triedName`. `mark` is the same for the same name. */
export type Tried = { tried: string; mark: string }

type Unit = Partial<{
  name: string
  code: string
  codeKind: string
  codeDoubtful: boolean
  kind: string
  regionCode: string
  address: string
  contactName: string
  phone: string
  invoice: EnterpriseInvoice
}>

/** Signing in and out, and what was refused to whom. */
export const sessionEvents = {
  'session.begin': account<{ door: Door; how?: 'password' | 'code' | 'activation' | 'sso' | 'passkey'; device?: string } | undefined>(
    '登录',
  ),
  'session.end': account<{
    door: Door
    why: 'signed_out' | 'other_devices' | 'idle' | 'password' | 'locked' | 'role' | 'reset'
    /** Where several ended together. */
    sessions?: number
  }>('退出登录'),
  'session.refused': perhapsAccount<Tried & { door: Door; why: 'wrong' | 'inactive' | 'code' | 'waiting' | 'sso' | 'passkey' }>('登录失败'),
  'session.wait': perhapsAccount<Tried & { door: Door; seconds: number }>('连续输错，需等待'),
  /** `inMinute`: the how-manieth within a minute; not each is written. */
  'access.refused': aboutNothing('不存在或无权查看的页面')<{ door: Door; path: string; inMinute: number }>('访问被拒绝'),
}

export const accountEvents = {
  'account.register': trainee<{ documentKind: string | undefined; photo: boolean }>('注册账号'),
  'account.activate': trainee('激活账号'),
  /** Without a subject where name and number were nobody's who may ask. */
  'account.ask_without_phone': perhapsTrainee('未登记手机号，申请激活'),
  'password.change': account('修改密码'),
  'password.recover': account('找回密码'),
  'identity.link': trainee('关联统一身份认证'),
  'person.employment':
    trainee<Change<{ employer: string | null; regionCode: string | null; technicalGrade: string | null }>>('修改本人单位信息'),
  'photo.set': trainee('保存照片'),
  'trainees.import': aboutNothing('原平台学员文件')<{
    fileName?: string
    added: number
    existing: number
    updated: number
    refused: number
  }>('导入原平台学员'),
  'enterprise.register': enterprise<{ code: string | undefined; codeDoubtful: boolean | undefined } | undefined>('单位注册'),
  'enterprise.resubmit': enterprise<{ changed: string[] } & Change<Unit>>('单位重新提交审核'),
  'enterprise.approve': enterprise('单位审核通过'),
  'enterprise.reject': enterprise<Reason>('驳回单位注册'),
  'enterprise.licence': enterprise('更换营业执照'),
  'enterprise.revise': enterprise<{ changed: string[] } & Change<Unit> & Reason>('修改单位信息'),
  'enterprise.contact': enterprise<Change<Pick<Unit, 'contactName' | 'invoice'>>>('修改联系人和发票信息'),
  /** Until another phone had to wait; so `person.phone`. Now `phone.ask`. */
  'enterprise.phone': enterprise<Change<string>>('更换单位手机号'),
  'phone.ask': account<{ change: string; takesEffectAt: string } & Change<string | null> & Partial<Reason>>('登记新手机号，等待生效'),
  'phone.release': account<{ change: string; after: string }>('复核通过新手机号'),
  'phone.cancel': account<{ change: string; after: string }>('撤销新手机号'),
  'phone.change': account<{ change: string; after: string }>('新手机号到时生效'),
  'licence.view': enterprise('查看营业执照'),
}

/** What the staff does for people. */
export const personEvents = {
  'photo.view': trainee('查看学员照片'),
  'person.unmask': trainee<Reason>('查看完整信息'),
  'person.reset': trainee<Reason>('重置密码'),
  'person.phone': trainee<Reason & Change<string | null>>('登记新手机号'),
  'person.photo': trainee<Reason>('删除照片'),
  'oddity.review': trainee<{ day: string; kind: string; facts: Record<string, number>; note: string }>('核实学习异常'),
  'person.lock': trainee<Reason>('停用账号'),
  'person.unlock': trainee<Reason>('恢复账号'),
  'correction.ask': trainee<{ correction: string; field: string; evidence?: string } & Partial<Change<string> & Reason>>('提交更正申请'),
  'correction.view': trainee<{ correction: string }>('核对更正申请'),
  'correction.approve': trainee<{ correction: string; field: string } & Change<string>>('同意更正'),
  'correction.decline': trainee<{ correction: string; field: string; answer: string }>('不同意更正'),
}
