import { eq } from 'drizzle-orm'
import { classes, courses, programs } from '@/db/schema/catalog'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { orderCourses } from '@/lib/checkout/order-courses'
import { getOrder } from '@/lib/checkout/queries'
import { requestRefund } from '@/lib/checkout/request-refund'
import { requestInvoice } from '@/lib/invoices/request-invoice'
import type { Actor, Ctx, Trainee } from '@/lib/shared/context'
import { days, formatDay, later } from '@/lib/shared/time'
import { deliverNotice, payAtBank } from '../support/bank'
import { anEnterprise } from '../support/enterprises'
import { orderSeats } from '../support/group-orders'
import { anInvoiceNumber, anXml, aPdf } from '../support/invoice-files'
import { expect, inspect, portalDb, refusal, register, signIn, signInAsStaff, sturdy, test } from './portal'

const nowFor = <A extends Actor>(somebody: Ctx<A>): Ctx<A> => ({ ...somebody, now: new Date(), db: portalDb() })
const title = { buyerKind: 'company' as const, title: '唐山云桥市政工程有限公司', taxNumber: '91130203MA0DEM0119' }

/** Somebody who paid for a course at the sandbox bank and wants an invoice. */
async function aPayer() {
  const person = await register()
  const me: Ctx<Trainee> = nowFor(person)
  const [course] = await me.db.select({ id: courses.id }).from(courses).where(eq(courses.slug, 'bim'))
  const orderId = await orderCourses(me, { courseIds: [course!.id], expectedFen: 4500, invoice: null, ownedConfirmed: false })
  await payAtBank(me, orderId)
  await deliverNotice(me, orderId)
  await requestInvoice(nowFor(person), { orderId, title })
  return { person, orderId, number: (await getOrder(me, orderId)).order.number }
}

/** An enterprise that announced to pay for two of its people by transfer. */
async function aTransfer() {
  portalDb()
  const enterprise = nowFor(await anEnterprise({ name: '唐山转账测试有限公司' }))
  const { now, db } = enterprise
  const [program] = await db
    .select({ id: programs.id, feeFen: programs.feeFen })
    .from(programs)
    .where(eq(programs.selectionTiming, 'after_payment'))
  const dates = {
    enrolFrom: later(now, -days(1)),
    enrolUntil: later(now, days(1)),
    studyFrom: later(now, -days(1)),
    studyUntil: later(now, days(90)),
  }
  const [row] = await db
    .insert(classes)
    .values({ programId: program!.id, regionCode: '130203', title: '转账班', seats: 5, ...dates })
    .returning({ id: classes.id })
  const orderId = await orderSeats(enterprise, row!.id, [nowFor(await register()), nowFor(await register({ phone: '13700000001' }))], null)
  await announceTransfer(enterprise, orderId)
  return { number: (await getOrder(enterprise, orderId)).order.number, yuan: (2 * program!.feeFen) / 100 }
}

