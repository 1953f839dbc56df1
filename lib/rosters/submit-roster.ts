import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import type { InvoiceTitle } from '@/db/schema/checkout'
import { enterprises, trainees } from '@/db/schema/identity'
import { rosterRows } from '@/db/schema/rosters'
import { record } from '@/lib/audit/record'
import { expireOrder } from '@/lib/checkout/end-order'
import { makeOrder } from '@/lib/checkout/make-order'
import { endItems, lockOrder } from '@/lib/checkout/orders'
import { reserveSeats } from '@/lib/enrollment/group-seats'
import { insertPeople } from '@/lib/identity/insert-people'
import { idNumberIndex, indexesOf } from '@/lib/identity/queries'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { inBatches } from '@/lib/shared/group'
import { enqueue } from '@/lib/shared/jobs'
import { formatMoney } from '@/lib/shared/money'
import { Refused } from '@/lib/shared/refused'
import { sqlArray } from '@/lib/shared/sql-array'
import { requireApproved } from '@/lib/shared/staff'
import { compareWithPlatform, numbersOf } from './compare'
import { sealRows, writeRows } from './draft-rows'
import { asksFor, findRoster, lockRoster, type Roster, setRoster } from './lock-roster'
import { lookUpPeople } from './look-up'
import { type DraftRow, openRow, type RosterKey, sealRow } from './sealed-rows'

/** `leaveOut`: the clerk has read that rows with problems stay out. `expectedFen`: what the page said it would cost. */
type Input = { rosterId: string; leaveOut: boolean; expectedFen: number; invoice: InvoiceTitle | null }

/**
 * 提交信息: makes accounts for the new people of a roster, takes a seat for each of its ready rows, all or none, and makes one order for
 * them. Pressing twice gives the same order; after one that ended unpaid the same people are ordered again. Of those who are known, only
 * the enrollment is new. Whoever enrolled meanwhile, or has another name by now, is marked in the roster, and nothing is submitted.
 * @returns the order's id
 * @throws NotFound; Refused('roster_changed' | 'roster_parts_unchosen' | 'roster_has_problems' | 'roster_none_ready' | 'roster_people_changed' | 'price_changed' |
 * those of reserveSeats)
 */
export async function submitRoster(ctx: Ctx<Enterprise>, input: Input): Promise<string> {
  requireApproved(ctx)
  const { orderId: old } = await findRoster(ctx, input.rosterId)
  if (old) await expireOrder(ctx, { buyerId: ctx.actor.id, id: old })
  const { orderId, changed } = await inTransaction(ctx, (tx) => submit(tx, input))
  if (changed) throw new Refused('roster_people_changed', { people: changed }) // after the marks are written
  return orderId
}

async function submit(tx: Ctx<Enterprise>, input: Input): Promise<{ orderId: string; changed?: number }> {
  const roster = await lockRoster(tx, input.rosterId)
  if (roster.status === 'withdrawn') throw new Refused('roster_changed')
  if (asksFor(roster.file)) throw new Refused('roster_parts_unchosen')
  if (roster.orderId) {
    const order = (await lockOrder(tx, { buyerId: tx.actor.id, id: roster.orderId }))!
    if (order.status !== 'cancelled' && order.status !== 'expired') return { orderId: order.id }
    await endItems(tx, order)
  }
  const { rows, problems } = await readReady(tx, roster)
  if (problems && !input.leaveOut) throw new Refused('roster_has_problems', { problems })
  if (!rows.length) throw new Refused('roster_none_ready')
  const changed = await markChanged(tx, roster, rows)
  if (changed) return { orderId: '', changed }

  const people = await findOrMakePeople(tx, rows)
  const seats = await reserveSeats(
    tx,
    roster.classId,
    people.map(({ traineeId, row }) => ({ traineeId, employer: row.values.employer })),
  )
  const amountFen = seats.feeFen * people.length
  if (amountFen !== input.expectedFen) throw new Refused('price_changed', { amount: formatMoney(amountFen) })
  const items = seats.places.map((place) => ({ ...place, title: seats.classTitle, amountFen: seats.feeFen }))
  const orderId = await makeOrder(tx, items, input.invoice)
  const enrollmentOf = new Map(seats.places.map(({ traineeId, enrollmentId }) => [traineeId, enrollmentId]))
  await writePlaces(
    tx,
    roster.id,
    people.map(({ traineeId, row }) => ({ row, traineeId, enrollmentId: enrollmentOf.get(traineeId)! })),
  )
  if (problems) await emptyLeftOut(tx, roster)
  const { key } = roster.file
  await setRoster(tx, roster.id, { status: 'submitted', submittedAt: tx.now, orderId, file: { ...roster.file, key: null } })
  if (key) await enqueue(tx, 'rosters.forget', { enterpriseId: tx.actor.id, key })
  await record(tx, 'roster.submit', roster.id, { people: people.length, leftOut: problems, order: orderId })
  return { orderId }
}

const keyOf = (tx: Ctx<Enterprise>, { id }: Pick<Roster, 'id'>) => ({ enterpriseId: tx.actor.id, rosterId: id })

const rowsOf = (tx: Ctx<Enterprise>, { id }: Pick<Roster, 'id'>) =>
  and(eq(rosterRows.enterpriseId, tx.actor.id), eq(rosterRows.rosterId, id))

