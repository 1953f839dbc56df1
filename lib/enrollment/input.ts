import { z } from 'zod'

export const EnrollmentRef = z.object({ enrollmentId: z.uuid() })
export const CourseChoice = EnrollmentRef.extend({ courseId: z.uuid() })
export const StudyRef = EnrollmentRef.extend({ studyId: z.uuid() })

export type EnrollmentRef = z.output<typeof EnrollmentRef>
export type CourseChoice = z.output<typeof CourseChoice>
export type StudyRef = z.output<typeof StudyRef>