test('an invoice is issued by hand and taken by its buyer; the order is refunded and the invoice reversed', async ({ page, browser }) => {
  const { person, orderId, number } = await aPayer()
  const desk = await browser.newContext()
  const finance = await desk.newPage()
  await signInAsStaff(finance, 'finance')
  await expect(async () => {
    await finance.goto(`/admin/invoices?view=all&q=${number}`)
    await expect(finance.getByText('已开具')).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  await inspect(finance)
  await finance.getByRole('link', { name: /^查看/ }).click()
  await finance.getByRole('button', { name: '撤回样票，手工开具' }).click()
  await expect(finance.getByText('开票中')).toBeVisible()
  await inspect(finance)

  await finance.goto(`/admin/invoices?q=${number}`)
  await inspect(finance)
  const exported = finance.waitForEvent('download')
  await finance.getByRole('link', { name: '导出待开发票' }).click()
  expect((await exported).suggestedFilename()).toContain('待开发票')
  const invoiceNumber = anInvoiceNumber()
  const xml = anXml({ number: invoiceNumber, amount: '45.00', day: formatDay(new Date()) })
  await finance.getByLabel('选择发票文件').setInputFiles([
    { name: `${number}.pdf`, mimeType: 'application/pdf', buffer: aPdf() },
    { name: `${number}.xml`, mimeType: 'text/xml', buffer: xml },
    { name: '其他.pdf', mimeType: 'application/pdf', buffer: aPdf() },
  ])
  await finance.getByRole('button', { name: '上传并开具' }).click()
  await expect(finance.getByText(`订单 ${number} 的发票已开具`)).toBeVisible()
  await expect(finance.getByText('文件名中没有订单号')).toBeVisible()
  await inspect(finance)

  await signIn(page, person.idNumber, sturdy)
  await page.goto(`/orders/${orderId}`)
  await expect(page.getByText(invoiceNumber)).toBeVisible()
  await inspect(page)
  const link = await page.getByRole('link', { name: /^下载发票/ }).getAttribute('href')
  expect(await (await page.request.get(link!)).body()).toEqual(aPdf())
  const saved = await page.request.get((await page.getByRole('link', { name: '下载 XML' }).getAttribute('href'))!)
  expect([saved.headers()['content-disposition']?.split(';')[0], await saved.body()]).toEqual(['attachment', xml])

  await requestRefund(nowFor(person), { orderId, reason: '报错了课程' })
  await finance.goto('/admin/refunds')
  await inspect(finance)
  await finance
    .getByRole('row', { name: new RegExp(number) })
    .getByRole('link', { name: /^审核/ })
    .click()
  await expect(finance.getByText('申请时符合项目的退款规定')).toBeVisible()
  await finance.getByRole('button', { name: '驳回申请' }).click()
  await expect(refusal(finance)).toContainText('请填写驳回的理由')
  await inspect(finance)
  await finance.getByRole('button', { name: '同意退款' }).click()
  await expect(finance.getByText('已同意')).toBeVisible()
  await inspect(finance)
  await finance.goto('/admin/invoices?view=reversal')
  await finance
    .getByRole('row', { name: new RegExp(number) })
    .getByRole('link', { name: /^查看/ })
    .click()
  await inspect(finance)
  await finance.getByLabel('红字发票号码').fill(anInvoiceNumber())
  await finance.getByRole('button', { name: '登记已红冲' }).click()
  await expect(finance.getByText('已红冲')).toBeVisible()
  await finance.goto(`/admin/orders/${number}`)
  await expect(finance.getByText('已退款')).toBeVisible({ timeout: 30_000 })
  await inspect(finance)
  await page.reload()
  await expect(page.getByText('款项已原路退回。')).toBeVisible()
  await desk.close()
})

test.describe('390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('a transfer is confirmed, and stands in the books of the day', async ({ page }) => {
    const { number, yuan } = await aTransfer()
    await signInAsStaff(page, 'finance')
    await page.goto('/admin/transfers')
    await inspect(page)
    await page
      .getByRole('row', { name: new RegExp(number) })
      .getByRole('link', { name: /^确认到账/ })
      .click()
    await page.getByLabel('到账金额（元）').fill('1.00')
    await page.getByLabel('银行流水号').fill(`BANK${number}`)
    await page.getByRole('button', { name: '确认到账' }).click()
    await expect(refusal(page)).toContainText('与填写的到账金额不一致')
    await inspect(page)
    await page.getByLabel('到账金额（元）').fill(`${yuan.toFixed(2)}`)
    await page.getByRole('button', { name: '确认到账' }).click()
    await expect(page.getByText(`BANK${number}`)).toBeVisible()
    await page.goto(`/admin/orders/${number}`)
    await expect(page.getByText('已支付')).toBeVisible()
    await inspect(page)
    await page.goto('/admin/reports?by=class')
    await expect(page.getByRole('cell', { name: '转账班' })).toBeVisible()
    await inspect(page)
    await page.goto('/admin/reports/reconciliation')
    await inspect(page)
    await page.getByRole('link', { name: new RegExp(`${formatDay(new Date())}\\s*对公转账`) }).click()
    await expect(page.getByRole('link', { name: number })).toBeVisible()
    await inspect(page)
  })
})

test('a notice is written, published with an attachment, and read by a visitor; without scripts it is HTML', async ({ page, browser }) => {
  const desk = await browser.newContext()
  const editor = await desk.newPage()
  await signInAsStaff(editor, 'editor')
  await editor.goto('/admin/notices')
  await inspect(editor)
  await editor.getByRole('link', { name: '写一篇' }).click()
  const name = `关于缴费时间的通知 ${Date.now()}`
  await expect(editor.getByRole('heading', { name: '写一篇' })).toBeVisible()
  await editor.getByLabel('标题', { exact: true }).fill(name)
  await editor.getByRole('textbox', { name: '正文' }).fill('请在月底前完成缴费。')
  await editor.getByRole('textbox', { name: '正文' }).press('Control+a')
  await editor.getByRole('button', { name: '加粗' }).click()
  await editor.getByLabel('栏目').selectOption('平台公告')
  await inspect(editor)
  await editor.getByText('立即发布').click()
  await editor.getByRole('button', { name: '保存' }).click()
  await expect(editor.getByText('已保存。')).toBeVisible()
  await editor.getByLabel('选择附件').setInputFiles({ name: '缴费说明.pdf', mimeType: 'application/pdf', buffer: aPdf() })
  await editor.getByRole('button', { name: '添加附件' }).click()
  await expect(editor.getByRole('link', { name: '缴费说明.pdf' })).toBeVisible()
  await inspect(editor)
  await editor.getByRole('link', { name: '预览' }).click()
  await expect(editor.getByRole('heading', { name })).toBeVisible()
  await inspect(editor)

  await page.goto('/notices?category=announcement')
  await page.getByRole('link', { name }).click()
  await expect(page.locator('.article strong')).toHaveText('请在月底前完成缴费。')
  await inspect(page)
  const file = await page.request.get((await page.getByRole('link', { name: '缴费说明.pdf' }).getAttribute('href'))!)
  expect([file.headers()['x-content-type-options'], file.headers()['content-disposition']?.split(';')[0]]).toEqual([
    'nosniff',
    'attachment',
  ])
  expect(await file.body()).toEqual(aPdf())

  const bare = await browser.newContext({ javaScriptEnabled: false })
  const plain = await bare.newPage()
  await signInAsStaff(plain, 'editor')
  await plain.goto('/admin/notices/new')
  await plain.getByLabel('标题', { exact: true }).fill('没有脚本')
  await plain.getByRole('textbox', { name: '正文' }).fill('<p>好<script>alert(1)</script></p>')
  await plain.getByLabel('栏目').selectOption('常见问题')
  await plain.getByRole('button', { name: '保存' }).click()
  await expect(plain.getByText('已保存。')).toBeVisible()
  await expect(plain.getByRole('textbox', { name: '正文' })).toHaveValue('<p>好</p>')
  await bare.close()
  await desk.close()
})
