import { createHash, randomUUID } from 'node:crypto'
import { gunzipSync, gzipSync } from 'node:zlib'
import { asc, eq } from 'drizzle-orm'
import { beforeEach, expect, test, vi } from 'vitest'
import { read, utils } from 'xlsx'
import { connect, db } from '@/db/client'
import { auditDays, auditExports, auditLog, auditSeals } from '@/db/schema/audit'
import { auditWorkbook, listAudit } from '@/lib/admin/audit'
import { downloadDay, getAuditState } from '@/lib/admin/audit-state'
import { checkLog } from '@/lib/audit/check-log'
import { faultOf, keepDay } from '@/lib/audit/day-file'
import { record } from '@/lib/audit/record'
import { removeDays } from '@/lib/audit/remove-days'
import { sealAudit } from '@/lib/audit/seal'
import { auditPublicKey, trustedKeys } from '@/lib/audit/signing'
import { verifyAudit } from '@/lib/audit/verify'
import * as settings from '@/lib/shared/env'
import { roleRights, type StaffRole } from '@/lib/shared/rights'
import { storage } from '@/lib/shared/storage'
import { days, hours, later } from '@/lib/shared/time'
import { asOwner, ownerUrl } from '../support/database'
import { outcome } from '../support/outcome'
import { aStaff } from '../support/staff'
import { asSystem, noon } from '../support/world'

vi.mock('@/lib/shared/env', { spy: true })

const old = later(noon, -days(800))
const tamper = (...statements: string[]) => asOwner(['set session_replication_role = replica', ...statements].join('; '))

/** Three old days of four entries, and one entry of today. */
beforeEach(async () => {
  await tamper('truncate audit_log, audit_seals, audit_days, audit_head, audit_exports, audit_removals')
  for (let day = 0; day < 3; day++) for (let i = 0; i < 4; i++) await write(later(old, days(day) + hours(i)))
  await write(noon)
  await sealAudit(asSystem())
})
const write = (at: Date) => record(asSystem(at), 'person.unmask', randomUUID(), { reason: '来电' })
const closedDays = async () => (await db().select({ day: auditDays.day }).from(auditDays).orderBy(asc(auditDays.day))).map(({ day }) => day)
async function asOwnerOfTables<T>(work: (ctx: ReturnType<typeof asSystem>) => Promise<T>): Promise<T> {
  const owner = connect(ownerUrl(), 1)
  try {
    return await work({ ...asSystem(), db: owner })
  } finally {
    await owner.$client.end()
  }
}

test('a closed day is a file that proves itself; the same file again; taking it away is written down', async () => {
  const [day] = await closedDays()
  const kept = await keepDay(asSystem(), day!)
  expect(await faultOf(kept.body, trustedKeys())).toBeNull()
  expect(gunzipSync(kept.body).toString().split('\n')).toHaveLength(1 + 4 + 1)
  expect((await keepDay(asSystem(), day!)).sha256).toBe(kept.sha256)
  expect(await db().$count(auditExports)).toBe(1)
  expect(await db().$count(auditLog, eq(auditLog.action, 'audit.export_day'))).toBe(1)
  expect(await outcome(keepDay(asSystem(), '2026-06-18'))).toBe('not found') // is still open
})

