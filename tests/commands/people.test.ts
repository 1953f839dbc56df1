import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { accounts, trainees } from '@/db/schema/identity'
import { listPeople, type PeopleFilter } from '@/lib/admin/people'
import { getPerson, getPersonStudy, getWholePerson, listPersonPapers } from '@/lib/admin/person'
import { openTyped, sealTyped } from '@/lib/admin/typed-number'
import { putDueInForce } from '@/lib/identity/phone-change/in-force'
import { registerPhone, resetPassword, setLocked } from '@/lib/identity/reset-person'
import { unmaskPerson } from '@/lib/identity/unmask-person'
import type { Ctx, Staff } from '@/lib/shared/context'
import type { ListQuery } from '@/lib/shared/list-query'
import { seal } from '@/lib/shared/secrets'
import { hours, later } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aGraduate, aLearner } from '../support/learners'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aSession } from '../support/sessions'
import { aStaff } from '../support/staff'
import { anIdNumber, aRegion, asSystem, asVisitor, aTrainee, unique } from '../support/world'

const asked = (q: string, filters: ListQuery<PeopleFilter>['filters'] = {}, page = 1): ListQuery<PeopleFilter> => ({
  q,
  page,
  sort: '-created',
  filters,
})
const names = async (ctx: Ctx<Staff>, q: string, filters = {}) => (await listPeople(ctx, asked(q, filters))).rows.map(({ name }) => name)
const reason = '来电人忘记密码'
/** A name that no other test uses, in Han characters as names are. */
const aName = () => `测${[...unique().replace(/\D/g, '')].map((digit) => '零一二三四五六七八九'[Number(digit)]).join('')}华`

test('somebody is found by a part of the name, the whole ID number, the phone or a certificate', async () => {
  const clerk = aStaff('hotline')
  const name = aName()
  const me = await aTrainee({ name })
  expect(await names(clerk, name)).toEqual([name])
  expect(await names(clerk, name.slice(1, -1))).toEqual([name])
  expect(await names(clerk, [...name].reverse().join(''))).toEqual([]) // the same characters in another order
  expect(await names(clerk, me.idNumber.toLowerCase())).toEqual([name])
  expect(await names(clerk, me.phone!)).toEqual([name])
  expect((await listPeople(clerk, asked(me.idNumber.slice(0, 12)))).kind).toBe('unfinished')
  const graduate = await aGraduate()
  const { certificates } = await listPersonPapers(clerk, graduate.trainee.actor.id)
  const { rows } = await listPeople(clerk, asked(certificates[0]!.number))
  expect(rows.map(({ id }) => id)).toEqual([graduate.trainee.actor.id])
})

test('no number stands in an address: what was looked for is found sealed, and shown as it was typed', async () => {
  const [clerk, name] = [aStaff('hotline'), aName()]
  const me = await aTrainee({ name })
  for (const typed of [me.idNumber.toLowerCase(), ` ${me.idNumber.slice(0, 6)} ${me.idNumber.slice(6)}`, me.phone!, `+86 ${me.phone}`]) {
    const q = sealTyped(typed)
    expect(q).toMatch(/^~[\w-]{40,99}$/)
    expect(await names(clerk, q)).toEqual([name])
    expect([me.idNumber, me.phone]).toContain(openTyped(q))
  }
  expect(openTyped(sealTyped(me.idNumber.slice(0, 12)))).toBe(me.idNumber.slice(0, 12))
  expect([sealTyped(name), sealTyped('ZJ-2026-130204-000001')]).toEqual([name, 'ZJ-2026-130204-000001'])
  for (const odd of ['~', `~${'A'.repeat(60)}`, `~${seal('captcha', 'something else of ours')}`]) expect(openTyped(odd)).toBe(odd)
})

test('what is shown is masked, and wildcards are letters like any other', async () => {
  const name = aName()
  const me = await aTrainee({ name, phone: '13812345678' })
  const { rows } = await listPeople(aStaff('reviewer'), asked(name))
  expect(rows[0]).toMatchObject({ phone: '138****5678', state: 'active' })
  expect(JSON.stringify(rows)).not.toContain(me.idNumber)
  for (const wild of ['%', '_', '\\', "'", `${name.slice(0, 2)}%`]) expect(await names(aStaff('reviewer'), wild)).toEqual([])
})

