import { and, eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { programCourses } from '@/db/schema/catalog'
import { confirmCourses, saveClass, saveElective, saveEmployer } from '@/lib/enrollment/application'
import { aClass, aClassOf, aCourse, aRegion, aTrainee, type ClassShape } from './world'

/** People who apply for a project: courses are chosen before the order. */

export const employer = '唐山云桥市政工程有限公司'

/**
 * A project of 60 hours: 24 compulsory with a test, 36 elective out of courses of 12, 12, 11, 7 and 1 hours without one;
 * a class in 路北区 (130203), and one in 路南区 (130202).
 */
export async function aProject(shape: ClassShape = {}) {
  const hours = [12, 12, 11, 7, 1]
  const compulsory = await Promise.all([aCourse({ hours: 12 }), aCourse({ hours: 12 })])
  const electives = await Promise.all(hours.map((h) => aCourse({ hours: h, quiz: false })))
  const own = await aClass({
    parts: [
      { name: '必修课程', hours: 24, compulsory: true, courses: compulsory },
      { name: '选修课程', hours: 36, courses: electives },
    ],
    ...shape,
    program: { selectionTiming: 'before_payment', certificateForm: 'diploma', certificateTitle: '合格证书', ...shape.program },
  })
  for (const courseId of electives)
    await db()
      .update(programCourses)
      .set({ quizRequired: false })
      .where(and(eq(programCourses.programId, own.programId), eq(programCourses.courseId, courseId)))
  await aRegion('130202', '路南区')
  const otherClassId = await aClassOf(own.programId, { ...shape, seats: 10, regionCode: '130202' })
  return { ...own, compulsory, electives, otherClassId }
}
export type Project = Awaited<ReturnType<typeof aProject>>

/** Somebody who has filled in an application up to the given number of electives; confirmed when they are enough. */
export async function anApplicant(project: Project, electives = [0, 1, 2, 4], given: Parameters<typeof aTrainee>[0] = {}, now?: Date) {
  const trainee = await aTrainee(given)
  const me = { ...trainee, now: now ?? trainee.now }
  const { programId } = project
  await saveEmployer(me, { programId, employer, regionCode: '130203', technicalGrade: '工程师', isFullName: false })
  await saveClass(me, { programId, classId: project.id, otherRegionReason: null })
  for (const i of electives) await saveElective(me, { programId, courseId: project.electives[i]!, chosen: true })
  if (electives.length >= 4) await confirmCourses(me, { programId })
  return me
}
