import { sql } from 'drizzle-orm'
import { locks } from '@/db/locks'
import { auditDays, auditHead, auditSeals } from '@/db/schema/audit'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { sqlArray } from '@/lib/shared/sql-array'
import { formatDay, later, minutes } from '@/lib/shared/time'
import { beginningOf, dayText, type Head, hashOf, headText, nothingYet, type Said, said } from './chain'
import { signAudit } from './signing'

const atOnce = 1000
/** After midnight the day stays open for those who began before it. */
const grace = minutes(5)

/**
 * Chains what was written since the last time, and closes days that are over. Acts write their rows freely, in their own transactions;
 * here they are taken in the order of those, up to the oldest that still runs: nothing can appear below it any more.
 * See docs/decisions/0025. @returns how many entries were sealed
 */
export async function sealAudit(ctx: Ctx): Promise<number> {
  for (let sealed = 0; ; ) {
    const some = await inTransaction(ctx, sealSome)
    sealed += some
    if (some < atOnce) return sealed
  }
}

type Row = { written_in: string; said: Said }

async function sealSome(tx: Ctx): Promise<number> {
  const [turn] = await tx.db.execute<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(${locks.auditSeal}) mine`)
  if (!turn!.mine) return 0 // another process is at it
  const [stored] = await tx.db.select().from(auditHead)
  const head: Head | null = stored ?? null
  const clock = await clockOf(tx, head)
  const rows = await nextRows(tx, head, clock)
  const today = formatDay(tx.now)
  const chain = new Chain(head ?? beginning(rows[0], today))
  for (const row of rows) {
    const day = dayOf(row, today)
    if (day > chain.at.day) await chain.close(tx, day)
    chain.add(row)
  }
  if (rows.length < atOnce && chain.at.day < formatDay(later(tx.now, -grace))) await chain.close(tx, today)
  if (clock.elsewhere && rows.length < atOnce) chain.goOnFrom(String(BigInt(clock.final) - 1n))
  if (chain.moved) await chain.write(tx)
  return rows.length
}

/** No later than today, whatever the clock of who wrote it said. */
function dayOf(row: Row, today: string): string {
  const written = formatDay(new Date(Number(row.said[1]) / 1000))
  return written > today ? today : written
}

function beginning(first: Row | undefined, today: string): Head {
  const day = first ? dayOf(first, today) : today
  return {
    day,
    number: 0,
    hash: beginningOf(day, nothingYet),
    previousRoot: nothingYet,
    writtenIn: '0',
    entryId: '00000000-0000-0000-0000-000000000000',
  }
}

type Clock = { final: string; elsewhere: boolean }

/**
 * `final`: below it every transaction of this database is over. The snapshot lists those of all databases; the ones that the locks show to be
 * another's do not count, and of whatever cannot be told the worse is taken. `elsewhere`: a dump was restored on a server that has
 * counted fewer transactions; this once, every row is looked at.
 */
async function clockOf(tx: Ctx, head: Head | null): Promise<Clock> {
  const [clock] = await tx.db.execute<Clock>(sql`
    with now as (select pg_current_snapshot() s),
    others as (
      select l.transactionid::text::bigint x from pg_locks l join pg_stat_activity a on a.pid = l.pid
      where l.locktype = 'transactionid' and l.mode = 'ExclusiveLock' and l.granted and a.datname <> current_database()
    )
    select coalesce(
        (select min(x::text::bigint) from now, pg_snapshot_xip(s) x where x::text::bigint % 4294967296 not in (select x from others)),
        pg_snapshot_xmax(s)::text::bigint
      )::text final,
      ${head?.writtenIn ?? '0'}::xid8 > pg_snapshot_xmax(s) elsewhere
    from now`)
  return clock!
}

/** What is final and not sealed, in order. */
async function nextRows(tx: Ctx, head: Head | null, clock: Clock): Promise<Row[]> {
  const unsealed = sql`not exists (select from audit_seals s where s.entry_id = l.id)`
  const final = sql`l.written_in < ${clock.final}::xid8`
  const since = head && !clock.elsewhere ? sql`(l.written_in, l.id) > (${head.writtenIn}::xid8, ${head.entryId}::uuid)` : sql`true`
  const which = clock.elsewhere ? sql`(${final} or l.written_in > pg_snapshot_xmax(pg_current_snapshot()))` : final
  const rows = await tx.db.execute<Row>(sql`
    select l.written_in::text written_in, ${said} said from audit_log l
    where ${since} and ${which} and ${unsealed} order by l.written_in, l.id limit ${atOnce}`)
  return [...rows]
}

/** The open day, and what is added to it. */
class Chain {
  at: Head
  moved = false
  private seals: { day: string; number: number; entryId: string; hash: string }[] = []

  constructor(head: Head) {
    const { day, number, hash, previousRoot, writtenIn, entryId } = head
    this.at = { day, number, hash, previousRoot, writtenIn, entryId }
  }

  add({ written_in, said: entry }: Row): void {
    const [hash, number, [entryId]] = [hashOf(this.at.hash, entry), this.at.number + 1, entry]
    this.at = { ...this.at, hash, number, writtenIn: written_in, entryId }
    this.seals.push({ day: this.at.day, number, entryId, hash })
    this.moved = true
  }

  /** Everything up to this transaction has been looked at. */
  goOnFrom(writtenIn: string): void {
    this.at = { ...this.at, writtenIn, entryId: 'ffffffff-ffff-ffff-ffff-ffffffffffff' }
    this.moved = true
  }

  /** Signs the day, unless nothing was written in it, and begins another. */
  async close(tx: Ctx, next: string): Promise<void> {
    const { day, number: entries, hash: root, previousRoot } = this.at
    if (entries) {
      await this.writeSeals(tx)
      const closed = { day, entries, root, previousRoot }
      await tx.db.insert(auditDays).values({ ...closed, sealedAt: tx.now, ...signAudit(dayText(closed)) })
    }
    const last = entries ? root : previousRoot
    this.at = { ...this.at, day: next, number: 0, hash: beginningOf(next, last), previousRoot: last }
    this.moved = true
  }

  async write(tx: Ctx): Promise<void> {
    await this.writeSeals(tx)
    const values = { ...this.at, sealedAt: tx.now, ...signAudit(headText(this.at)) }
    await tx.db
      .insert(auditHead)
      .values({ id: 'head', ...values })
      .onConflictDoUpdate({ target: auditHead.id, set: values })
  }

  private async writeSeals(tx: Ctx): Promise<void> {
    const { seals } = this
    if (!seals.length) return
    const column = (read: (one: (typeof seals)[number]) => string | number, type: 'date' | 'integer' | 'uuid' | 'text') =>
      sqlArray(seals.map(read), type)
    await tx.db.execute(sql`
      insert into ${auditSeals} (day, number, entry_id, hash) select * from unnest(
        ${column(({ day }) => day, 'date')}, ${column(({ number }) => number, 'integer')},
        ${column(({ entryId }) => entryId, 'uuid')}, ${column(({ hash }) => hash, 'text')})`)
    this.seals = []
  }
}
