import { and, asc, count, desc, eq, ilike, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import { auditLog } from '@/db/schema/audit'
import { classes, programs } from '@/db/schema/catalog'
import { orders } from '@/db/schema/checkout'
import { enrollments } from '@/db/schema/enrollment'
import { enterprises, regions, trainees } from '@/db/schema/identity'
import { rosterRows, rosters } from '@/db/schema/rosters'
import { listEntries } from '@/lib/audit/entries'
import { auditWord } from '@/lib/audit/events'
import type { Ctx, Staff } from '@/lib/shared/context'
import { containing } from '@/lib/shared/like'
import { type ListQuery, pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'

export type RosterFilter = 'state' | 'region'
/** Whether it is paid, its order says. */
export type RosterState = 'draft' | 'unpaid' | 'paid' | 'ended'

type Stand = { status: 'draft' | 'submitted' | 'withdrawn'; orderStatus: (typeof orders.$inferSelect)['status'] | null }

function rosterState({ status, orderStatus }: Stand): RosterState {
  if (status === 'draft') return 'draft'
  if (status === 'withdrawn') return 'ended'
  if (orderStatus === 'paid' || orderStatus === 'refunding') return 'paid'
  return orderStatus === 'pending' ? 'unpaid' : 'ended'
}

const inState: Record<RosterState, SQL | undefined> = {
  draft: eq(rosters.status, 'draft'),
  unpaid: and(eq(rosters.status, 'submitted'), eq(orders.status, 'pending')),
  paid: and(eq(rosters.status, 'submitted'), inArray(orders.status, ['paid', 'refunding'])),
  ended: or(
    eq(rosters.status, 'withdrawn'),
    and(eq(rosters.status, 'submitted'), or(isNull(orders.status), inArray(orders.status, ['cancelled', 'expired', 'refunded']))),
  ),
}

const columns = {
  id: rosters.id,
  enterpriseId: rosters.enterpriseId,
  enterprise: enterprises.name,
  code: enterprises.code,
  region: regions.name,
  classTitle: classes.title,
  program: programs.title,
  status: rosters.status,
  people: rosters.people,
  ready: rosters.ready,
  uploadedAt: rosters.uploadedAt,
  submittedAt: rosters.submittedAt,
  endedAt: rosters.endedAt,
  orderId: rosters.orderId,
  orderNumber: orders.number,
  orderStatus: orders.status,
  orderFen: orders.amountFen,
}

const from = (ctx: Ctx<Staff>) =>
  ctx.db
    .select(columns)
    .from(rosters)
    .innerJoin(enterprises, eq(enterprises.id, rosters.enterpriseId))
    .innerJoin(regions, eq(regions.code, enterprises.regionCode))
    .innerJoin(classes, eq(classes.id, rosters.classId))
    .innerJoin(programs, eq(programs.id, classes.programId))
    .leftJoin(orders, and(eq(orders.buyerId, rosters.enterpriseId), eq(orders.id, rosters.orderId)))

/** 集体报名: rosters of all enterprises, newest first; those of own regions for region managers. @throws NotFound without 'rosters.read' */
export async function listAllRosters(ctx: Ctx<Staff>, query: ListQuery<RosterFilter>) {
  requireRight(ctx, 'rosters.read')
  const { state, region } = query.filters
  const like = containing(query.q)
  const matching = and(
    query.q ? or(ilike(enterprises.name, like), eq(enterprises.code, query.q.toUpperCase()), eq(orders.number, query.q)) : undefined,
    state && Object.hasOwn(inState, state) ? inState[state as RosterState] : undefined,
    region ? eq(enterprises.regionCode, region) : undefined,
    inOwnRegions(ctx, enterprises.regionCode),
  )
  const [rows, [all]] = await Promise.all([
    from(ctx)
      .where(matching)
      .orderBy(desc(rosters.uploadedAt), desc(rosters.id))
      .limit(pageSize)
      .offset((query.page - 1) * pageSize),
    ctx.db
      .select({ n: count() })
      .from(rosters)
      .innerJoin(enterprises, eq(enterprises.id, rosters.enterpriseId))
      .leftJoin(orders, and(eq(orders.buyerId, rosters.enterpriseId), eq(orders.id, rosters.orderId)))
      .where(matching),
  ])
  return {
    rows: rows.map((row) => ({ ...row, state: rosterState(row) })),
    total: all!.n,
  }
}
export type StaffRosterRow = Awaited<ReturnType<typeof listAllRosters>>['rows'][number]

type Key = { enterpriseId: string; rosterId: string }

/**
 * One roster: how it stands, whom it brought in, and its history. Rows of a draft stay sealed: they are the enterprise's until it submits.
 * @throws NotFound, also for one of another region
 */
export async function getRosterForStaff(ctx: Ctx<Staff>, { enterpriseId, rosterId }: Key, page = 1) {
  requireRight(ctx, 'rosters.read')
  const [row] = await from(ctx).where(
    and(eq(rosters.enterpriseId, enterpriseId), eq(rosters.id, rosterId), inOwnRegions(ctx, enterprises.regionCode)),
  )
  if (!row) throw new NotFound()
  const mine = and(eq(rosterRows.enterpriseId, enterpriseId), eq(rosterRows.rosterId, rosterId))
  const subjects = row.orderId ? [rosterId, row.orderId] : [rosterId]
  const [people, [counted], history] = await Promise.all([
    ctx.db
      .select({
        row: rosterRows.row,
        traineeId: trainees.id,
        name: trainees.name,
        idNumberMasked: trainees.idNumberMasked,
        status: enrollments.status,
        endedAt: rosterRows.endedAt,
      })
      .from(rosterRows)
      .innerJoin(trainees, eq(trainees.id, rosterRows.traineeId))
      .leftJoin(enrollments, and(eq(enrollments.traineeId, rosterRows.traineeId), eq(enrollments.id, rosterRows.enrollmentId)))
      .where(mine)
      .orderBy(asc(rosterRows.row))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    ctx.db
      .select({ n: sql<number>`count(${rosterRows.traineeId})::int` })
      .from(rosterRows)
      .where(mine),
    listEntries(ctx, inArray(auditLog.subjectId, subjects), 100),
  ])
  return {
    roster: { ...row, state: rosterState(row) },
    people,
    total: counted!.n,
    history: history.map(({ action, ...entry }) => ({ ...entry, what: auditWord(action) })),
  }
}
