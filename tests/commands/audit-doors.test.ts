import { and, asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { accounts } from '@/db/schema/identity'
import { signInEnterprise } from '@/lib/identity/enterprise/sign-in'
import { signIn } from '@/lib/identity/sign-in'
import { checkStaffPassword, proveCode } from '@/lib/identity/staff-sign-in'
import { aSolvedCaptcha } from '../support/captcha'
import { aCreditCode, anEnterprise } from '../support/enterprises'
import { aMember } from '../support/staff'
import { anIdNumber, asVisitor, aTrainee, password, unique } from '../support/world'

/** What an address did at a door, in order. */
const deedsFrom = (address: string) =>
  db()
    .select({ action: auditLog.action, subjectId: auditLog.subjectId, actorKind: auditLog.actorKind, details: auditLog.details })
    .from(auditLog)
    .where(eq(auditLog.address, address))
    .orderBy(asc(auditLog.id))

const secretWord = 'Not-My-Password-77'

describe.each([
  {
    door: 'trainee',
    somebody: async () => {
      const me = await aTrainee()
      return { id: me.actor.id, name: me.idNumber }
    },
    nobody: anIdNumber,
    enter: (ctx: ReturnType<typeof asVisitor>, idNumber: string, typed: string) =>
      signIn(ctx, { idNumber, password: typed, ...aSolvedCaptcha() }),
  },
  {
    door: 'enterprise',
    somebody: async () => {
      const me = await anEnterprise()
      return { id: me.actor.id, name: me.code }
    },
    nobody: aCreditCode,
    enter: (ctx: ReturnType<typeof asVisitor>, enterpriseCode: string, typed: string) =>
      signInEnterprise(ctx, { enterpriseCode, password: typed, ...aSolvedCaptcha() }),
  },
  {
    door: 'staff',
    somebody: async () => {
      const me = await aMember()
      return { id: me.actor.id, name: me.userName }
    },
    nobody: () => `nobody-${unique()}`,
    enter: (ctx: ReturnType<typeof asVisitor>, userName: string, typed: string) =>
      checkStaffPassword(ctx, { userName, password: typed, ...aSolvedCaptcha() }),
  },
])('at the door of $door', ({ door, somebody, nobody, enter }) => {
  test('a wrong password is written down: whose, from where and why, and never what was typed', async () => {
    const [{ id, name }, address] = [await somebody(), `10.1.0.${unique()}`]
    await enter(asVisitor(address), name, secretWord).catch(() => {})
    const [deed, ...more] = await deedsFrom(address)
    expect(more).toEqual([])
    expect(deed).toMatchObject({ action: 'session.refused', subjectId: id, actorKind: 'visitor', details: { door, why: 'wrong' } })
    expect(JSON.stringify(deed)).not.toContain(secretWord)
    expect(JSON.stringify(deed).toUpperCase()).not.toContain(name.toUpperCase())
  })

  test('so is a name that nobody has, under the same mark each time', async () => {
    const [name, address] = [nobody(), `10.1.0.${unique()}`]
    for (const typed of [name, name.toLowerCase(), nobody()]) await enter(asVisitor(address), typed, secretWord).catch(() => {})
    const deeds = await deedsFrom(address)
    expect(deeds.map(({ action, subjectId }) => [action, subjectId])).toEqual(Array(3).fill(['session.refused', null]))
    const marks = deeds.map(({ details }) => details!.mark)
    expect(marks[0]).toBe(marks[1])
    expect(marks[2]).not.toBe(marks[0])
  })

  test('the wait begins with a row of its own, and who comes meanwhile is written down, too', async () => {
    const [{ id, name }, address] = [await somebody(), `10.1.0.${unique()}`]
    for (let i = 0; i < 3; i++) await enter(asVisitor(address), name, secretWord).catch(() => {})
    await enter(asVisitor(address), name, password).catch(() => {})
    const deeds = await deedsFrom(address)
    expect(deeds.map(({ action, details }) => `${action} ${details!.why ?? details!.seconds}`)).toEqual([
      ...Array(3).fill('session.refused wrong'),
      'session.wait 5',
      'session.refused waiting',
    ])
    expect(deeds.every(({ subjectId }) => subjectId === id)).toBe(true)
  })

  test('the right password of a closed account says so in the log', async () => {
    const [{ id, name }, address] = [await somebody(), `10.1.0.${unique()}`]
    await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, id))
    await enter(asVisitor(address), name, password).catch(() => {})
    expect(await deedsFrom(address)).toMatchObject([{ action: 'session.refused', subjectId: id, details: { why: 'inactive' } }])
  })
})

test('a wrong code of the authenticator is written down with the name', async () => {
  const [me, address] = [await aMember(), `10.1.0.${unique()}`]
  const token = await checkStaffPassword(asVisitor(address), { userName: me.userName, password })
  for (let i = 0; i < 6; i++) await proveCode(asVisitor(address), token, { code: '000000' }).catch(() => {})
  const refused = await db()
    .select({ details: auditLog.details })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, me.actor.id), eq(auditLog.action, 'session.refused')))
    .orderBy(asc(auditLog.id))
  expect(refused.map(({ details }) => details!.why)).toEqual([...Array(5).fill('code'), 'waiting'])
})
