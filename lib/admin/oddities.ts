import { and, count, desc, eq, isNotNull, isNull, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { regions, staff, trainees } from '@/db/schema/identity'
import { learningOddities, oddityKind } from '@/db/schema/learning'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'

export type OddityFilter = 'state' | 'kind' | 'region'
export const oddityKinds = oddityKind.enumValues
export type OddityKind = (typeof oddityKinds)[number]

const columns = {
  traineeId: learningOddities.traineeId,
  day: learningOddities.day,
  kind: learningOddities.kind,
  facts: learningOddities.facts,
  foundAt: learningOddities.foundAt,
  reviewedAt: learningOddities.reviewedAt,
  note: learningOddities.note,
  reviewer: staff.name,
  name: trainees.name,
  idNumberMasked: trainees.idNumberMasked,
  employer: trainees.employer,
  region: regions.name,
}

const select = (ctx: Ctx<Staff>, matching: SQL | undefined) =>
  ctx.db
    .select(columns)
    .from(learningOddities)
    .innerJoin(trainees, eq(trainees.id, learningOddities.traineeId))
    .leftJoin(regions, eq(regions.code, trainees.regionCode))
    .leftJoin(staff, eq(staff.id, learningOddities.reviewedBy))
    .where(and(matching, inOwnRegions(ctx, trainees.regionCode)))

/** 学习异常 that wait to be looked into, or were; the newest days first. @throws NotFound without the right 'oddities.read' */
export async function listOddities(ctx: Ctx<Staff>, query: ListQuery<OddityFilter>) {
  requireRight(ctx, 'oddities.read')
  const { state, kind: asked, region } = query.filters
  const kind = oddityKinds.find((one) => one === asked)
  const reviewed = state === 'reviewed'
  const matching = and(
    reviewed ? isNotNull(learningOddities.reviewedAt) : isNull(learningOddities.reviewedAt),
    kind && eq(learningOddities.kind, kind),
    region ? eq(trainees.regionCode, region) : undefined,
  )
  const [rows, [all]] = await Promise.all([
    select(ctx, matching)
      .orderBy(desc(reviewed ? learningOddities.reviewedAt : learningOddities.day), desc(learningOddities.traineeId), learningOddities.kind)
      .limit(pageSize)
      .offset((query.page - 1) * pageSize),
    ctx.db
      .select({ n: count() })
      .from(learningOddities)
      .innerJoin(trainees, eq(trainees.id, learningOddities.traineeId))
      .where(and(matching, inOwnRegions(ctx, trainees.regionCode))),
  ])
  return { rows, total: all!.n }
}
export type OddityRow = Awaited<ReturnType<typeof listOddities>>['rows'][number]

const Key = z.object({ traineeId: z.uuid(), day: z.iso.date(), kind: z.enum(oddityKinds) })
type Key = z.output<typeof Key>

const at = ({ traineeId, day, kind }: Key) =>
  and(eq(learningOddities.traineeId, traineeId), eq(learningOddities.day, day), eq(learningOddities.kind, kind))

/** One of them. @throws NotFound, also for people of other regions and for what is no kind or day */
export async function getOddity(ctx: Ctx<Staff>, key: unknown) {
  requireRight(ctx, 'oddities.read')
  const { success, data } = Key.safeParse(key)
  const [row] = success ? await select(ctx, at(data)) : []
  if (!row) throw new NotFound()
  return row
}

export const ReviewOddityInput = Key.extend({
  note: z.string().trim().min(2, '请写明核实的情况（至少 2 个字）。').max(500, '最多 500 字。'),
})

/**
 * 已核实: somebody looked into it and says what came of it. It changes nothing else: hours are corrected on their own page.
 * @throws NotFound without the right 'oddities.review', and for people of other regions; Refused('oddity_reviewed')
 */
export async function reviewOddity(ctx: Ctx<Staff>, input: z.output<typeof ReviewOddityInput>): Promise<void> {
  requireRight(ctx, 'oddities.review')
  await inTransaction(ctx, async (tx) => {
    const found = await getOddity(tx, input)
    const { note } = input
    const [reviewed] = await tx.db
      .update(learningOddities)
      .set({ reviewedAt: tx.now, reviewedBy: tx.actor.id, note })
      .where(and(at(input), isNull(learningOddities.reviewedAt)))
      .returning({ day: learningOddities.day })
    if (!reviewed) throw new Refused('oddity_reviewed')
    await record(tx, 'oddity.review', input.traineeId, { day: input.day, kind: input.kind, facts: found.facts, note })
  })
}
