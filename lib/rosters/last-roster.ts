import { and, asc, desc, eq, isNotNull, isNull, ne } from 'drizzle-orm'
import { rosterRows, rosters } from '@/db/schema/rosters'
import { record } from '@/lib/audit/record'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { getGroupClass, requiredColumns } from './group-classes'
import { openRow } from './sealed-rows'
import { makeTemplate } from './template'

/** The enterprise's latest roster that was submitted for another class. */
export async function findLastRoster(ctx: Ctx<Enterprise>, classId: string) {
  const [roster] = await ctx.db
    .select({ id: rosters.id, submittedAt: rosters.submittedAt })
    .from(rosters)
    .where(and(eq(rosters.enterpriseId, ctx.actor.id), eq(rosters.status, 'submitted'), ne(rosters.classId, classId)))
    .orderBy(desc(rosters.submittedAt))
    .limit(1)
  return roster ?? null
}

/**
 * 从上次的名单开始: the template of a class, filled in with the people of the latest roster; whoever has left is deleted from it, whoever
 * is new is added.
 * @throws NotFound; Refused('roster_none_before')
 */
export async function makeTemplateOfLast(ctx: Ctx<Enterprise>, classId: string): Promise<{ name: string; bytes: Buffer }> {
  const { title } = await getGroupClass(ctx, classId)
  const last = await findLastRoster(ctx, classId)
  if (!last) throw new Refused('roster_none_before')
  const rows = await ctx.db
    .select({ row: rosterRows.row, dataCipher: rosterRows.dataCipher })
    .from(rosterRows)
    .where(
      and(
        eq(rosterRows.enterpriseId, ctx.actor.id),
        eq(rosterRows.rosterId, last.id),
        isNotNull(rosterRows.traineeId),
        isNull(rosterRows.endedAt),
      ),
    )
    .orderBy(asc(rosterRows.row))
  await record(ctx, 'export.last_roster', last.id, { rows: rows.length })
  const people = rows.map((row) => openRow({ enterpriseId: ctx.actor.id, rosterId: last.id }, row).values)
  return { name: `${title}名单.xlsx`, bytes: makeTemplate({ title, required: requiredColumns, grades: [], people }) }
}
