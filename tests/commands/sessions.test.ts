import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { sessions } from '@/db/schema/identity'
import { sessionSeconds } from '@/lib/identity/session-token'
import { endOtherSessions, endSession, forgetEndedSessions, listSessions, openSession, signOut } from '@/lib/identity/sessions'
import type { Ctx, Door, Enterprise, Staff, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { anEnterprise } from '../support/enterprises'
import { outcome } from '../support/outcome'
import { aSession, whoHolds } from '../support/sessions'
import { aMember } from '../support/staff'
import { asSystem, asVisitor, aTrainee, noon } from '../support/world'

type Somebody = Ctx<Trainee> | Ctx<Enterprise> | Ctx<Staff>
const make: Record<Door, () => Promise<Somebody>> = { trainee: () => aTrainee(), enterprise: () => anEnterprise(), staff: () => aMember() }
const doors: Door[] = ['trainee', 'enterprise', 'staff']
const idle: Record<Door, number> = { trainee: minutes(60), enterprise: minutes(30), staff: minutes(30) }

/** The same somebody as the session of this token gives them. */
async function as<C extends Somebody>(me: C, token: string): Promise<C> {
  const { sessionId } = (await whoHolds(me.actor.kind, token))!
  return { ...me, actor: { ...me.actor, sessionId } }
}

describe.each(doors)('a session of %s', (door) => {
  test('is found by its token, which is kept nowhere, and written down', async () => {
    const me = await make[door]()
    const { token } = await aSession(me)
    expect(await whoHolds(door, token)).toMatchObject({ id: me.actor.id, name: me.actor.name })
    expect(JSON.stringify(await db().select().from(sessions).where(eq(sessions.accountId, me.actor.id)))).not.toContain(token)
    for (const wrong of ['', 'x', `${token}x`, token.toLowerCase()]) expect(await whoHolds(door, wrong)).toBeNull()
    expect(await recordsOf(me.actor.id)).toEqual(['session.begin'])
  })

  test('signing out ends it at once, at the server, and no other', async () => {
    const me = await make[door]()
    const [here, there] = [await aSession(me), await aSession(me)]
    await signOut(asVisitor(), door, here.token)
    expect([await here.holds(), await there.holds()]).toEqual([false, true])
    await signOut(asVisitor(), door, here.token) // a second press
    for (const other of doors.filter((one) => one !== door)) await signOut(asVisitor(), other, there.token)
    expect(await there.holds()).toBe(true)
    expect(await recordsOf(me.actor.id)).toEqual(['session.begin', 'session.begin', 'session.end'])
  })

  test('ends after a time without use, and after eight hours with it', async () => {
    const me = await make[door]()
    const unused = await aSession(me)
    expect(await unused.holds(later(noon, idle[door]))).toBe(false)
    const { token } = await aSession(me)
    let now = noon
    while (now.getTime() < noon.getTime() + sessionSeconds * 1000) {
      expect(await whoHolds(door, token, now)).not.toBeNull()
      now = later(now, minutes(20))
    }
    expect(await whoHolds(door, token, later(noon, sessionSeconds * 1000 - 1))).not.toBeNull()
    expect(await whoHolds(door, token, later(noon, sessionSeconds * 1000))).toBeNull()
  })

  test('is written to at most once a minute, and its last use never goes back', async () => {
    const { token } = await aSession(await make[door]())
    const seen = async () =>
      (
        await db()
          .select()
          .from(sessions)
          .where(eq(sessions.id, (await whoHolds(door, token))!.sessionId))
      )[0]!.seenAt
    await whoHolds(door, token, later(noon, minutes(1)))
    expect(await seen()).toEqual(noon)
    await whoHolds(door, token, later(noon, minutes(5)))
    await whoHolds(door, token, later(noon, minutes(3)))
    expect(await seen()).toEqual(later(noon, minutes(5)))
  })

  test('登录设备: one’s own and nobody else’s; one is ended, then all others, this one stays', async () => {
    const me = await make[door]()
    const mine = [await aSession(me), await aSession(me, { device: '旧电脑', address: '10.1.1.1' }), await aSession(me)]
    const other = await aSession(await make[door]())
    const here = await as(me, mine[0]!.token)
    const listed = await listSessions(here)
    expect(listed).toHaveLength(3)
    expect(listed.filter(({ current }) => current).map(({ id }) => id)).toEqual([here.actor.sessionId])
    const old = listed.find(({ device }) => device === '旧电脑')!
    expect(old.address).toBe('10.1.1.1')
    await endSession(here, old.id)
    expect(await Promise.all(mine.map(({ holds }) => holds()))).toEqual([true, false, true])
    expect(await outcome(endSession(here, old.id))).toBe('not found')
    const strangers = (await whoHolds(door, other.token))!.sessionId
    expect(await outcome(endSession(here, strangers))).toBe('not found')
    expect(await endOtherSessions(here)).toBe(1)
    expect(await Promise.all([...mine, other].map(({ holds }) => holds()))).toEqual([true, false, false, true])
    expect(await endOtherSessions(here)).toBe(0)
  })
})

test('what is over is not listed, and leaves the table', async () => {
  const me = await aTrainee()
  const [idleOne, oldOne] = [await aSession(me), await aSession(me, { now: later(noon, -sessionSeconds * 1000) })]
  const now = later(noon, minutes(61))
  const fresh = await aSession(me, { now })
  expect(await listSessions({ ...me, now })).toHaveLength(1)
  await forgetEndedSessions(asSystem(later(noon, 1)))
  const left = await db().select().from(sessions).where(eq(sessions.accountId, me.actor.id))
  expect(left).toHaveLength(2)
  expect([await idleOne.holds(now), await oldOne.holds(), await fresh.holds(now)]).toEqual([false, false, true])
})

test('a browser that tells a novel of itself is cut short', async () => {
  const me = await aTrainee()
  await openSession(asVisitor(), { door: 'trainee', accountId: me.actor.id, device: 'x'.repeat(5000) })
  expect((await listSessions(me))[0]!.device).toHaveLength(300)
})