/** The rows that go in, opened; and how many stay out. Those taken out before are neither. */
async function readReady(tx: Ctx<Enterprise>, roster: Roster) {
  const all = await tx.db
    .select({ row: rosterRows.row, dataCipher: rosterRows.dataCipher, bad: sql<boolean>`cardinality(${rosterRows.problems}) > 0` })
    .from(rosterRows)
    .where(and(rowsOf(tx, roster), isNull(rosterRows.endedAt)))
    .orderBy(asc(rosterRows.row))
  const rows: DraftRow[] = []
  for (const some of inBatches(
    all.filter(({ bad }) => !bad),
    500,
  )) {
    rows.push(...some.map((row) => openRow(keyOf(tx, roster), row)))
    await new Promise<void>((resolve) => setImmediate(resolve)) // others have their turn
  }
  return { rows, problems: all.length - rows.length }
}

/** Compares with the platform as it is now. @returns how many rows have a problem that they had not when they were checked */
async function markChanged(tx: Ctx<Enterprise>, roster: Roster, rows: DraftRow[]): Promise<number> {
  const [joined] = await tx.db.select({ id: classes.id, programId: classes.programId }).from(classes).where(eq(classes.id, roster.classId))
  const changed = compareWithPlatform(rows, await lookUpPeople(tx, joined!, numbersOf(rows))).filter(({ problems }) => problems.length)
  if (!changed.length) return 0
  await writeRows(tx, roster.id, await sealRows(tx, roster.id, changed))
  await setRoster(tx, roster.id, { ready: roster.ready - changed.length })
  await record(tx, 'roster.mark', roster.id, { people: changed.length })
  return changed.length
}

/** Everybody's account: the one that is there, as it is, or a new one that its owner activates by SMS. */
async function findOrMakePeople(tx: Ctx<Enterprise>, rows: DraftRow[]) {
  const [enterprise] = await tx.db.select({ regionCode: enterprises.regionCode }).from(enterprises).where(eq(enterprises.id, tx.actor.id))
  const wanted = rows.map((row) => ({ row, index: idNumberIndex(row.values.idNumber) }))
  const people = wanted.map(({ row: { values }, index }) => ({
    name: values.name,
    documentKind: values.documentKind,
    idNumber: values.idNumber,
    index,
    phone: values.phone || null,
    employer: values.employer || null,
    regionCode: enterprise!.regionCode,
    technicalGrade: values.technicalGrade || null,
  }))
  const indexes = indexesOf(people.map(({ idNumber }) => idNumber))
  const find = async () => {
    const rows = await tx.db
      .select({ id: trainees.id, name: trainees.name, index: trainees.idNumberIndex })
      .from(trainees)
      .where(sql`${trainees.idNumberIndex} = any(${sqlArray([...indexes.keys()], 'text')})`)
    return new Map(rows.map((person) => [indexes.get(person.index)!, person]))
  }
  const known = await find()
  const fresh = people.filter(({ index }) => !known.has(index)).sort((a, b) => (a.index < b.index ? -1 : 1))
  await insertPeople(tx, fresh)
  const found = await find()
  return wanted.map(({ row, index }) => {
    const person = found.get(index)!
    if (person.name !== row.values.name) throw new Refused('roster_changed') // registered in this moment, under another name
    return { traineeId: person.id, row }
  })
}

type Placed = { row: DraftRow; traineeId: string; enrollmentId: string }

/** What else stood in the file has served its purpose: of a row only these remain. */
const plain = (of: RosterKey, { row, values, problems }: DraftRow) => sealRow(of, { row, cells: {}, values, repairs: [], problems })

/** Writes down who each row has become. */
async function writePlaces(tx: Ctx<Enterprise>, rosterId: string, placed: Placed[]): Promise<void> {
  const of = keyOf(tx, { id: rosterId })
  for (const some of inBatches(placed, 1000)) {
    const column = (read: (one: Placed) => string | number, type: 'integer' | 'uuid' | 'text') => sqlArray(some.map(read), type)
    await tx.db.execute(sql`
      update roster_rows set data_cipher = given.data, keys = null, trainee_id = given.trainee_id, enrollment_id = given.enrollment_id
      from unnest(${column(({ row }) => row.row, 'integer')}, ${column(({ row }) => plain(of, row), 'text')},
        ${column(({ traineeId }) => traineeId, 'uuid')}, ${column(({ enrollmentId }) => enrollmentId, 'uuid')}
      ) as given (row, data, trainee_id, enrollment_id)
      where roster_rows.enterprise_id = ${tx.actor.id} and roster_rows.roster_id = ${rosterId} and roster_rows.row = given.row`)
  }
}

async function emptyLeftOut(tx: Ctx<Enterprise>, roster: Roster): Promise<void> {
  const left = await tx.db
    .select({ row: rosterRows.row, dataCipher: rosterRows.dataCipher })
    .from(rosterRows)
    .where(and(rowsOf(tx, roster), isNull(rosterRows.traineeId)))
  const of = keyOf(tx, roster)
  for (const some of inBatches(left, 1000)) {
    const column = (values: (string | number)[], type: 'integer' | 'text') => sqlArray(values, type)
    await tx.db.execute(sql`
      update roster_rows set data_cipher = given.data, keys = null
      from unnest(${column(
        some.map(({ row }) => row),
        'integer',
      )}, ${column(
        some.map((row) => plain(of, openRow(of, row))),
        'text',
      )}) as given (row, data)
      where roster_rows.enterprise_id = ${tx.actor.id} and roster_rows.roster_id = ${roster.id} and roster_rows.row = given.row`)
  }
}
