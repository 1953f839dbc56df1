import { formatLastDay, formatMoment } from '@/lib/shared/time'

const detailWords: Record<string, string> = {
  reason: '原因',
  evidence: '核对依据',
  differs: '不一致',
  override: '仍要登记的原因',
  answer: '答复',
  before: '更改前',
  after: '更改后',
  course: '课程',
  chapter: '章节',
  hours: '学时',
  score: '成绩',
  userName: '用户名',
  job: '任务',
  left: '还剩',
  number: '编号',
  rows: '行数',
  people: '人数',
  door: '入口',
  why: '原因',
  tried: '填写的名称',
  seconds: '等待秒数',
  path: '页面',
  inMinute: '一分钟内第几次',
  sessions: '会话数',
  day: '日期',
  entries: '记录数',
  faults: '异常数',
  first: '第一处异常',
  outcome: '处理',
  note: '说明',
}

const doors = { trainee: '学员入口', enterprise: '单位入口', staff: '管理入口' }
/** Of details that hold one of a few values. */
const valueWords: Record<string, Record<string, string>> = {
  door: doors,
  outcome: { kept: '列作长短款', foreign: '不属于本平台' },
  why: {
    wrong: '密码不对或账号不存在',
    inactive: '账号已停用',
    code: '动态口令不对',
    waiting: '等待期内再次尝试',
    sso: '统一身份认证未通过',
    passkey: '通行密钥未通过',
    signed_out: '本人退出',
    other_devices: '退出其他设备',
    idle: '长时间未操作',
    password: '修改密码',
    locked: '账号停用',
    role: '角色变更',
    reset: '重置登录',
  },
}

/** Only what has a word of its own is told; ids and the like are for the database. */
export const detailLines = (details: Record<string, unknown> | null): string[] =>
  Object.entries(details ?? {}).flatMap(([key, value]) => {
    const word = detailWords[key]
    if (!word || value === null) return []
    return [`${word}：${valueWords[key]?.[String(value)] ?? say(value, key)}`]
  })

/** Moments are kept as JSON has them; ends of days are told as the last day. */
const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const sayMoment = (key: string, at: Date) => (key === 'enrolUntil' || key === 'studyUntil' ? formatLastDay(at) : formatMoment(at))

const say = (value: unknown, key = ''): string => {
  if (typeof value === 'string' && moment.test(value)) return sayMoment(key, new Date(value))
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, part]) => (Array.isArray(value) ? say(part, key) : `${name} ${say(part, name)}`))
    .join('，')
}
