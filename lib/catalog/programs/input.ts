import { z } from 'zod'
import { certificateForm, pricing, quizExplains, selectionTiming } from '@/db/schema/catalog'
import { SeenInput } from '@/lib/shared/seen-input'
import { ticked } from '@/lib/shared/ticked'
import { whole } from '@/lib/shared/whole'
import { dayStart } from './days'

const orNone = <T extends z.ZodType<number, string>>(schema: T) =>
  z
    .string()
    .trim()
    .transform((text) => text || null)
    .pipe(z.union([z.null(), schema]))

/** 120 or 120.50 → fen */
const yuan = z
  .string()
  .trim()
  .regex(/^\d{1,5}(\.\d{1,2})?$/, '请填写金额，如 120 或 120.50。')
  .transform((text) => Math.round(Number(text) * 100))

export const ProgramInput = z.object({
  title: z.string().trim().min(4, '请填写项目名称，至少 4 个字。').max(60, '项目名称最多 60 个字。'),
  year: whole(2000, 2100, '年度是四位数字，如 2026。'),
  categoryId: z.uuid('请选择培训类别。'),
  specialtyId: z
    .string()
    .default('')
    .transform((text) => text || null)
    .pipe(z.union([z.null(), z.uuid()])),
  selectionTiming: z.enum(selectionTiming.enumValues, '请选择选课方式。'),
  pricing: z.enum(pricing.enumValues, '请选择收费方式。'),
  feeFen: yuan,
  refundDays: orNone(whole(0, 365, '退款天数是 0 到 365 的整数；不办理退款请留空。')),
  refundMaxLearntPercent: whole(0, 100, '学习进度是 0 到 100 的整数。'),
  passMark: whole(1, 100, '合格分是 1 到 100 的整数。'),
  quizSingle: whole(0, 100, '题数是 0 到 100 的整数。'),
  quizMultiple: whole(0, 100, '题数是 0 到 100 的整数。'),
  quizJudgement: whole(0, 100, '题数是 0 到 100 的整数。'),
  quizWaitMinutes: orNone(whole(1, 10_080, '间隔是 1 到 10080 分钟；不限请留空。')),
  quizDailyTries: orNone(whole(1, 100, '每天次数是 1 到 100 的整数；不限请留空。')),
  quizMostTries: orNone(whole(1, 100, '总次数是 1 到 100 的整数；不限请留空。')),
  quizExplains: z.enum(quizExplains.enumValues, '请选择何时显示答案与题析。'),
  quizGraceMinutes: whole(0, 1440, '宽限时间是 0 到 1440 分钟。'),
  attentionEveryMinutes: orNone(whole(1, 120, '签到间隔是 1 到 120 分钟；不签到请留空。')),
  maxSpeedPercent: z.enum(['100', '125', '150', '200'], '请选择播放速度。').transform(Number),
  certificateTitle: z.string().trim().min(2, '请填写证书名称。').max(20, '证书名称最多 20 个字。'),
  certificateForm: z.enum(certificateForm.enumValues, '请选择证书样式。'),
  certificatePrefix: z
    .string()
    .trim()
    .regex(/^[A-Z]{1,6}$/, '编号前缀是 1 到 6 个大写字母。'),
  guidance: z
    .string()
    .max(5000, '培训须知最多 5000 字。')
    .transform((text) =>
      text
        .split(/\n+/)
        .map((line) => line.trim())
        .filter(Boolean),
    ),
})
export type ProgramInput = z.output<typeof ProgramInput>

export const ProgramId = z.object({ programId: z.uuid() })
export const EditProgramInput = ProgramInput.extend(ProgramId.shape).extend(SeenInput.shape)
export const CopyProgramInput = ProgramId.extend({ year: whole(2000, 2100, '年度是四位数字，如 2027。') })

export const PartInput = ProgramId.extend({
  partId: z
    .string()
    .default('')
    .transform((text) => text || null)
    .pipe(z.union([z.null(), z.uuid()])),
  name: z.string().trim().min(2, '请填写部分名称。').max(20, '部分名称最多 20 个字。'),
  shortName: z.string().trim().min(1, '请填写简称，如 专业。').max(4, '简称最多 4 个字。'),
  requiredHours: whole(1, 1000, '学时是 1 到 1000 的整数。'),
  compulsory: ticked,
})
export type PartInput = z.output<typeof PartInput>
export const PartId = z.object({ partId: z.uuid() })

export const ProgramCourseInput = ProgramId.extend({
  courseId: z.uuid('请选择课程。'),
  partId: z.uuid('请选择部分。'),
  quizRequired: ticked,
  priceFen: z
    .string()
    .default('')
    .transform((text) => text.trim() || null)
    .pipe(z.union([z.null(), yuan])),
})
export type ProgramCourseInput = z.output<typeof ProgramCourseInput>
export const ProgramCourseId = ProgramId.extend({ courseId: z.uuid() })

const day = (says: string) =>
  z
    .string()
    .trim()
    .refine((text) => dayStart(text) !== null, says)
    .transform((text) => dayStart(text)!)

const dates = {
  enrolFrom: day('请填写报名开始日期。'),
  /** The last day on which people can enrol, studied likewise. */
  enrolUntil: day('请填写报名截止日期。'),
  studyFrom: day('请填写学习开始日期。'),
  studyUntil: day('请填写学习截止日期。'),
}
const seats = orNone(whole(1, 100_000, '名额是 1 到 100000 的整数。'))

export const OpenClassesInput = ProgramId.extend({
  regions: z
    .string()
    .transform((text) => [...new Set(text.split(',').filter(Boolean))])
    .pipe(
      z
        .array(z.string().regex(/^\d{6}$/))
        .min(1, '请至少选择一个行政区划。')
        .max(100),
    ),
  title: z.string().trim().min(4, '请填写班级名称，至少 4 个字。').max(60, '班级名称最多 60 个字。'),
  seats,
  ...dates,
})
export type OpenClassesInput = z.output<typeof OpenClassesInput>
export const ClassId = z.object({ classId: z.uuid() })
export const EditClassInput = ClassId.extend(SeenInput.shape).extend({
  title: z.string().trim().min(4, '请填写班级名称，至少 4 个字。').max(60, '班级名称最多 60 个字。'),
  seats,
  ...dates,
})
export type EditClassInput = z.output<typeof EditClassInput>
