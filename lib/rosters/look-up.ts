import { and, eq, inArray, sql } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { enrollments } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { rosterRows } from '@/db/schema/rosters'
import { phoneOf, traineePhone } from '@/lib/identity/phones'
import { idNumberIndex, indexesOf } from '@/lib/identity/queries'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { inBatches } from '@/lib/shared/group'
import { sqlArray } from '@/lib/shared/sql-array'
import type { Known } from './compare'

/**
 * What the platform knows of these numbers for a class: the name on file, and whether that person holds a seat in it or in another
 * class of its programme, which nobody takes twice in its year; the phone; and whether the enterprise has enrolled that person before.
 */
export async function lookUpPeople(
  ctx: Ctx<Enterprise>,
  joined: { id: string; programId: string },
  numbers: string[],
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>()
  const own = sql<boolean>`exists (select 1 from ${rosterRows}
    where ${rosterRows.traineeId} = ${trainees.id} and ${rosterRows.enterpriseId} = ${ctx.actor.id})`
  for (const some of inBatches(numbers, 2000)) {
    const indexes = indexesOf(some)
    const byIndex = new Map(some.map((number) => [idNumberIndex(number), number]))
    const rows = await ctx.db
      .select({
        index: trainees.idNumberIndex,
        name: trainees.name,
        id: trainees.id,
        ...traineePhone,
        classId: enrollments.classId,
        title: classes.title,
        own,
      })
      .from(trainees)
      .leftJoin(
        enrollments,
        and(
          eq(enrollments.traineeId, trainees.id),
          eq(enrollments.programId, joined.programId),
          inArray(enrollments.status, ['reserved', 'active', 'passed']),
        ),
      )
      .leftJoin(classes, eq(classes.id, enrollments.classId))
      .where(sql`${trainees.idNumberIndex} = any(${sqlArray([...indexes.keys()], 'text')})`)
    for (const { index, name, classId, title, own, ...person } of rows)
      known.set(byIndex.get(indexes.get(index)!)!, {
        name,
        own,
        phone: phoneOf(person),
        inClass: classId === joined.id,
        yearTitle: classId === joined.id ? null : title,
      })
  }
  return known
}

/** The same for numbers that come some at a time: asked for while more come. `all`: everything known, once no more will come. */
export function lookUpAsTheyCome(ctx: Ctx<Enterprise>, joined: { id: string; programId: string }) {
  const asked: Promise<Map<string, Known>>[] = []
  let waiting: string[] = []
  const ask = () => {
    const answer = lookUpPeople(ctx, joined, waiting)
    answer.catch(() => {}) // `all` throws it
    asked.push(answer)
    waiting = []
  }
  return {
    add(numbers: string[]) {
      waiting.push(...numbers)
      if (waiting.length >= 2000) ask()
    },
    async all(): Promise<Map<string, Known>> {
      if (waiting.length) ask()
      return new Map((await Promise.all(asked)).flatMap((known) => [...known]))
    },
  }
}
