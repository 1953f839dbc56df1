import { eq } from 'drizzle-orm'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/db/client'
import { refundRequests } from '@/db/schema/checkout'
import { approveRefund } from '@/lib/checkout/decide-refund'
import { getRefundRequest } from '@/lib/checkout/desk-refunds'
import { requestRefund } from '@/lib/checkout/request-refund'
import type { Ctx, Staff } from '@/lib/shared/context'
import type { Env } from '@/lib/shared/env'
import { hours, later } from '@/lib/shared/time'
import { recordsOf, refundsOf, statusOf } from '../support/books'
import { aPaidGroup } from '../support/group-orders'
import { outcome, outcomes } from '../support/outcome'
import { aPayer, ask, decline, reason } from '../support/refunding'
import { setProgram } from '../support/sales'
import { aMember } from '../support/staff'
import { at, noon } from '../support/world'

/** What one member of the staff may grant in a day: ¥240 here; a class costs ¥120. */
const change = vi.hoisted(() => ({ env: {} as Partial<Env> }))
vi.mock('@/lib/shared/env', async (original) => {
  const real = await original<typeof import('@/lib/shared/env')>()
  return { ...real, env: () => ({ ...real.env(), ...change.env }) }
})
let [clerk, other]: Ctx<Staff>[] = []
beforeEach(async () => {
  change.env = { refundLimitFen: 24_000 }
  ;[clerk, other] = [await aMember('finance'), await aMember('administrator')]
})

async function anAsker() {
  const payer = await aPayer()
  return { ...payer, key: { buyerId: payer.me.actor.id, requestId: await ask(payer.me, payer.orderId) } }
}
const grant = async (who: Ctx<Staff>, { key }: Pick<Awaited<ReturnType<typeof anAsker>>, 'key'>) =>
  approveRefund(who, key).then(
    (granted) => (granted ? 'granted' : 'waits'),
    (error) => outcome(Promise.reject(error)),
  )

describe('up to what one may grant in a day', () => {
  test('one is enough; beyond, another one has to agree, and the same one cannot', async () => {
    const askers = [await anAsker(), await anAsker(), await anAsker()]
    expect([await grant(clerk!, askers[0]!), await grant(clerk!, askers[1]!)]).toEqual(['granted', 'granted'])
    const [, , third] = askers
    expect(await grant(clerk!, third!)).toBe('waits')
    expect([await statusOf(third!.orderId), await refundsOf(third!.orderId)]).toEqual(['paid', []])
    expect(await grant(clerk!, third!)).toBe('refund_second_same')
    expect((await getRefundRequest(other!, third!.key.requestId)).proposedBy).toBe('周敏')
    expect(await grant(other!, third!)).toBe('granted')
    expect(await statusOf(third!.orderId)).toBe('refunding')
    expect(await recordsOf(third!.orderId)).toEqual(expect.arrayContaining(['refund.propose', 'refund.approve']))
    expect(await grant(other!, third!)).toBe('refund_decided')
  })

  test('a day later it counts anew; the day is that of China', async () => {
    for (const asker of [await anAsker(), await anAsker()]) expect(await grant(clerk!, asker)).toBe('granted')
    const [evening, night] = [at(clerk!, later(noon, hours(11.9))), at(clerk!, later(noon, hours(12.1)))]
    expect(await grant(evening, await anAsker())).toBe('waits')
    expect(await grant(night, await anAsker())).toBe('granted')
  })

  test('what took two is not counted to the one who agreed second', async () => {
    change.env = { refundLimitFen: 12_000 }
    const [first, large] = [await anAsker(), await anAsker()]
    expect([await grant(clerk!, first), await grant(clerk!, large), await grant(other!, large)]).toEqual(['granted', 'waits', 'granted'])
    expect(await grant(other!, await anAsker())).toBe('granted')
  })

  test('of many at once by one person no more are granted than one after the other', async () => {
    const askers = await Promise.all(Array.from({ length: 6 }, anAsker))
    const said = await Promise.all(askers.map((asker) => grant(clerk!, asker)))
    expect(said.filter((one) => one === 'granted')).toHaveLength(2)
    expect(said.filter((one) => one === 'waits')).toHaveLength(4)
  })

  test('two who agree at once: one proposes and the other grants, once', async () => {
    change.env = { refundLimitFen: 0 }
    const asker = await anAsker()
    expect((await Promise.all([grant(clerk!, asker), grant(other!, asker)])).sort()).toEqual(['granted', 'waits'])
    expect(await refundsOf(asker.orderId)).toHaveLength(1)
  })
})

test('what waits for a second can be declined by anyone of them, and asked for anew', async () => {
  change.env = { refundLimitFen: 0 }
  const asker = await anAsker()
  expect(await grant(clerk!, asker)).toBe('waits')
  await decline(asker.me, asker.key.requestId, clerk)
  expect(await statusOf(asker.orderId)).toBe('paid')
  const again = { key: { ...asker.key, requestId: await ask(asker.me, asker.orderId) } }
  expect([await grant(clerk!, again), await grant(other!, again)]).toEqual(['waits', 'granted'])
})

test('the whole order granted by who had proposed one of its people: the database still has two names or none', async () => {
  change.env = { refundLimitFen: 12_000 }
  const group = await aPaidGroup(2)
  await setProgram(group.programId, { refundDays: 30, refundMaxLearntPercent: 100 })
  const [{ item }] = group.seats as [(typeof group.seats)[number]]
  const one = {
    key: { buyerId: group.me.actor.id, requestId: await requestRefund(group.me, { orderId: group.orderId, itemId: item.id, reason }) },
  }
  change.env = { refundLimitFen: 0 }
  expect(await grant(clerk!, one)).toBe('waits')
  const [whole] = await db()
    .insert(refundRequests)
    .values({ buyerId: group.me.actor.id, orderId: group.orderId, reason, requestedAt: noon })
    .returning({ id: refundRequests.id })
  const all = { key: { buyerId: group.me.actor.id, requestId: whole!.id } }
  expect([await grant(other!, all), await grant(clerk!, all)]).toEqual(['waits', 'granted'])
  const rows = await db().select().from(refundRequests).where(eq(refundRequests.orderId, group.orderId))
  expect(rows.map(({ status }) => status)).toEqual(['approved', 'approved'])
})

test('without the right nobody proposes either', async () => {
  change.env = { refundLimitFen: 0 }
  const asker = await anAsker()
  const [reviewer, auditor] = [await aMember('reviewer'), await aMember('auditor')]
  expect(await outcomes([approveRefund(reviewer, asker.key), approveRefund(auditor, asker.key)])).toEqual(['not found', 'not found'])
})
