import { desc, eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { courses, programs } from '@/db/schema/catalog'
import { orders } from '@/db/schema/checkout'
import { getReadiness, readinessLines, refuseNamelessIssuer } from '@/lib/admin/readiness'
import { publishCourse } from '@/lib/catalog/courses/publish-course'
import { publishProgram } from '@/lib/catalog/programs/publish-program'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { startPayment } from '@/lib/checkout/start-payment'
import { agreeAsEnterprise } from '@/lib/identity/enterprise/answers'
import { currentVersions } from '@/lib/identity/legal'
import { agreeToTerms } from '@/lib/identity/registration-answers'
import type { Env } from '@/lib/shared/env'
import { statusOf } from '../support/books'
import { outcome } from '../support/outcome'
import { aStaff } from '../support/staff'
import { aClass, aCourse, asSystem, asVisitor, aTrainee } from '../support/world'

const change = vi.hoisted(() => ({ env: {} as Partial<Env> }))
vi.mock('@/lib/shared/env', async (original) => {
  const real = await original<typeof import('@/lib/shared/env')>()
  return { ...real, env: () => ({ ...real.env(), ...change.env }) }
})
beforeEach(() => {
  change.env = {}
})
afterEach(() => {
  change.env = {}
})

const nameless: Partial<Env> = { issuerName: null, unidentified: ['ISSUER_NAME'] }
/** What a bureau has at first: no gateway, and an account for transfers. */
const byTransfer: Partial<Env> = { mode: 'production', transferAccount: { name: '中心', bank: '银行', account: '1' } }

describe('before a bureau is named', () => {
  test('no programme is published', async () => {
    const { programId } = await aClass()
    await db().update(programs).set({ publishedAt: null }).where(eq(programs.id, programId))
    change.env = nameless
    expect(await outcome(publishProgram(aStaff('administrator'), programId))).toBe('program_unready')
    change.env = {}
    await publishProgram(aStaff('administrator'), programId)
  })

  test('no course is', async () => {
    const id = await aCourse()
    await db().update(courses).set({ publishedAt: null }).where(eq(courses.id, id))
    change.env = nameless
    await expect(publishCourse(aStaff('administrator'), id)).rejects.toMatchObject({
      code: 'course_unready',
      facts: { obstacles: expect.stringContaining('发证单位名称还没有设置，请管理员按“上线检查”设置后再发布。') },
    })
  })

  test('nobody is asked for personal data', async () => {
    change.env = nameless
    const versions = currentVersions()
    expect(await outcome(agreeToTerms(asVisitor(), undefined, { ...versions, agreed: 'on', sensitive: 'on' } as never))).toBe(
      'registration_closed',
    )
    expect(await outcome(agreeAsEnterprise(asVisitor(), undefined, { ...versions, agreed: 'on' } as never))).toBe('registration_closed')
  })

  test('a portal that has published does not start', async () => {
    await aClass()
    await refuseNamelessIssuer(asSystem())
    change.env = nameless
    await expect(refuseNamelessIssuer(asSystem())).rejects.toThrow(/^ISSUER_NAME: /)
  })

  test('the administrator reads it, others find nothing, and the log says the same', async () => {
    change.env = nameless
    const missing = (await getReadiness(aStaff('administrator'))).filter(({ state }) => state === 'required')
    expect(missing.map(({ title }) => title)).toEqual(['发证单位名称'])
    for (const role of ['content_editor', 'auditor', 'hotline'] as const)
      expect(await outcome(getReadiness(aStaff(role)))).toBe('not found')
    expect(await readinessLines()).toContainEqual(expect.stringMatching(/^ISSUER_NAME: not set/))
  })
})

describe('paying a bureau without a gateway', () => {
  test('a trainee transfers, finance confirms, the class opens', async () => {
    change.env = byTransfer
    const me = await aTrainee()
    const { id: classId } = await aClass({ feeFen: 10_000 })
    const orderId = await placeOrder(me, { classId, invoice: null })
    expect(await outcome(startPayment(me, { orderId, method: 'sandbox.wechat' }))).toBe('bank_unreachable')
    await announceTransfer(me, orderId)
    const { order, transfer } = await getOrder(me, orderId)
    expect(transfer).not.toBeNull()
    const given = { buyerId: me.actor.id, orderId, amountFen: order.amountFen, reference: `B${orderId}`, paidOn: '2026-06-18' }
    await confirmTransfer(aStaff('finance'), given)
    expect(await statusOf(orderId)).toBe('paid')
    expect((await getOrder(me, orderId)).enrollmentStatus).toBe('active')
  })

  test('where money is taken online, a trainee is not sent to the bank', async () => {
    const me = await aTrainee()
    const orderId = await placeOrder(me, { classId: (await aClass({ feeFen: 10_000 })).id, invoice: null })
    expect(await outcome(announceTransfer(me, orderId))).toBe('not found')
  })

  test('of another’s order there is nothing', async () => {
    change.env = byTransfer
    const me = await aTrainee()
    const orderId = await placeOrder(me, { classId: (await aClass({ feeFen: 10_000 })).id, invoice: null })
    expect(await outcome(announceTransfer(await aTrainee(), orderId))).toBe('not found')
  })

  test('with no way to pay, nobody is given an order that waits for money; what is free opens', async () => {
    change.env = { mode: 'production', transferAccount: null }
    const me = await aTrainee()
    expect(await outcome(placeOrder(me, { classId: (await aClass({ feeFen: 10_000 })).id, invoice: null }))).toBe('payment_closed')
    const free = await placeOrder(me, { classId: (await aClass({ feeFen: 0 })).id, invoice: null })
    const [last] = await db().select().from(orders).where(eq(orders.buyerId, me.actor.id)).orderBy(desc(orders.createdAt))
    expect([last!.id, last!.status]).toEqual([free, 'paid'])
  })
})
