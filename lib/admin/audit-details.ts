import { formatMoney } from '@/lib/shared/money'
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
  amountFen: '金额',
  missingFen: '还差',
  fen: '差额',
  reference: '流水号',
  paidOn: '到账日期',
  provider: '渠道',
  tradeNumber: '交易号',
  reversalNumber: '红字发票号',
  words: '支付机构的答复',
  items: '项数',
  year: '年度',
  classes: '班级',
  courses: '课程',
  regions: '行政区划',
  categories: '培训类别',
  specialties: '专业',
  name: '名称',
  title: '标题',
  fileName: '文件',
  imported: '导入',
  duplicates: '重复',
  doubts: '存疑',
  kept: '保留',
  problems: '有问题',
  failure: '原因',
  cues: '字幕条数',
}

const doors = { trainee: '学员入口', enterprise: '单位入口', staff: '管理入口' }
/** Of details that hold one of a few values. */
const valueWords: Record<string, Record<string, string>> = {
  door: doors,
  provider: { sandbox: '沙箱银行', alipay: '支付宝', wechatpay: '微信支付', transfer: '银行转账' },
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
    if (!word || value === null || (Array.isArray(value) && !value.length)) return []
    return [`${word}：${valueWords[key]?.[String(value)] ?? say(value, key)}`]
  })

/** Fields of what was changed, by their names on the forms. What has none is for the database. */
const fieldWords: Record<string, string> = {
  title: '标题',
  summary: '简介',
  name: '名称',
  shortName: '简称',
  code: '代码',
  category: '类别',
  provider: '课程提供方',
  creditHours: '学时',
  requiredHours: '要求学时',
  compulsory: '必修',
  quizRequired: '要测验',
  priceFen: '价格',
  feeFen: '费用',
  refundDays: '退款天数',
  refundMaxLearntPercent: '退款时最多已学（%）',
  passMark: '合格分',
  quizSingle: '单选题',
  quizMultiple: '多选题',
  quizJudgement: '判断题',
  quizWaitMinutes: '重考间隔（分钟）',
  quizDailyTries: '每天次数',
  quizMostTries: '最多次数',
  quizGraceMinutes: '交卷宽限（分钟）',
  attentionEverySeconds: '签到间隔（秒）',
  maxSpeedPercent: '最快播放（%）',
  certificateTitle: '证书名称',
  certificatePrefix: '证书编号前缀',
  guidance: '培训须知',
  year: '年度',
  seats: '名额',
  enrolFrom: '报名开始',
  enrolUntil: '报名截止',
  studyFrom: '学习开始',
  studyUntil: '学习截止',
  publishedAt: '发布时间',
  stem: '题干',
  options: '选项',
  correct: '答案',
  explanation: '题析',
  preview: '试看',
  role: '角色',
  regions: '行政区划',
}

/** Moments are kept as JSON has them; ends of days are told as the last day. */
const moment = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/
const sayMoment = (key: string, at: Date) => (key === 'enrolUntil' || key === 'studyUntil' ? formatLastDay(at) : formatMoment(at))

const say = (value: unknown, key = ''): string => {
  if (value === null) return '无'
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number' && /fen$/i.test(key)) return formatMoney(value)
  if (typeof value === 'string' && moment.test(value)) return sayMoment(key, new Date(value))
  if (typeof value !== 'object') return String(value)
  if (Array.isArray(value)) return value.map((part) => say(part, key)).join('、')
  return Object.entries(value as object)
    .flatMap(([name, part]) => (fieldWords[name] ? [`${fieldWords[name]} ${say(part, name)}`] : []))
    .join('，')
}
