import { and, eq } from 'drizzle-orm'
import { classes, courses, programs } from '@/db/schema/catalog'
import { orders, refundRequests } from '@/db/schema/checkout'
import { approveRefund, declineRefund } from '@/lib/checkout/decide-refund'
import { expireOrders } from '@/lib/checkout/end-order'
import { orderCourses } from '@/lib/checkout/order-courses'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { signMessage } from '@/lib/sandbox-bank/message'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { days, later, minutes } from '@/lib/shared/time'
import { aCharge, deliverNotice, noticeFor, payAtBank, payTooLate } from '../support/bank'
import { aStaff } from '../support/staff'
import { asSystem } from '../support/world'
import { askForInvoice, askForRefund } from './bookkeeping'
import { expect, inspect, portalDb, refusal, register, signIn, sturdy, test } from './portal'

const sizes = { 1280: { width: 1280, height: 900 }, 390: { width: 390, height: 844 } }

const nowFor = (person: Ctx<Trainee>): Ctx<Trainee> => ({ ...person, now: new Date(), db: portalDb() })

/** Two single courses, chosen and not paid yet. */
async function orderTwo(me: Ctx<Trainee>): Promise<string> {
  const wanted = await me.db.select({ id: courses.id, title: courses.title }).from(courses).where(eq(courses.slug, 'bim'))
  const more = await me.db.select({ id: courses.id }).from(courses).where(eq(courses.slug, 'utility-tunnel'))
  const courseIds = [...wanted, ...more].map(({ id }) => id)
  return orderCourses(me, { courseIds, expectedFen: 8500, invoice: null, ownedConfirmed: false })
}

/** A class of its own, with one seat, of a programme of the demo. */
async function aSmallClass(regionCode: string): Promise<string> {
  const db = portalDb()
  const [program] = await db
    .select({ id: programs.id })
    .from(programs)
    .where(and(eq(programs.selectionTiming, 'after_payment'), eq(programs.year, 2026)))
  const [now, programId] = [new Date(), program!.id]
  const dates = {
    enrolFrom: later(now, -days(1)),
    enrolUntil: later(now, days(1)),
    studyFrom: later(now, -days(1)),
    studyUntil: later(now, days(90)),
  }
  const [row] = await db
    .insert(classes)
    .values({ programId, regionCode, title: '2026年度补报班', seats: 1, ...dates })
    .returning({ id: classes.id })
  return row!.id
}

