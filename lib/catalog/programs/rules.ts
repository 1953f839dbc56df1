import { shortage, thinness } from '../courses/bank-rules'
import type { Counts } from '../questions/kinds'

export type PartPlan = { id: string; name: string; requiredHours: number; compulsory: boolean }
export type CoursePlan = {
  partId: string
  title: string
  creditHours: number
  quizRequired: boolean
  priceFen: number | null
  published: boolean
  chapters: number
  bank: Counts
}
/** How many classes there are, and how many of them can be joined now or later. */
export type ClassPlan = { all: number; open: number }
export type ProgramPlan = {
  pricing: 'class' | 'hour' | 'course'
  feeFen: number
  selectionTiming: 'after_payment' | 'before_payment' | 'single_courses'
  quiz: Counts
  parts: PartPlan[]
  courses: CoursePlan[]
  classes: ClassPlan
}

/** A finding keeps a programme from being published (`stop`), or only deserves a look. */
export type Finding = { kind: 'stop' | 'look'; text: string }

/** Whether people can pass a programme at all, and pay what they should. */
export function findingsOf(plan: ProgramPlan): Finding[] {
  const findings: Finding[] = []
  const stop = (text: string) => findings.push({ kind: 'stop', text })
  const look = (text: string) => findings.push({ kind: 'look', text })
  const single = plan.selectionTiming === 'single_courses'
  if (!plan.parts.length) stop('还没有学时要求，请先添加至少一个部分。')
  for (const part of plan.parts) {
    const inPart = plan.courses.filter(({ partId }) => partId === part.id)
    const hours = inPart.filter(({ published }) => published).reduce((sum, { creditHours }) => sum + creditHours, 0)
    if (!inPart.length) stop(`“${part.name}”还没有课程。`)
    else if (!single && hours < part.requiredHours)
      stop(`“${part.name}”要求 ${part.requiredHours} 学时，已发布的课程只有 ${hours} 学时，学不够。`)
    if (part.compulsory && single) stop(`“${part.name}”是必修，单独选购的项目不能有必修部分。`)
    if (part.compulsory && hours > part.requiredHours)
      look(`“${part.name}”是必修，课程共 ${hours} 学时，多于要求的 ${part.requiredHours} 学时，学员要全部学完。`)
  }
  for (const { title, chapters } of plan.courses.filter(({ published }) => !published))
    stop(`课程“${title}”还没有发布${chapters === 0 ? '，也还没有章节' : ''}。`)
  const questions = plan.quiz.single + plan.quiz.multiple + plan.quiz.judgement
  for (const { title, quizRequired, bank } of plan.courses) {
    if (!quizRequired) continue
    const lacking = shortage(bank, plan.quiz)
    if (lacking.length) stop(`课程“${title}”的题库不够出卷：${lacking.join('，')}。`)
  }
  const thin = plan.courses.filter(
    ({ quizRequired, bank }) => quizRequired && !shortage(bank, plan.quiz).length && thinness(bank, plan.quiz).length,
  )
  if (thin.length) look(thinBanks(thin.map(({ title }) => title)))
  if (!questions && plan.courses.some(({ quizRequired }) => quizRequired)) stop('有课程要求测验，但每份试卷的题数是 0。')
  if (single && plan.pricing === 'class') stop('单独选购的项目不能按班收费，请改为按课程或按学时收费。')
  if (plan.pricing === 'course')
    for (const { title } of plan.courses.filter(({ priceFen }) => priceFen === null)) stop(`课程“${title}”还没有价格；免费请填 0。`)
  if (plan.classes.all === 0) look('还没有班级，发布后学员不能报名。请在下面的“班级”中开班。')
  else if (plan.classes.open === 0) look('没有可以报名的班级：都已关闭，或报名已经截止。')
  if (plan.pricing === 'class' && plan.feeFen === 0) look('班级费用是 0 元，学员报名不需要缴费。')
  if (plan.pricing === 'hour' && plan.feeFen === 0) look('每学时 0 元，学员报名不需要缴费。')
  return findings
}

/** One remark, however many courses. */
const thinBanks = (titles: string[]) =>
  `课程${titles
    .slice(0, 3)
    .map((title) => `“${title}”`)
    .join(
      '、',
    )}${titles.length > 3 ? `等 ${titles.length} 门` : ''}的题库不足三份试卷，多考几次就会遇到见过的题目。请增加题目，或限制测验的次数、调整何时显示题析。`

/** What the goal and the price of people who are in already depend on: fixed as soon as somebody is. */
export const fixedFields = {
  selectionTiming: '选课方式',
  pricing: '收费方式',
  passMark: '合格分',
  certificateForm: '证书样式',
  certificateTitle: '证书名称',
  certificatePrefix: '编号前缀',
  year: '年度',
  categoryId: '培训类别',
  specialtyId: '专业',
} as const

/** `refundDays` null: never. */
export type RefundTerms = { refundDays: number | null; refundMaxLearntPercent: number }
/** Terms may change in favour of who is in, never against: a refund is not taken away from somebody who counted on it. */
export const refundWorse = (before: RefundTerms, after: RefundTerms) =>
  before.refundDays !== null &&
  (after.refundDays === null || after.refundDays < before.refundDays || after.refundMaxLearntPercent < before.refundMaxLearntPercent)

/** Tries in all may become more while people are in, never fewer: nobody is cut off from passing by a change. */
export const triesFewer = (before: { quizMostTries: number | null }, after: { quizMostTries: number | null }) =>
  after.quizMostTries !== null && (before.quizMostTries === null || after.quizMostTries < before.quizMostTries)
