import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { Ctx, Enterprise, Staff, Trainee } from '@/lib/shared/context'
import { formatChineseDay, formatDay, untilEndOf } from '@/lib/shared/time'
import { deskWork, enterprises, publicPages } from '../support/desk-states'
import { anEnterprise } from '../support/enterprises'
import { learners } from '../support/learning-states'
import { groupsOrders, orderStates, traineesOrders } from '../support/money-states'
import { deskLists, type Pages, pagesOfEnterprise, pagesOfTrainee } from '../support/pages-of'
import { addresses, opened, openPage } from '../support/rendered'
import { aMember } from '../support/staff'
import { asVisitor, aTrainee, at } from '../support/world'

vi.mock('next/headers', async () => (await import('../support/browser')).nextHeaders)

/*
 * Every page that shows something of somebody, in every state it can be in: none is broken. What is not there any more, or is not theirs to
 * see, may say so; what the desk lists it opens. The classes end as classes do, at midnight; no page shows the day after, but as part of a
 * moment: a paper may be handed in for a while.
 */

const ends = { enrolUntil: untilEndOf('2026-07-30'), studyUntil: untilEndOf('2027-03-30') }
const dayAfter = new RegExp(
  [ends.enrolUntil, ends.studyUntil]
    .map((until) => formatDay(new Date(until)))
    .flatMap((day) => [`${day}(?! \\d\\d:\\d\\d)`, formatChineseDay(day)])
    .join('|'),
)

let admin: Ctx<Staff>
beforeAll(async () => {
  admin = await aMember('administrator')
})

async function brokenPages(who: Ctx, addresses: string[], shown: boolean): Promise<string[]> {
  const broken: string[] = []
  for (const address of new Set(addresses)) {
    const html = await openPage(who, address).catch((error: Error) => `broken: ${error.message} ${error.stack?.split('\n')[1]}`)
    if (html.startsWith('broken') || (shown && html === 'missing')) broken.push(`${address} ${html}`)
    else if (dayAfter.test(html)) broken.push(`${address} shows ${dayAfter.exec(html)?.[0]}`)
  }
  return broken
}

async function everywhere(me: Ctx<Trainee | Enterprise>, { own, desk, public: open }: Pages): Promise<string[]> {
  const clerk = at(admin, me.now)
  return [
    ...(await brokenPages(me, [...own, ...open], false)),
    ...(await brokenPages({ ...me, actor: { kind: 'visitor', address: '10.0.0.1' } }, open, true)),
    ...(await brokenPages(clerk, desk, true)),
  ]
}

describe.each(Object.entries(traineesOrders))('a trainee’s orders: %s', (_, state) => {
  test('opens wherever it is shown', async () => {
    const me = (await state(ends)) as Ctx<Trainee>
    expect(await everywhere(me, await pagesOfTrainee(me.actor.id))).toEqual([])
  })
})

describe.each(Object.entries(groupsOrders))('an enterprise’s orders: %s', (_, state) => {
  test('opens wherever it is shown', async () => {
    const me = (await state(ends)) as Ctx<Enterprise>
    expect(await everywhere(me, await pagesOfEnterprise(me.actor.id))).toEqual([])
  })
})

describe.each(Object.entries(learners))('somebody who learns: %s', (_, state) => {
  test('opens wherever it is shown', async () => {
    const me = await state(ends)
    expect(await everywhere(me, await pagesOfTrainee(me.actor.id))).toEqual([])
  })
})

describe.each(Object.entries(enterprises))('an enterprise: %s', (_, state) => {
  test('opens wherever it is shown', async () => {
    const me = await state(ends)
    expect(await everywhere(me, await pagesOfEnterprise(me.actor.id))).toEqual([])
  })
})

test.each(Object.entries(deskWork))('at the desk: %s', async (_, make) => {
  expect(await brokenPages(admin, await make(ends), true)).toEqual([])
})

describe('whoever opens it', () => {
  let everybody: Ctx[]
  let plain: string[]
  beforeAll(async () => {
    plain = [...[...addresses.keys()].filter((address) => !address.includes('[')), ...(await publicPages())]
    everybody = [asVisitor(), await aTrainee(), await anEnterprise(), await anEnterprise({ status: 'pending' }), admin]
  })
  test.each([0, 1, 2, 3, 4])('no page without an object is broken for somebody at door %d', { timeout: 60_000 }, async (door) => {
    expect(await brokenPages(everybody[door]!, plain, false)).toEqual([])
  })
})

/** Whose object is made elsewhere: by a passkey in a browser, and by going to pay. */
const openedElsewhere = ['/admin/account/passkeys/[passkeyId]', '/bank/[orderNumber]']

afterAll(async () => {
  expect(await brokenPages(admin, deskLists, true)).toEqual([]) // with all of it on them
  expect(await orderStates()).toEqual(['cancelled', 'expired', 'paid', 'pending', 'refunded', 'refunding'])
  expect([...addresses.keys()].filter((address) => !opened.has(address)).sort()).toEqual(openedElsewhere)
})
