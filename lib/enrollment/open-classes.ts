import { and, asc, eq, inArray, ne } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { enrollments } from '@/db/schema/enrollment'
import { regions } from '@/db/schema/identity'
import type { Ctx, Trainee } from '@/lib/shared/context'

/** The classes that a trainee has ordered or learns in and has not passed, each with the region it belongs to. */
export const listOpenClasses = (ctx: Ctx<Trainee>) =>
  ctx.db
    .select({ id: enrollments.id, title: classes.title, region: regions.name })
    .from(enrollments)
    .innerJoin(classes, eq(classes.id, enrollments.classId))
    .innerJoin(programs, and(eq(programs.id, enrollments.programId), ne(programs.selectionTiming, 'single_courses')))
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .where(and(eq(enrollments.traineeId, ctx.actor.id), inArray(enrollments.status, ['reserved', 'active'])))
    .orderBy(asc(classes.title))
export type OpenClass = Awaited<ReturnType<typeof listOpenClasses>>[number]
