import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, enterprises, trainees } from '@/db/schema/identity'
import { phoneChanges } from '@/db/schema/phones'
import { listToDo } from '@/lib/admin/to-do'
import { listWaiting } from '@/lib/admin/waiting'
import { resetStaff } from '@/lib/identity/manage-staff'
import { askPhone } from '@/lib/identity/phone-change/ask'
import { cancelOwnPhone, cancelPhone, releasePhone } from '@/lib/identity/phone-change/decide'
import { putDueInForce } from '@/lib/identity/phone-change/in-force'
import { findWaitingPhone, listOwnPhoneNews, listPhoneChanges } from '@/lib/identity/phone-change/queries'
import { enterprisePhoneOf, phoneOf as openPhone } from '@/lib/identity/phones'
import { registerPhone, setLocked } from '@/lib/identity/reset-person'
import { type Ctx, type Enterprise, inTransaction, type Staff, type Trainee } from '@/lib/shared/context'
import { hours, later } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import { outcome, outcomes, tallied } from '../support/outcome'
import { messagesTo } from '../support/phone'
import { aPhoneNumber } from '../support/registrants'
import { aMember, aStaff } from '../support/staff'
import { asSystem, asVisitor, aTrainee, at, noon } from '../support/world'

const reason = '来电人换了手机'
const day = hours(24)
const newest = async (accountId: string) =>
  (await db().select().from(phoneChanges).where(eq(phoneChanges.accountId, accountId)).orderBy(phoneChanges.askedAt)).at(-1)!
const phoneOf = async (id: string) => openPhone((await db().select().from(trainees).where(eq(trainees.id, id)))[0]!)

/** A trainee whom the hotline has registered another phone for, or an enterprise whom a reviewer has. */
async function waiting(owner: 'trainee' | 'enterprise' = 'trainee', given: { phone?: string | null } = {}) {
  const me: Ctx<Trainee | Enterprise> & { phone: string | null } = owner === 'trainee' ? await aTrainee(given) : await anEnterprise()
  const role = owner === 'trainee' ? ('hotline' as const) : ('reviewer' as const)
  const [clerk, phone, accountId] = [aStaff(role), aPhoneNumber(), me.actor.id]
  await inTransaction(clerk, (tx) => askPhone(tx, { accountId, owner, before: me.phone, phone, reason }))
  const change = await newest(accountId)
  const inForce = async () => {
    if (owner === 'trainee') return (await phoneOf(accountId)) === phone
    const [row] = await db().select().from(enterprises).where(eq(enterprises.id, accountId))
    return enterprisePhoneOf(row!) === phone
  }
  return { me, clerk, second: aStaff(role), phone, old: me.phone, inForce, ref: { accountId, changeId: change.id } }
}

describe.each(['trainee', 'enterprise'] as const)('another phone of a %s', (owner) => {
  test('the old phone is told, and both are in force one after the other, a day apart', async () => {
    const { me, phone, old, inForce, ref } = await waiting(owner)
    const [message] = await messagesTo(old!)
    expect(message).toContain(phone.slice(-4))
    expect(message).toContain('2026-06-19 12:00')
    expect(message).not.toContain(phone)
    expect(await messagesTo(phone)).toEqual([])
    await putDueInForce(asSystem(later(noon, day - 1)))
    expect(await inForce()).toBe(false)
    expect(await listOwnPhoneNews(me)).toMatchObject([{ id: ref.changeId, status: 'waiting' }])
    await putDueInForce(asSystem(later(noon, day)))
    expect(await inForce()).toBe(true)
    expect(await listOwnPhoneNews(me)).toMatchObject([{ status: 'in_force' }])
    expect(await recordsOf(me.actor.id)).toEqual(['phone.ask', 'phone.change'])
  })

  test('a second member of the staff releases it, whoever asked never does', async () => {
    const { clerk, second, inForce, ref } = await waiting(owner)
    const elsewhere = aStaff('region_manager', noon, ['130281'])
    const strangers = [aStaff('finance'), aStaff('auditor'), elsewhere, asVisitor() as unknown as Ctx<Staff>]
    expect(await outcomes(strangers.map((ctx) => releasePhone(ctx, ref)))).toEqual(Array(4).fill('not found'))
    expect(await outcomes(strangers.map((ctx) => cancelPhone(ctx, ref)))).toEqual(Array(4).fill('not found'))
    expect(await outcome(releasePhone(clerk, ref))).toBe('phone_change_own')
    expect([await inForce(), await outcome(releasePhone(second, ref)), await inForce()]).toEqual([false, 'done', true])
    expect(await outcome(releasePhone(second, ref))).toBe('phone_change_decided')
  })

  test('its owner takes it back, and so does the staff; it never takes effect then', async () => {
    for (const by of ['owner', 'clerk', 'second'] as const) {
      const { me, clerk, second, inForce, ref } = await waiting(owner)
      await (by === 'owner' ? cancelOwnPhone(me, ref) : cancelPhone(by === 'clerk' ? clerk : second, ref))
      expect(await outcome(releasePhone(second, ref))).toBe('phone_change_decided')
      await putDueInForce(asSystem(later(noon, 2 * day)))
      expect(await inForce()).toBe(false)
      expect(await listOwnPhoneNews(me)).toMatchObject([{ status: 'cancelled' }])
    }
  })

  test('one that belongs to somebody else is not there', async () => {
    const [{ ref }, { me: other, ref: others }] = [await waiting(owner), await waiting(owner)]
    expect(await outcome(cancelOwnPhone(other, ref))).toBe('not found')
    expect(await outcome(cancelPhone(aStaff('administrator'), { ...ref, accountId: others.accountId }))).toBe('not found')
  })

  test('released, taken back and run out in the same moment: one of them holds', async () => {
    const { me, second, inForce, ref } = await waiting(owner)
    const late = later(noon, day)
    const all = [
      releasePhone(at(second, late), ref),
      cancelOwnPhone(at(me, late), ref),
      releasePhone(at(aStaff('administrator'), late), ref),
    ]
    const [done, ...results] = await Promise.all([putDueInForce(asSystem(late)), ...all.map(outcome)])
    expect(tallied(results).done ?? 0).toBeLessThanOrEqual(1)
    const { status } = await newest(ref.accountId)
    expect(await inForce()).toBe(status === 'in_force')
    expect(status).not.toBe('waiting')
    const acts = (await recordsOf(ref.accountId)).filter((action) => action !== 'phone.ask')
    expect(acts).toHaveLength(1)
    expect(done).toBeLessThanOrEqual(50)
  })
})

