import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, staff } from '@/db/schema/identity'
import { listAudit } from '@/lib/admin/audit'
import { listFailedJobs, listQueues, retryJob } from '@/lib/admin/jobs'
import {
  CreateStaffInput,
  changeStaff,
  createAdministrator,
  createStaff,
  listStaff,
  resetStaff,
  setStaffDisabled,
} from '@/lib/identity/manage-staff'
import { openProof } from '@/lib/identity/staff-proof'
import { checkStaffPassword } from '@/lib/identity/staff-sign-in'
import { enqueue } from '@/lib/shared/jobs'
import { recordsOf } from '../support/books'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aSession, whoHolds } from '../support/sessions'
import { aMember, aStaff } from '../support/staff'
import { aRegion, asSystem, asVisitor, aTrainee, unique } from '../support/world'

const aUserName = () => `u${unique().replace(/\W/g, '-')}`
const nobodyElse = () => db().execute(sql`update accounts set status = 'disabled' where id in (select id from staff)`)

test('a new member of the staff: the first password opens the set-up, and is kept as a hash', async () => {
  const admin = await aMember()
  const input = { userName: aUserName(), name: '赵一', role: 'finance' as const, regionCodes: ['130203'] }
  const first = await createStaff(admin, input)
  const token = await checkStaffPassword(asVisitor(), first)
  expect(await openProof(asVisitor(), token)).toMatchObject({ step: 'set-up', member: { mustActivate: true } })
  const [row] = await db().select().from(accounts).where(eq(accounts.id, first.id))
  expect(row!.passwordHash).not.toContain(first.password)
  expect((await listStaff(admin)).find(({ id }) => id === first.id)).toMatchObject({ role: 'finance', regionCodes: [] })
  expect(await outcome(createStaff(admin, input))).toBe('staff_name_taken')
})

test('the form’s boxes become the regions; a region manager has some, all of them known', async () => {
  const admin = await aMember()
  await aRegion()
  const form = { userName: aUserName(), name: '赵一', role: 'region_manager', 'region-130203': 'on', other: 'x' }
  expect(CreateStaffInput.parse(form)).toMatchObject({ regionCodes: ['130203'] })
  expect(CreateStaffInput.safeParse({ ...form, userName: '1 x' }).success).toBe(false)
  expect(CreateStaffInput.safeParse({ ...form, role: 'king' }).success).toBe(false)
  const input = { userName: aUserName(), name: '赵一', role: 'region_manager' as const }
  expect(await outcome(createStaff(admin, { ...input, regionCodes: [] }))).toBe('staff_regions_missing')
  expect(await outcome(createStaff(admin, { ...input, regionCodes: ['000000'] }))).toBe('region_unknown')
  const { id } = await createStaff(admin, { ...input, regionCodes: ['130203', '130203'] })
  const found = async () => whoHolds('staff', (await aSession(member)).token)
  const member = { actor: { kind: 'staff' as const, id } }
  const session = await aSession(member)
  expect(await found()).toMatchObject({ regions: ['130203'] })
  await changeStaff(admin, { staffId: id, name: '赵二', role: 'region_manager', regionCodes: ['130203'] })
  expect(await session.holds()).toBe(true) // only a name
  await changeStaff(admin, { staffId: id, name: '赵二', role: 'hotline', regionCodes: ['130203'] })
  expect(await session.holds()).toBe(false)
  expect(await found()).toMatchObject({ name: '赵二', role: 'hotline', regions: null })
})

test('the first administrator is made by whoever has the machine, and by nobody else', async () => {
  const input = { userName: aUserName(), name: '周敏' }
  const { id } = await createAdministrator(asSystem(), input)
  const session = await aSession({ actor: { kind: 'staff', id } })
  expect(await whoHolds('staff', session.token)).toMatchObject({ role: 'administrator' })
  for (const ctx of [asVisitor(), aStaff('auditor'), await aMember()])
    expect(await outcome(createAdministrator(ctx, input))).toBe('not found')
})

test('reset: sessions end, the authenticator and the recovery codes are void', async () => {
  const admin = await aMember()
  const me = await aMember('hotline')
  const session = await aSession(me)
  const first = await resetStaff(admin, { staffId: me.actor.id })
  expect(await session.holds()).toBe(false)
  const token = await checkStaffPassword(asVisitor(), { userName: me.userName, password: first.password })
  expect((await openProof(asVisitor(), token)).step).toBe('set-up')
  expect(await outcome(resetStaff(admin, { staffId: admin.actor.id }))).toBe('staff_self')
})

test('disabled means out at once; oneself cannot be', async () => {
  const admin = await aMember()
  const me = await aMember('auditor')
  const before = await aSession(me)
  await setStaffDisabled(admin, { staffId: me.actor.id, disabled: 'yes' })
  expect([await before.holds(), await (await aSession(me)).holds()]).toEqual([false, false])
  await setStaffDisabled(admin, { staffId: me.actor.id, disabled: 'no' })
  expect([await before.holds(), await (await aSession(me)).holds()]).toEqual([false, true])
  expect(await outcome(setStaffDisabled(admin, { staffId: admin.actor.id, disabled: 'yes' }))).toBe('staff_self')
})

