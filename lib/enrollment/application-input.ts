import { z } from 'zod'
import { normalizeEmployer } from '@/lib/identity/employer-rules'

const programId = z.uuid()
const flag = z.string().optional().transform(Boolean)
const optional = (max: number, message: string) =>
  z
    .string()
    .trim()
    .max(max, message)
    .optional()
    .transform((typed) => typed || null)

export const EmployerInput = z.object({
  programId,
  employer: z.string().transform(normalizeEmployer).pipe(z.string().min(1, '请填写单位名称。').max(100, '单位名称最多 100 个字。')),
  regionCode: z.string('请选择单位所在行政区划。').regex(/^\d{6}$/, '请选择单位所在行政区划。'),
  technicalGrade: optional(30, '职称或技术等级最多 30 个字。'),
  isFullName: flag,
})
export const OtherRegionReason = optional(200, '原因最多 200 个字。')
export const ClassInput = z.object({ programId, classId: z.uuid('请选择班级。'), otherRegionReason: OtherRegionReason })
export const ElectiveInput = z.object({ programId, courseId: z.uuid(), chosen: z.enum(['yes', 'no']).transform((word) => word === 'yes') })
export const CoursesInput = z.object({ programId })

export type EmployerInput = z.output<typeof EmployerInput>
export type ClassInput = z.output<typeof ClassInput>
export type ElectiveInput = z.output<typeof ElectiveInput>
export type CoursesInput = z.output<typeof CoursesInput>
