import { createHash, type KeyObject } from 'node:crypto'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { and, desc, eq, sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { auditDays, auditExports } from '@/db/schema/audit'
import type { Ctx } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { storage } from '@/lib/shared/storage'
import { beginningOf, type Day, dayText, hashOf, type Said, said } from './chain'
import { record } from './record'
import { auditPublicKey, isSigned, type Signature, trustedKeys } from './signing'

/*
 * A closed day as a file of its own, `….jsonl.gz`: a first line with the day, its root, signature and key, then a line for each entry,
 * [number, hash, what it says]. Whoever has the public key proves with it what the portal said that day, without the portal.
 */
type Head = Day & Signature & { format: 'xueshi-audit-1'; publicKey: string; sealedAt: Date | string }

const pageSize = 2000

/** A closed day, kept in the storage; the same file again where there is one. @throws NotFound; Refused('audit_day_broken') */
export async function keepDay(ctx: Ctx, day: string): Promise<{ fileKey: string; body: Buffer; sha256: string }> {
  const [closed] = await ctx.db.select().from(auditDays).where(eq(auditDays.day, day))
  if (!closed) throw new NotFound()
  const kept = await readDay(ctx, day)
  if (kept) return kept
  const head: Head = { format: 'xueshi-audit-1', ...closed, publicKey: auditPublicKey() }
  const body = await gzipped(linesOf(ctx, head))
  // Nothing leaves as proof that proves nothing.
  if ((await faultOf(body, trustedKeys())) !== null) throw new Refused('audit_day_broken', { day })
  const sha256 = shaOf(body)
  const fileKey = `audit/${day}-${sha256.slice(0, 16)}.jsonl.gz`
  await storage().put(fileKey, body)
  const id = uuidv7(ctx.now.getTime())
  await ctx.db.insert(auditExports).values({ id, day, entries: closed.entries, sha256, fileKey, exportedAt: ctx.now })
  await record(ctx, 'audit.export_day', undefined, { day, rows: closed.entries, sha256 })
  return { fileKey, body, sha256 }
}

/** The file of a day that was exported, if it is still there and still the same. */
export async function readDay(ctx: Ctx, day: string): Promise<{ fileKey: string; body: Buffer; sha256: string } | null> {
  const [row] = await ctx.db
    .select()
    .from(auditExports)
    .where(and(eq(auditExports.day, day)))
    .orderBy(desc(auditExports.exportedAt))
    .limit(1)
  const body = row ? await storage().get(row.fileKey) : null
  return row && body && shaOf(body) === row.sha256 ? { fileKey: row.fileKey, body, sha256: row.sha256 } : null
}

const shaOf = (body: Buffer) => createHash('sha256').update(body).digest('hex')

async function* linesOf(ctx: Ctx, head: Head): AsyncGenerator<string> {
  yield `${JSON.stringify(head)}\n`
  for (let number = 0; ; ) {
    const rows = await ctx.db.execute<{ number: number; hash: string; said: Said | null }>(sql`
      select s.number, s.hash, case when l.id is not null then ${said} end said
      from audit_seals s left join audit_log l on l.id = s.entry_id
      where s.day = ${head.day} and s.number > ${number} order by s.number limit ${pageSize}`)
    for (const row of rows) yield `${JSON.stringify([row.number, row.hash, row.said])}\n`
    if (rows.length < pageSize) return
    number = rows.at(-1)!.number
  }
}

async function gzipped(lines: AsyncIterable<string>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of Readable.from(lines).pipe(createGzip())) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** What is wrong with such a file, in words for an operator; null when it proves its day, which is `of` where that is given. */
export async function faultOf(body: Buffer, keys: Map<string, KeyObject>, of?: Day): Promise<string | null> {
  let head: Head | null = null
  let [number, hash] = [0, '']
  try {
    for await (const line of createInterface({ input: Readable.from([body]).pipe(createGunzip()) })) {
      if (!head) {
        head = JSON.parse(line) as Head
        if (!isSigned(dayText(head), head, keys)) return `${head.day}: not signed by a key that is trusted here`
        if (of && dayText(head) !== dayText(of)) return `${of.day}: the file is of ${head.day}`
        hash = beginningOf(head.day, head.previousRoot)
        continue
      }
      const [n, sealed, entry] = JSON.parse(line) as [number, string, Said | null]
      if (n !== ++number) return `${head.day}: entry ${number} is missing`
      if (!entry) return `${head.day}: entry ${number} is missing`
      hash = hashOf(hash, entry)
      if (hash !== sealed) return `${head.day}: entry ${number} (${entry[0]}) was changed`
    }
  } catch (error) {
    return `cannot be read: ${(error as Error).message}`
  }
  if (!head) return 'is empty'
  if (number < head.entries) return `${head.day}: entry ${number + 1} is missing`
  return hash === head.root ? null : `${head.day}: does not end in its root`
}