test('two who register another phone at once: one waits, the other is told so', async () => {
  const me = await aTrainee()
  const asked = [1, 2].map(() =>
    registerPhone(aStaff('hotline'), { traineeId: me.actor.id, idNumber: me.idNumber, phone: aPhoneNumber(), reason }),
  )
  expect(tallied(await outcomes(asked))).toEqual({ done: 1, phone_change_waits: 1 })
  expect(await messagesTo(me.phone!)).toHaveLength(1)
})

test('somebody without a phone waits as well; there is none to tell', async () => {
  const { inForce, second, ref } = await waiting('trainee', { phone: null })
  expect((await newest(ref.accountId)).told).toBe(false)
  await putDueInForce(asSystem(later(noon, day - 1)))
  expect(await inForce()).toBe(false)
  await releasePhone(second, ref)
  expect(await inForce()).toBe(true)
})

test('a colleague whose sign-in an administrator has just made or reset is no second person', async () => {
  const administrator = await aMember()
  const puppet = await aMember('hotline')
  await resetStaff(administrator, { staffId: puppet.actor.id })
  const { ref, inForce } = await waiting()
  expect(await outcome(releasePhone(puppet, ref))).toBe('phone_change_new_member')
  expect(await inForce()).toBe(false)
  expect(await outcome(releasePhone(at(puppet, later(noon, day + 1)), ref))).toBe('done')
})

test('while an account is locked nothing takes effect, and the day begins anew when it is opened', async () => {
  const { clerk, second, inForce, ref } = await waiting()
  const lock = (locked: 'yes' | 'no', now: Date) => setLocked(at(clerk, now), { traineeId: ref.accountId, locked, reason })
  await lock('yes', noon)
  await putDueInForce(asSystem(later(noon, 3 * day)))
  expect([await inForce(), await outcome(releasePhone(second, ref))]).toEqual([false, 'phone_change_disabled'])
  await lock('no', later(noon, 3 * day))
  await putDueInForce(asSystem(later(noon, 4 * day - 1)))
  expect(await inForce()).toBe(false)
  await putDueInForce(asSystem(later(noon, 4 * day)))
  expect(await inForce()).toBe(true)
})

test('the database itself lets nobody release what they asked for', async () => {
  const { clerk, ref } = await waiting()
  const forged = { status: 'in_force' as const, decidedAt: noon, decidedBy: clerk.actor.id }
  await expect(db().update(phoneChanges).set(forged).where(eq(phoneChanges.id, ref.changeId))).rejects.toThrow()
  const early = { ...forged, decidedBy: null }
  await expect(db().update(phoneChanges).set(early).where(eq(phoneChanges.id, ref.changeId))).rejects.toThrow()
  expect(await phoneOf(ref.accountId)).not.toBeNull()
})

test('the change of a locked account stays in the list', async () => {
  const { ref } = await waiting()
  await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, ref.accountId))
  const query = { q: '', filters: {}, sort: '', page: 1 }
  expect((await listPhoneChanges(aStaff('hotline'), 'trainee', query)).rows.map(({ id }) => id)).toContain(ref.changeId)
})

test('what waits stands in the work of those who may release it, and on the page with who asked', async () => {
  const [person, unit] = [await waiting(), await waiting('enterprise')]
  const work = async (ctx: Ctx<Staff>) => (await listToDo(ctx, 1000)).map(({ key }) => key)
  expect(await work(aStaff('hotline'))).toEqual(expect.arrayContaining([person.ref.changeId]))
  expect(await work(aStaff('hotline'))).not.toContain(unit.ref.changeId)
  expect(await work(aStaff('region_manager', noon, ['130203']))).toContain(unit.ref.changeId)
  expect(await work(aStaff('region_manager', noon, ['130281']))).not.toContain(unit.ref.changeId)
  expect(Object.keys(await listWaiting(aStaff('hotline')))).toContain('phones')
  expect(Object.keys(await listWaiting(aStaff('hotline')))).not.toContain('unitPhones')
  const seen = async (ctx: Ctx<Staff>) => {
    const { mayRelease, mayCancel, told } = (await findWaitingPhone(ctx, person.ref.accountId))!
    return { mayRelease, mayCancel, told }
  }
  expect([await seen(person.clerk), await seen(person.second), await seen(aStaff('reviewer'))]).toEqual([
    { mayRelease: false, mayCancel: true, told: true },
    { mayRelease: true, mayCancel: true, told: true },
    { mayRelease: false, mayCancel: false, told: true },
  ])
})
