import { and, arrayOverlaps, asc, count, desc, eq, gt, type SQL, sql } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { orders } from '@/db/schema/checkout'
import { regions } from '@/db/schema/identity'
import { rosterRows, rosters } from '@/db/schema/rosters'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { pageSize } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { requireApproved } from '@/lib/shared/staff'
import { refusalToJoin } from './group-classes'
import { asksFor, ownRoster } from './lock-roster'
import { kindsOfLabel, labelsOf } from './problems'
import { openRow } from './sealed-rows'
import { showEditable, showRow } from './shown-rows'

const selectRosters = (ctx: Ctx<Enterprise>, which?: SQL) =>
  ctx.db
    .select({
      id: rosters.id,
      status: rosters.status,
      classId: rosters.classId,
      classTitle: classes.title,
      program: programs.title,
      year: programs.year,
      region: regions.name,
      feeFen: programs.feeFen,
      people: rosters.people,
      ready: rosters.ready,
      uploadedAt: rosters.uploadedAt,
      submittedAt: rosters.submittedAt,
      endedAt: rosters.endedAt,
      orderId: rosters.orderId,
      orderStatus: orders.status,
      orderFen: orders.amountFen,
    })
    .from(rosters)
    .innerJoin(classes, eq(classes.id, rosters.classId))
    .innerJoin(programs, eq(programs.id, classes.programId))
    .innerJoin(regions, eq(regions.code, classes.regionCode))
    .leftJoin(orders, and(eq(orders.buyerId, rosters.enterpriseId), eq(orders.id, rosters.orderId)))
    .where(and(eq(rosters.enterpriseId, ctx.actor.id), which))

/** 报名记录: the enterprise's rosters, the newest first. A draft costs what its ready people would; a submitted one what its order says. */
export async function listRosters(ctx: Ctx<Enterprise>) {
  requireApproved(ctx)
  const rows = await selectRosters(ctx).orderBy(desc(rosters.uploadedAt)).limit(500)
  return rows.map(withAmount)
}
export type RosterSummary = Awaited<ReturnType<typeof listRosters>>[number]

const withAmount = <R extends { feeFen: number; ready: number; orderFen: number | null }>({ orderFen, ...row }: R) => ({
  ...row,
  amountFen: orderFen ?? row.feeFen * row.ready,
})

/** A roster with all that is said about it as a whole. @throws NotFound, also for somebody else's */
export async function getRoster(ctx: Ctx<Enterprise>, rosterId: string) {
  requireApproved(ctx)
  if (!isId(rosterId)) throw new NotFound()
  const [[row], [more], counted] = await Promise.all([
    selectRosters(ctx, eq(rosters.id, rosterId)),
    ctx.db
      .select({
        file: rosters.file,
        changes: rosters.changes,
        seats: classes.seats,
        seatsTaken: classes.seatsTaken,
        enrolFrom: classes.enrolFrom,
        enrolUntil: classes.enrolUntil,
        closedAt: classes.closedAt,
        refund: { refundDays: programs.refundDays, refundMaxLearntPercent: programs.refundMaxLearntPercent },
      })
      .from(rosters)
      .innerJoin(classes, eq(classes.id, rosters.classId))
      .innerJoin(programs, eq(programs.id, classes.programId))
      .where(ownRoster(ctx, rosterId)),
    ctx.db
      .select({ problems: rosterRows.problems, rows: count() })
      .from(rosterRows)
      .where(and(rowsOf(ctx, rosterId), gt(sql`cardinality(${rosterRows.problems})`, 0)))
      .groupBy(rosterRows.problems),
  ])
  if (!row || !more) throw new NotFound()
  const { file, changes, refund, ...offer } = more
  return {
    ...withAmount(row),
    fileName: file.name,
    hasFile: file.key !== null,
    remarks: file.remarks,
    parts: file.parts ?? [],
    choice: file.choice ?? null,
    asks: asksFor(file),
    otherClass: file.otherClass ?? null,
    phonesDiffer: file.phonesDiffer ?? 0,
    unusedColumns: [...new Set([file.place, ...(file.more ?? [])].flatMap((place) => place?.unused ?? []))],
    repairs: Object.entries(file.repairs ?? {}).map(([reason, times]) => ({ reason, times })),
    changes,
    withProblems: row.people - row.ready,
    labels: labelsOf(counted),
    seatsLeft: offer.seats === null ? null : offer.seats - offer.seatsTaken,
    refusal: refusalToJoin(offer, ctx.now),
    refund,
  }
}
export type Roster = Awaited<ReturnType<typeof getRoster>>

const rowsOf = (ctx: Ctx<Enterprise>, rosterId: string) => and(eq(rosterRows.enterpriseId, ctx.actor.id), eq(rosterRows.rosterId, rosterId))

/** Which rows: those with problems, of one label or all; those ready; those in which something was mended by itself; everybody. */
export type RowFilter = { show: 'problems' | 'ready' | 'repaired' | 'all'; label?: string }

const condition = (filter: RowFilter): SQL | undefined => {
  if (filter.show === 'all') return undefined
  if (filter.show === 'ready') return sql`${rosterRows.problems} = '{}'`
  if (filter.show === 'repaired') return gt(rosterRows.repairs, 0)
  return filter.label ? arrayOverlaps(rosterRows.problems, kindsOfLabel(filter.label)) : sql`${rosterRows.problems} <> '{}'`
}

/** A page of a roster's rows, numbers masked, in the order of the file. Somebody else's roster has none. */
export async function listRows(ctx: Ctx<Enterprise>, rosterId: string, filter: RowFilter, page = 1) {
  requireApproved(ctx)
  if (!isId(rosterId)) throw new NotFound()
  const which = and(rowsOf(ctx, rosterId), condition(filter))
  const [rows, [all]] = await Promise.all([
    ctx.db
      .select({ row: rosterRows.row, dataCipher: rosterRows.dataCipher })
      .from(rosterRows)
      .where(which)
      .orderBy(asc(rosterRows.row))
      .limit(pageSize)
      .offset((page - 1) * pageSize),
    ctx.db.select({ total: count() }).from(rosterRows).where(which),
  ])
  const total = all?.total ?? 0
  return { rows: rows.map((row) => showRow(openRow({ enterpriseId: ctx.actor.id, rosterId }, row), row.dataCipher)), total }
}

/** A row to be put right: what stands in the cells that may be wrong, whole. @throws NotFound */
export async function getEditableRow(ctx: Ctx<Enterprise>, rosterId: string, row: number) {
  requireApproved(ctx)
  if (!isId(rosterId) || !Number.isInteger(row) || row < 1 || row > 1e7) throw new NotFound()
  const [found] = await ctx.db
    .select({ row: rosterRows.row, dataCipher: rosterRows.dataCipher })
    .from(rosterRows)
    .where(and(rowsOf(ctx, rosterId), eq(rosterRows.row, row)))
  if (!found) throw new NotFound()
  return showEditable(openRow({ enterpriseId: ctx.actor.id, rosterId }, found), found.dataCipher)
}
export type EditableRow = Awaited<ReturnType<typeof getEditableRow>>