test('why somebody learns in a class of another region is told beside it', async () => {
  const { trainee } = await aLearner({ regionCode: '990099' })
  const { enrollments } = await getWholePerson(aStaff('hotline'), trainee.actor.id)
  expect(enrollments).toMatchObject([{ otherRegionReason: '长期派驻外地' }])
})

test('filters narrow, pages follow, and a region manager sees the own regions only', async () => {
  const name = aName()
  const [here, there] = [await aTrainee({ name }), await aTrainee({ name })]
  const region = await aRegion(`99${String(Math.floor(Math.random() * 9000) + 1000)}`, '测试区')
  await db().update(trainees).set({ regionCode: region }).where(eq(trainees.id, there.actor.id))
  await db().update(accounts).set({ mustActivate: true }).where(eq(accounts.id, here.actor.id))
  const admin = aStaff('administrator')
  expect((await listPeople(admin, asked(name))).total).toBe(2)
  expect((await listPeople(admin, asked(name, { region }))).rows.map(({ id }) => id)).toEqual([there.actor.id])
  expect((await listPeople(admin, asked(name, { state: 'waiting' }))).rows.map(({ id }) => id)).toEqual([here.actor.id])
  expect((await listPeople(admin, asked(name, { state: 'disabled' }))).rows).toEqual([])
  expect((await listPeople(admin, asked(name, {}, 2))).rows).toEqual([])

  const manager = aStaff('region_manager', undefined, [region])
  expect((await listPeople(manager, asked(name))).rows.map(({ id }) => id)).toEqual([there.actor.id])
  expect((await listPeople(manager, asked(here.idNumber))).rows).toEqual([])
  expect(await outcome(getPerson(manager, there.actor.id))).toBe('done')
  const looks = [getPerson, getWholePerson, listPersonPapers]
  expect(tallied(await outcomes(looks.map((look) => look(manager, here.actor.id))))).toEqual({ 'not found': 3 })
  expect((await listPeople(aStaff('region_manager', undefined, []), asked(''))).rows).toEqual([])
})

test('one person: enrolments with courses and quizzes, orders, certificates and what happened', async () => {
  const { trainee } = await aGraduate()
  const id = trainee.actor.id
  const admin = aStaff('administrator')
  const { enrollments, orders, papers, log } = await getWholePerson(admin, id)
  const [enrollment] = enrollments
  expect(enrollment).toMatchObject({ status: 'passed', earnedHours: 4, chosenHours: 4 })
  expect(enrollment!.studies[0]).toMatchObject({ percent: 100, quizRequired: false, attempts: [] })
  expect(orders).toMatchObject([{ status: 'paid', amountFen: 12_000, payer: null }])
  expect((await getWholePerson(aStaff('reviewer'), id)).orders).toEqual([]) // money is not the reviewer's
  expect(papers.certificates).toMatchObject([{ hours: 4, revokedAt: null }])
  expect(log.map(({ action }) => action)).toContain('selection.confirm')
  const { study, chapters, checks } = await getPersonStudy(admin, { traineeId: id, studyId: enrollment!.studies[0]!.id })
  expect(study.passedAt).not.toBeNull()
  expect(chapters).toMatchObject([{ durationSeconds: 60, watchedSeconds: 60 }])
  expect(checks).toEqual({ asked: 0, answered: 0 })
  const other = await aLearner()
  expect(await outcome(getPersonStudy(admin, { traineeId: id, studyId: other.studyId }))).toBe('not found')
})

