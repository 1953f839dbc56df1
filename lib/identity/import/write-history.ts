import { sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { historyRecords, trainees } from '@/db/schema/identity'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { sqlArray } from '@/lib/shared/sql-array'
import { idNumberIndex, indexesOf } from '../queries'
import { type Outcome, refused } from './outcome'
import type { HistoryRecord } from './rules'

type Known = Pick<HistoryRecord, 'creditHours' | 'certificateNumber' | 'passedOn'>

/** What is to be done for a record of a trainee's year and title. What the file leaves out stays. */
function decideRecord(record: HistoryRecord, known: Known | undefined): Outcome {
  if (!known) return { result: 'added', reason: '' }
  const changed = [
    record.creditHours !== known.creditHours && '学时',
    record.certificateNumber && record.certificateNumber !== known.certificateNumber && '证书编号',
    record.passedOn && record.passedOn !== known.passedOn && '合格日期',
  ].filter(Boolean)
  return changed.length ? { result: 'updated', reason: changed.join('、') } : { result: 'existing', reason: '' }
}

/**
 * Writes a batch of records; each appears once in it. `isComing` knows who would have been added in a dry run.
 */
export async function writeHistory(
  ctx: Ctx,
  records: HistoryRecord[],
  dryRun: boolean,
  isComing: (idNumber: string) => boolean,
): Promise<Outcome[]> {
  const indexes = records.map(({ idNumber }) => idNumberIndex(idNumber))
  const owners = await findOwners(ctx, indexesOf(records.map(({ idNumber }) => idNumber)))
  return inTransaction(ctx, async (tx) => {
    const known = await findKnown(tx, [...new Set(owners.values())])
    const outcomes = records.map((record, i) => {
      const owner = owners.get(indexes[i]!)
      if (!owner) return isComing(record.idNumber) ? decideRecord(record, undefined) : refused('没有这个身份证号的学员')
      return decideRecord(record, known.get(keyOf(owner, record.year, record.title)))
    })
    const written = records.flatMap((record, i) =>
      /added|updated/.test(outcomes[i]!.result) ? [{ record, owner: owners.get(indexes[i]!) }] : [],
    )
    if (!dryRun) await upsert(tx, written as { record: HistoryRecord; owner: string }[])
    return outcomes
  })
}

const keyOf = (owner: string, year: number, title: string) => `${owner} ${year} ${title}`

/** The trainees behind the indexes. */
async function findOwners(ctx: Ctx, indexes: Map<string, string>): Promise<Map<string, string>> {
  const rows = await ctx.db
    .select({ id: trainees.id, index: trainees.idNumberIndex })
    .from(trainees)
    .where(sql`${trainees.idNumberIndex} = any(${sqlArray([...indexes.keys()], 'text')})`)
  return new Map(rows.map(({ id, index }) => [indexes.get(index)!, id]))
}

async function findKnown(tx: Ctx, owners: string[]): Promise<Map<string, Known>> {
  const rows = await tx.db
    .select()
    .from(historyRecords)
    .where(sql`${historyRecords.traineeId} = any(${sqlArray(owners, 'uuid')})`)
  return new Map(rows.map((row) => [keyOf(row.traineeId, row.year, row.title), row]))
}

async function upsert(tx: Ctx, given: { record: HistoryRecord; owner: string }[]): Promise<void> {
  if (!given.length) return
  const column = (read: (record: HistoryRecord) => string | number | null, type: 'text' | 'smallint' = 'text') =>
    sqlArray(
      given.map(({ record }) => read(record)),
      type,
    )
  await tx.db.execute(sql`
    insert into history_records as held (trainee_id, id, year, title, credit_hours, certificate_number, passed_on)
    select * from unnest(
      ${sqlArray(
        given.map(({ owner }) => owner),
        'uuid',
      )},
      ${sqlArray(
        given.map(() => uuidv7()),
        'uuid',
      )},
      ${column(({ year }) => year, 'smallint')},
      ${column(({ title }) => title)},
      ${column(({ creditHours }) => creditHours, 'smallint')},
      ${column(({ certificateNumber }) => certificateNumber)},
      ${column(({ passedOn }) => passedOn)}
    )
    on conflict (trainee_id, year, title) do update set
      credit_hours = excluded.credit_hours,
      certificate_number = coalesce(excluded.certificate_number, held.certificate_number),
      passed_on = coalesce(excluded.passed_on, held.passed_on)`)
}
