import { eq } from 'drizzle-orm'
import { courses } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { lockCourse } from './edit-course'
import { listDependents, listObstacles } from './readiness'

/** From now on the course can be chosen and bought. @throws NotFound; Refused('course_unready') with what is missing */
export async function publishCourse(ctx: Ctx, courseId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const course = await lockCourse(tx, courseId)
    if (course.publishedAt) return
    const obstacles = await listObstacles(tx, courseId)
    if (obstacles.length) throw new Refused('course_unready', { obstacles: obstacles.join('') })
    await tx.db.update(courses).set({ publishedAt: tx.now }).where(eq(courses.id, courseId))
    await record(tx, 'course.publish', courseId)
  })
}

/** Nobody can choose it any more; whoever has it goes on. @throws NotFound; Refused('course_needed') */
export async function unpublishCourse(ctx: Ctx, courseId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const course = await lockCourse(tx, courseId)
    if (!course.publishedAt) return
    const needed = await listDependents(tx, courseId)
    if (needed.length) throw new Refused('course_needed', { programs: needed.join('、') })
    await tx.db.update(courses).set({ publishedAt: null }).where(eq(courses.id, courseId))
    await record(tx, 'course.unpublish', courseId)
  })
}
