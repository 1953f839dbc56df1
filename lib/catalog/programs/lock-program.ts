import { and, eq, inArray, sql } from 'drizzle-orm'
import { programs } from '@/db/schema/catalog'
import { enrollments } from '@/db/schema/enrollment'
import { versionOf } from '@/lib/audit/refuse-stale'
import type { Ctx } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'

/** The programme, locked: whoever changes it or its parts comes one after the other. @throws NotFound */
export async function lockProgram(tx: Ctx, programId: string) {
  const [program] = await tx.db.select().from(programs).where(eq(programs.id, programId)).for('update')
  if (!program) throw new NotFound()
  return program
}

/** What the form of its rules is drawn from; publishing it changes none of them. */
export const programVersion = ({ publishedAt: _, ...rules }: typeof programs.$inferSelect) => versionOf(rules)

/** How many people are in it: reserved, learning or passed. */
export async function countEnrolled(ctx: Ctx, programId: string): Promise<number> {
  const [row] = await ctx.db
    .select({ n: sql<number>`count(*)::int` })
    .from(enrollments)
    .where(and(eq(enrollments.programId, programId), inArray(enrollments.status, ['reserved', 'active', 'passed'])))
  return row!.n
}