test('the last administrator stays, also when two turn on each other at once', async () => {
  await nobodyElse()
  const [one, two] = [await aMember(), await aMember()]
  const demote = (by: typeof one, whom: typeof one) =>
    changeStaff(by, { staffId: whom.actor.id, name: '周敏', role: 'auditor', regionCodes: [] })
  const outcomesOfBoth = await outcomes([demote(one, two), demote(two, one)])
  // The later one finds itself the last, or no administrator any more.
  expect(outcomesOfBoth.filter((what) => what === 'done')).toHaveLength(1)
  expect(outcomesOfBoth.every((what) => ['done', 'staff_last_administrator', 'not found'].includes(what))).toBe(true)
  const left = outcomesOfBoth[0] === 'done' ? one : two
  expect(await outcome(demote(left, left))).toBe('staff_last_administrator')
  const [row] = await db().select().from(staff).where(eq(staff.id, left.actor.id))
  expect(row!.role).toBe('administrator')
})

test('only administrators manage the staff', async () => {
  const me = await aMember()
  for (const role of ['content_editor', 'reviewer', 'finance', 'hotline', 'region_manager', 'auditor'] as const) {
    const ctx = aStaff(role)
    const works = [
      listStaff(ctx),
      createStaff(ctx, { userName: aUserName(), name: '赵一', role: 'administrator', regionCodes: [] }),
      changeStaff(ctx, { staffId: me.actor.id, name: '赵一', role: 'administrator', regionCodes: [] }),
      resetStaff(ctx, { staffId: me.actor.id }),
      setStaffDisabled(ctx, { staffId: me.actor.id, disabled: 'yes' }),
    ]
    expect(tallied(await outcomes(works))).toEqual({ 'not found': 5 })
  }
})

test('a job that was given up is shown with its error and run again on demand, which is written down', async () => {
  const admin = aStaff('administrator')
  await enqueue(asSystem(), 'photos.forget', { key: `drafts/${unique()}` })
  const [{ id } = { id: '' }] = await db().execute<{ id: string }>(sql`
    update pgboss.job set state = 'failed', completed_on = now(), output = '{"message": "disk full"}'
    where id = (select id from pgboss.job where name = 'photos.forget' and state = 'created' limit 1) returning id`)
  expect((await listFailedJobs(admin, 10)).find((job) => job.id === id)).toMatchObject({ words: '清理未保存的照片', error: 'disk full' })
  expect((await listQueues(admin)).find(({ name }) => name === 'photos.forget')!.failed).toBeGreaterThan(0)
  expect(await outcome(retryJob(aStaff('auditor'), { jobId: id }))).toBe('not found') // reads all, changes nothing
  expect(tallied(await outcomes([retryJob(admin, { jobId: id }), retryJob(admin, { jobId: id })]))).toEqual({ done: 1, 'not found': 1 })
  expect((await listFailedJobs(admin, 10)).map((job) => job.id)).not.toContain(id)
  expect(await recordsOf(id)).toEqual(['job.retry'])
})

test('the audit log is searched by action, day, and whom it is about', async () => {
  const admin = await aMember()
  const me = await aTrainee({ name: `测${unique().replace(/\D/g, '').slice(-3)}` })
  const { unmaskPerson } = await import('@/lib/identity/unmask-person')
  await unmaskPerson(admin, { traineeId: me.actor.id, reason: '核对来电' })
  const list = async (q: string, filters: Record<string, string> = {}) =>
    (await listAudit(aStaff('auditor'), { q, page: 1, sort: '-at', filters })).rows
  const [entry] = await list(me.idNumber)
  expect(entry).toMatchObject({
    what: '查看完整信息',
    actor: '周敏',
    objects: [{ name: me.actor.name, href: `/admin/people/${me.actor.id}` }],
    details: ['原因：核对来电'],
  })
  expect(await list(me.actor.name, { action: 'person.unmask', from: '2026-06-18', until: '2026-06-18', actor: 'staff' })).toHaveLength(1)
  expect(await list(me.actor.name, { from: '2026-06-19' })).toEqual([])
  expect(await list(me.actor.name, { from: '2026-99-99' })).toHaveLength(1) // no day begins nothing
  expect(await list(me.actor.name, { actor: 'trainee' })).toEqual([])
  expect(await list(admin.userName)).toHaveLength(1)
  expect(await list(`nobody-${unique()}`)).toEqual([])
  for (const role of ['reviewer', 'hotline', 'finance', 'region_manager', 'content_editor'] as const)
    expect(await outcome(listAudit(aStaff(role), { q: '', page: 1, sort: '-at', filters: {} }))).toBe('not found')
})
