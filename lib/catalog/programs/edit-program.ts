import { and, eq, ne, sql } from 'drizzle-orm'
import { categories, programs, specialties } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { refuseStale } from '@/lib/audit/refuse-stale'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import type { Seen } from '@/lib/shared/seen-input'
import { requireRight } from '@/lib/shared/staff'
import type { ProgramInput } from './input'
import { keepReady } from './keep-ready'
import { countEnrolled, lockProgram, programVersion } from './lock-program'
import { fixedFields, refundWorse, triesFewer } from './rules'

/** @throws Refused('category_unknown' | 'specialty_unknown' | 'program_twice') */
async function rowOf(tx: Ctx, { attentionEveryMinutes, ...input }: ProgramInput, programId?: string) {
  const [category] = await tx.db.select({ id: categories.id }).from(categories).where(eq(categories.id, input.categoryId))
  if (!category) throw new Refused('category_unknown', {}, 'categoryId')
  if (input.specialtyId) {
    const [specialty] = await tx.db.select().from(specialties).where(eq(specialties.id, input.specialtyId))
    if (specialty?.categoryId !== input.categoryId) throw new Refused('specialty_unknown', {}, 'specialtyId')
  }
  const [twin] = await tx.db
    .select({ id: programs.id })
    .from(programs)
    .where(and(eq(programs.title, input.title), programId ? ne(programs.id, programId) : undefined))
    .limit(1)
  if (twin) throw new Refused('program_twice', {}, 'title')
  return { ...input, attentionEverySeconds: attentionEveryMinutes === null ? null : attentionEveryMinutes * 60 }
}

/** A programme without parts, which nobody sees yet. @returns its id @throws Refused as rowOf */
export async function createProgram(ctx: Ctx, input: ProgramInput): Promise<string> {
  requireRight(ctx, 'programs.edit')
  return inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended('new-program', 0))`) // one after the other: two presses make one
    const [program] = await tx.db
      .insert(programs)
      .values(await rowOf(tx, input))
      .returning({ id: programs.id })
    await record(tx, 'program.create', program!.id, { title: input.title })
    return program!.id
  })
}

type Edited = ProgramInput & Seen & { programId: string }

/**
 * Changes the rules. As soon as somebody is in, what the goal depends on is fixed, refunds may only become easier and tries in all only more; what is asked of
 * newcomers alone (the fee) and how one learns (speed, attention checks, guidance, the size of new papers) may change.
 * @throws NotFound; Refused('changed_meanwhile' | 'program_fixed' | 'refund_worse' | 'tries_fewer' | 'program_breaks'), and as rowOf
 */
export async function editProgram(ctx: Ctx, { programId, seen, overwrite, ...input }: Edited): Promise<void> {
  requireRight(ctx, 'programs.edit')
  await inTransaction(ctx, async (tx) => {
    const before = await lockProgram(tx, programId)
    await refuseStale(tx, programId, programVersion(before), { seen, overwrite })
    const row = await rowOf(tx, input, programId)
    const people = await countEnrolled(tx, programId)
    if (people) {
      const moved = (Object.keys(fixedFields) as (keyof typeof fixedFields)[]).filter((field) => row[field] !== before[field])
      if (moved.length)
        throw new Refused('program_fixed', { people, fields: moved.map((field) => fixedFields[field]).join('、') }, moved[0])
      if (refundWorse(before, row)) throw new Refused('refund_worse', { people }, 'refundDays')
      if (triesFewer(before, row)) throw new Refused('tries_fewer', { people }, 'quizMostTries')
    }
    await keepReady(tx, before, async () => void (await tx.db.update(programs).set(row).where(eq(programs.id, programId))))
    const changed = (Object.keys(row) as (keyof typeof row)[]).filter(
      (field) => JSON.stringify(row[field]) !== JSON.stringify(before[field]),
    )
    await record(tx, 'program.edit', programId, {
      before: Object.fromEntries(changed.map((field) => [field, before[field]])),
      after: Object.fromEntries(changed.map((field) => [field, row[field]])),
    })
  })
}