for (const viewport of Object.values(sizes)) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport })

    test('a payment that failed and was left is paid with another method', async ({ page }) => {
      const me = await register()
      const orderId = await orderTwo(nowFor(me))
      await signIn(page, me.idNumber, sturdy)
      await page.goto(`/orders/${orderId}`)
      await inspect(page)
      await page.getByRole('button', { name: '立即支付' }).click()
      await expect(page.getByRole('heading', { name: '银行缴费' })).toBeVisible()
      await expect(page.getByText('微信支付')).toBeVisible()
      await inspect(page)
      await page.getByText('演示选项').click()
      await page.getByLabel('付款失败').check()
      await page.getByRole('button', { name: '确认付款' }).click()
      await expect(refusal(page)).toContainText('付款没有成功')
      await inspect(page)
      await page.getByRole('link', { name: '离开，暂不付款' }).click()
      await expect(page.getByText('还没有收到您的付款，没有扣款。')).toBeVisible()
      await inspect(page)
      await page.getByText('支付宝').click()
      await page.getByRole('button', { name: '立即支付' }).click()
      await expect(page.getByText('付款方式')).toBeVisible()
      await page.getByRole('button', { name: '确认付款' }).click()
      await expect(page.getByText('付款成功。银行会自行通知商户')).toBeVisible()
      await inspect(page)
      await page.getByRole('link', { name: '返回商家' }).click()
      await expect(page.getByText('支付成功，课程已开通。')).toBeVisible()
      await expect(page.getByText('支付宝')).toBeVisible()
      await expect(page.getByRole('region', { name: /^课程/ }).getByRole('link')).toHaveCount(2)
      await inspect(page)
      await page.goto('/orders')
      await expect(page.getByText('等 2 门课程')).toBeVisible()
      await inspect(page)
    })

    test('a refund is asked for, declined with an answer, asked for again and granted', async ({ page, expectConsole }) => {
      const me = await register()
      const buyer = nowFor(me)
      const orderId = await orderTwo(buyer)
      await payAtBank(buyer, orderId)
      await deliverNotice(nowFor(me), orderId)
      const learn = `/learn/${(await getOrder(buyer, orderId)).items[0]!.studyId}`
      await signIn(page, me.idNumber, sturdy)
      await page.goto(`/orders/${orderId}`)
      await askForInvoice(page)
      await askForRefund(page)
      await expect(page.getByText('正在审核')).toBeVisible()
      await inspect(page)
      await page.goto('/orders')
      await expect(page.getByText('退款审核中')).toBeVisible()

      await declineRefund(aStaff('finance', new Date(), null, portalDb()), {
        ...(await openRequest(me, orderId)),
        answer: '课程资料已下载，请先说明情况。',
      })
      await page.goto(`/orders/${orderId}`)
      await expect(page.getByText('课程资料已下载，请先说明情况。')).toBeVisible()
      await inspect(page)

      await askForRefund(page)
      await approveRefund(aStaff('finance', new Date(), null, portalDb()), await openRequest(me, orderId))
      await page.goto(`/orders/${orderId}`)
      await expect(page.getByText('款项已原路退回。')).toBeVisible({ timeout: 30_000 }) // by the job, seen without reloading
      await expect(page.getByText('订单已退款，发票已红冲')).toBeVisible()
      await inspect(page)
      expectConsole(/404/)
      expect((await page.goto(learn))!.status()).toBe(404)
      await page.goto('/my-courses')
      await expect(page.getByText('暂无自主选的课程')).toBeVisible()
    })
  })
}

test('money that comes after the order expired opens the class while a seat is left, else it goes back', async ({ page, request }) => {
  for (const [seats, region, words] of [
    [1, '130224', '班级已开通。'],
    [0, '130225', '款项已原路退回。'],
  ] as const) {
    const me = await register()
    const buyer = nowFor(me)
    const classId = await aSmallClass(region)
    const orderId = await placeOrder(buyer, { classId, invoice: null, otherRegionReason: '长期派驻当地' })
    const { order } = await getOrder(buyer, orderId)
    await portalDb()
      .update(orders)
      .set({ expiresAt: later(buyer.now, -minutes(1)) })
      .where(eq(orders.id, orderId))
    await expireOrders({ ...asSystem(new Date()), db: portalDb() })
    if (seats === 0) {
      const quick = nowFor(await register())
      const theirs = await placeOrder(quick, { classId, invoice: null, otherRegionReason: '长期派驻当地' })
      await receivePayment({ ...asSystem(quick.now), db: portalDb() }, 'sandbox', await noticeFor(quick, theirs))
    }
    await page.context().clearCookies()
    await signIn(page, me.idNumber, sturdy)
    await page.goto(`/orders/${orderId}`)
    await expect(page.getByText('订单已过期，没有扣款。')).toBeVisible()
    await inspect(page)

    await payTooLate(nowFor(me), orderId)
    const { number } = await aCharge(nowFor(me), orderId)
    const notice = JSON.stringify({
      orderNumber: number,
      tradeNumber: `SB${number}`,
      amountFen: order.amountFen,
      method: 'wechat',
      paidAt: new Date(),
    })
    const headers = { 'content-type': 'application/json', ...signMessage(notice, new Date()) }
    for (const _ of [1, 2])
      expect((await request.post('/api/payments/sandbox/notify', { data: Buffer.from(notice), headers })).status()).toBe(200)
    await page.reload()
    await expect(page.getByText(words)).toBeVisible({ timeout: 30_000 })
    await inspect(page)
  }
})

async function openRequest(me: Ctx<Trainee>, orderId: string) {
  const [request] = await portalDb()
    .select({ requestId: refundRequests.id })
    .from(refundRequests)
    .where(and(eq(refundRequests.buyerId, me.actor.id), eq(refundRequests.orderId, orderId), eq(refundRequests.status, 'open')))
  return { buyerId: me.actor.id, requestId: request!.requestId }
}