test('the whole numbers are told to who may ask, with a reason that is written down', async () => {
  const me = await aTrainee()
  const clerk = aStaff('hotline')
  expect(await unmaskPerson(clerk, { traineeId: me.actor.id, reason })).toEqual({ idNumber: me.idNumber, phone: me.phone })
  const [entry] = await db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, me.actor.id), eq(auditLog.action, 'person.unmask')))
  expect(entry).toMatchObject({ actorId: clerk.actor.id, details: { reason } })
  expect(JSON.stringify(entry)).not.toContain(me.idNumber)
  for (const role of ['finance', 'region_manager', 'auditor', 'content_editor'] as const)
    expect(await outcome(unmaskPerson(aStaff(role), { traineeId: me.actor.id, reason }))).toBe('not found')
})

test('the hotline resets a password once the caller has said the number; sessions end, 123456 opens the activation', async () => {
  const me = await aTrainee()
  const clerk = aStaff('hotline')
  const input = { traineeId: me.actor.id, reason }
  const session = await aSession(me)
  expect(await outcome(resetPassword(clerk, { ...input, idNumber: anIdNumber() }))).toBe('caller_unmatched')
  expect(await session.holds()).toBe(true)
  expect(await outcome(resetPassword(clerk, { ...input, idNumber: me.idNumber }))).toBe('done')
  expect(await session.holds()).toBe(false)
  const [account] = await db().select().from(accounts).where(eq(accounts.id, me.actor.id))
  expect(account).toMatchObject({ passwordHash: null, mustActivate: true })
  expect(await recordsOf(me.actor.id)).toEqual(['person.reset', 'session.begin', 'session.end'])
})

test('without a phone a reset would lead nowhere: it is registered first; ten wrong numbers an hour are enough', async () => {
  const me = await aTrainee({ phone: null })
  const clerk = aStaff('hotline')
  const input = { traineeId: me.actor.id, idNumber: me.idNumber, reason }
  expect(await outcome(resetPassword(clerk, input))).toBe('caller_without_phone')
  expect(await outcome(registerPhone(clerk, { ...input, phone: '13912345678' }))).toBe('done')
  expect(await outcome(registerPhone(clerk, { ...input, phone: '13912345678' }))).toBe('phone_change_waits')
  expect(await outcome(resetPassword(clerk, input))).toBe('caller_without_phone')
  await putDueInForce(asSystem(later(clerk.now, hours(24))))
  expect(await outcome(registerPhone(clerk, { ...input, phone: '13912345678' }))).toBe('phone_same')
  expect(await outcome(resetPassword(clerk, input))).toBe('done')
  const guesses = Array.from({ length: 10 }, () => outcome(resetPassword(clerk, { ...input, idNumber: anIdNumber() })))
  expect(tallied(await Promise.all(guesses))).toEqual({ caller_unmatched: 4, too_many_attempts: 6 })
  const [entry] = await db()
    .select()
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, me.actor.id), eq(auditLog.action, 'phone.ask')))
  expect(entry!.details).toMatchObject({ reason, before: null, after: '139****5678' })
})

test('a locked account has no session; unlocking gives none back', async () => {
  const me = await aTrainee()
  const clerk = aStaff('hotline')
  const before = await aSession(me)
  await setLocked(clerk, { traineeId: me.actor.id, locked: 'yes', reason })
  expect([await before.holds(), await (await aSession(me)).holds()]).toEqual([false, false])
  expect((await getPerson(clerk, me.actor.id)).state).toBe('disabled')
  await setLocked(clerk, { traineeId: me.actor.id, locked: 'no', reason })
  expect([await before.holds(), await (await aSession(me)).holds()]).toEqual([false, true])
  expect(new Set(await recordsOf(me.actor.id))).toEqual(new Set(['person.lock', 'person.unlock', 'session.begin', 'session.end']))
})

test('visitors, trainees and enterprises find nothing here', async () => {
  const me = await aTrainee()
  for (const ctx of [asVisitor(), me] as unknown as Ctx<Staff>[]) {
    expect(await outcome(listPeople(ctx, asked('')))).toBe('not found')
    expect(await outcome(getPerson(ctx, me.actor.id))).toBe('not found')
    expect(await outcome(unmaskPerson(ctx, { traineeId: me.actor.id, reason }))).toBe('not found')
  }
})