test.each<[string, (lines: string[]) => string[], RegExp]>([
  ['a letter of an entry', (lines) => lines.map((line, i) => (i === 2 ? line.replace('来电', '来訪') : line)), /entry 2 .* was changed/],
  ['an entry taken out', (lines) => lines.filter((_, i) => i !== 3), /entry 3 is missing/],
  ['the last entries taken out', (lines) => lines.slice(0, 3), /entry 3 is missing/],
  ['two entries in each other’s place', ([head, a, b, ...rest]) => [head!, b!, a!, ...rest], /entry 1 is missing/],
  ['another root', ([head, ...rest]) => [head!.replace(/"root":"./, '"root":"x'), ...rest], /not signed/],
  ['another number of entries', ([head, ...rest]) => [head!.replace('"entries":4', '"entries":3'), ...rest], /not signed/],
  ['nothing', () => [], /is empty/],
])('a file with %s proves nothing', async (_, change, fault) => {
  const [day] = await closedDays()
  const lines = gunzipSync((await keepDay(asSystem(), day!)).body)
    .toString()
    .trimEnd()
    .split('\n')
  expect(await faultOf(gzipSync(change(lines).join('\n')), trustedKeys())).toMatch(fault)
})

test('signed by a key of which nobody here knows, it proves nothing; once that key is trusted, it does', async () => {
  const [day] = await closedDays()
  const { body } = await keepDay(asSystem(), day!)
  const former = auditPublicKey()
  const real = settings.env()
  const another = { ...real, auditSigningKey: 'ab'.repeat(32) }
  vi.mocked(settings.env).mockReturnValue(another)
  expect(await faultOf(body, trustedKeys())).toMatch(/not signed by a key that is trusted here/)
  expect((await verifyAudit(asSystem())).faults.every(({ what }) => what === 'unsigned')).toBe(true)
  vi.mocked(settings.env).mockReturnValue({ ...another, auditTrustedKeys: [former] })
  expect(await faultOf(body, trustedKeys())).toBeNull()
  expect((await verifyAudit(asSystem())).faults).toEqual([])
  vi.mocked(settings.env).mockReturnValue(real)
})

test('what was changed is not exported as proof', async () => {
  const [day] = await closedDays()
  await tamper(`update audit_log set address = 'x' where at = '${later(old, hours(1)).toISOString()}'`)
  expect(await outcome(keepDay(asSystem(), day!))).toBe('audit_day_broken')
})

test('only old days that were exported are removed, in order, and what remains still verifies', async () => {
  const [first, second, third] = await closedDays()
  await keepDay(asSystem(), first!)
  const { fileKey } = await keepDay(asSystem(), third!)
  await storage().remove(fileKey) // and nobody has it any more
  const results = await asOwnerOfTables((ctx) => removeDays(ctx, '2026-01-01'))
  expect(results.map(({ day, removed }) => [day, removed])).toEqual([
    [first, true],
    [second, false],
    [third, false],
  ])
  expect(await db().$count(auditSeals, eq(auditSeals.day, first!))).toBe(0)
  await sealAudit(asSystem())
  expect(await verifyAudit(asSystem())).toMatchObject({ days: 3, removedDays: 1, faults: [] })
  // The removal is signed: a day that somebody else empties is missed.
  await tamper(
    `delete from audit_log where id in (select entry_id from audit_seals where day = '${second}')`,
    `delete from audit_seals where day = '${second}'`,
    `insert into audit_removals select '${second}', sha256, removed_at, key_id, signature from audit_removals`,
  )
  expect((await verifyAudit(asSystem())).faults).toContainEqual({ what: 'missing', day: second, number: 1 })
})

test.each<[string, (own: Buffer, others: Buffer) => Buffer, RegExp]>([
  ['changed', (own) => gzipSync(gunzipSync(own).toString().replace('来电', '来訪')), /was changed/],
  ['of another day', (_, others) => others, /the file is of/],
  ['no archive', () => Buffer.from('nothing'), /cannot be read/],
])('a day whose file is %s stays, though the portal has noted it as exported', async (_, forge, why) => {
  const [first, second] = await closedDays()
  const [own, others] = [await keepDay(asSystem(), first!), await keepDay(asSystem(), second!)]
  const body = forge(own.body, others.body)
  await storage().put(own.fileKey, body)
  await tamper(`update audit_exports set sha256 = '${createHash('sha256').update(body).digest('hex')}' where day = '${first}'`)
  const results = await asOwnerOfTables((ctx) => removeDays(ctx, first!.replace(/..$/, '99')))
  expect(results[0]).toMatchObject({ day: first, removed: false, why: expect.stringMatching(why) })
})

test('what is younger than AUDIT_KEEP_DAYS stays, exported or not', async () => {
  await write(later(noon, -days(100)))
  const recent = later(noon, -days(60))
  await write(recent)
  await sealAudit(asSystem(later(noon, days(2))))
  for (const day of await closedDays()) await keepDay(asSystem(), day)
  const results = await asOwnerOfTables((ctx) => removeDays(ctx, '2027-01-01'))
  expect(results.filter(({ removed }) => removed)).toHaveLength(3)
  expect(results.at(-1)).toMatchObject({ day: '2026-06-18', removed: false, why: expect.stringContaining('730') })
})

test('the portal itself cannot remove them', async () => {
  const [first] = await closedDays()
  await keepDay(asSystem(), first!)
  await expect(removeDays(asSystem(), '2026-01-01')).rejects.toMatchObject({ cause: { code: '42501' } })
  expect((await verifyAudit(asSystem())).faults).toEqual([])
})

test('each night the log is checked, and the page tells what came of it', async () => {
  await checkLog(asSystem())
  const clerk = aStaff('auditor')
  expect(await getAuditState(clerk)).toMatchObject({ sealedAt: noon, checked: { at: noon, faults: 0 }, days: [{}, {}, { entries: 4 }] })
  await tamper(`update audit_log set address = 'x' where at = '${old.toISOString()}'`)
  await checkLog(asSystem(later(noon, hours(1))))
  expect((await getAuditState(clerk)).checked).toMatchObject({ faults: 1 })
})

test('a range of days is listed and exported; that it was exported is written down', async () => {
  const clerk = aStaff('auditor')
  const [first, second] = await closedDays()
  const filters = { from: first!, until: second! }
  expect((await listAudit(clerk, { q: '', page: 1, sort: '', filters })).total).toBe(8)
  const book = read(await auditWorkbook(clerk, { q: '', filters }))
  const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1 })
  expect(rows).toHaveLength(1 + 8)
  expect(rows[1]).toContain('查看完整信息')
  const [written] = await db().select({ details: auditLog.details }).from(auditLog).where(eq(auditLog.action, 'export.audit'))
  expect(written!.details).toEqual({ ...filters, rows: 8 })
})

test.each((Object.keys(roleRights) as StaffRole[]).filter((role) => !roleRights[role].includes('audit.read')))(
  'a member with the role %s takes nothing away',
  async (role) => {
    const [day] = await closedDays()
    expect(await outcome(downloadDay(aStaff(role), day!))).toBe('not found')
    expect(await outcome(getAuditState(aStaff(role)))).toBe('not found')
    expect(await outcome(auditWorkbook(aStaff(role), { q: '', filters: {} }))).toBe('not found')
  },
)
