import { asc, sql } from 'drizzle-orm'
import { auditDays, auditHead, auditRemovals } from '@/db/schema/audit'
import type { Ctx } from '@/lib/shared/context'
import { formatDay } from '@/lib/shared/time'
import { beginningOf, dayText, hashOf, headText, nothingYet, removalText, type Said, said } from './chain'
import { isSigned, trustedKeys } from './signing'

/** `missing`: an entry or a day is gone. `unsigned`: by a key that is trusted here, what is written was never signed. */
export type Fault = { what: 'changed' | 'missing' | 'inserted' | 'unsigned'; day: string; number?: number; id?: string; note?: string }
export type Verified = {
  days: number
  entries: number
  removedDays: number
  /** The moment up to which everything is sealed. */
  sealedAt: Date | null
  /** Written since. */
  waiting: number
  faults: Fault[]
}

const pageSize = 2000
const mostFaults = 50

/**
 * Walks the whole log, day by day, and names what is not as it was sealed, the first fault first. Beside a running portal: it looks at
 * one moment. Holds no more than a page of entries.
 */
export function verifyAudit(ctx: Ctx): Promise<Verified> {
  return ctx.db.transaction((db) => new Walk({ ...ctx, db: db as Ctx['db'] }).run(), {
    isolationLevel: 'repeatable read',
    accessMode: 'read only',
  })
}

type Link = { number: number; entry_id: string; hash: string; said: Said | null }

class Walk {
  private readonly keys = trustedKeys()
  private readonly faults: Fault[] = []
  private entries = 0

  constructor(private readonly tx: Ctx) {}

  async run(): Promise<Verified> {
    const days = await this.tx.db.select().from(auditDays).orderBy(asc(auditDays.day))
    const removals = new Map((await this.tx.db.select().from(auditRemovals)).map((one) => [one.day, one]))
    const [head] = await this.tx.db.select().from(auditHead)
    let [root, removedDays] = [nothingYet, 0]
    for (const day of days) {
      if (day.previousRoot !== root) this.fault({ what: 'missing', day: day.day, note: 'the day before it is gone' })
      if (!isSigned(dayText(day), day, this.keys)) this.fault({ what: 'unsigned', day: day.day })
      const removal = removals.get(day.day)
      if (removal && isSigned(removalText(day.day, day.root, removal.sha256), removal, this.keys)) removedDays++
      else await this.walkDay(day.day, day.previousRoot, day.entries, day.root)
      root = day.root
    }
    if (head) {
      if (head.previousRoot !== root) this.fault({ what: 'missing', day: head.day, note: 'the day before it is gone' })
      if (!isSigned(headText(head), head, this.keys)) this.fault({ what: 'unsigned', day: head.day })
      await this.walkDay(head.day, head.previousRoot, head.number, head.hash)
    }
    await this.findStrangers(head)
    return {
      days: days.length,
      entries: this.entries,
      removedDays,
      sealedAt: head?.sealedAt ?? null,
      waiting: await this.countWaiting(head),
      faults: this.faults.sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)).slice(0, mostFaults),
    }
  }

  private fault(one: Fault): void {
    if (this.faults.length < 10 * mostFaults) this.faults.push(one)
  }

  /** After a fault it goes on from what is written, so that each changed entry is named and no others. */
  private async walkDay(day: string, previousRoot: string, count: number, root: string): Promise<void> {
    let [number, hash] = [0, beginningOf(day, previousRoot)]
    for (;;) {
      const links = await this.linksAfter(day, number)
      for (const link of links) {
        while (++number < link.number) this.fault({ what: 'missing', day, number })
        if (number > count) this.fault({ what: 'inserted', day, number, id: link.entry_id })
        else if (!link.said) this.fault({ what: 'missing', day, number, id: link.entry_id })
        else if (hashOf(hash, link.said) !== link.hash) this.fault({ what: 'changed', day, number, id: link.entry_id })
        hash = link.hash
        this.entries++
      }
      if (links.length < pageSize) break
    }
    while (number < count) this.fault({ what: 'missing', day, number: ++number })
    if (hash !== root && !this.faults.some((one) => one.day === day)) this.fault({ what: 'changed', day, note: 'the day was written anew' })
  }

  private async linksAfter(day: string, number: number): Promise<Link[]> {
    const rows = await this.tx.db.execute<Link>(sql`
      select s.number, s.entry_id, s.hash, case when l.id is not null then ${said} end said
      from audit_seals s left join audit_log l on l.id = s.entry_id
      where s.day = ${day} and s.number > ${number} order by s.number limit ${pageSize}`)
    return [...rows]
  }

  /** Entries beside the chain: below where it has come to, or of a transaction that there never was; and seals of no day. */
  private async findStrangers(head: { day: string; writtenIn: string; entryId: string } | undefined): Promise<void> {
    // Restored on another server, whose transactions are counted anew: the next sealing sees to it.
    const here = sql`${head?.writtenIn ?? '0'}::xid8 <= pg_snapshot_xmax(pg_current_snapshot())`
    const passed = head ? sql`(l.written_in, l.id) <= (${head.writtenIn}::xid8, ${head.entryId}::uuid)` : sql`false`
    const rows = await this.tx.db.execute<{ id: string; at: string }>(sql`
      select l.id, l.at from audit_log l
      where ${here} and (${passed} or l.written_in > pg_snapshot_xmax(pg_current_snapshot()))
        and not exists (select from audit_seals s where s.entry_id = l.id) order by l.at limit ${mostFaults}`)
    for (const { id, at } of rows) this.fault({ what: 'inserted', day: formatDay(new Date(at)), id })
    const seals = await this.tx.db.execute<{ day: string; number: number; entry_id: string }>(sql`
      select s.day::text, s.number, s.entry_id from audit_seals s
      where not exists (select from audit_days d where d.day = s.day) and s.day is distinct from ${head?.day ?? null}::date
      order by s.day, s.number limit 1`)
    for (const { day, number, entry_id } of seals)
      this.fault({ what: 'missing', day, number, id: entry_id, note: 'the day of this entry is gone' })
  }

  private async countWaiting(head: { writtenIn: string; entryId: string } | undefined): Promise<number> {
    const since = head ? sql`(l.written_in, l.id) > (${head.writtenIn}::xid8, ${head.entryId}::uuid)` : sql`true`
    const [row] = await this.tx.db.execute<{ n: number }>(sql`
      select count(*)::int n from audit_log l where ${since} and not exists (select from audit_seals s where s.entry_id = l.id)`)
    return row!.n
  }
}
