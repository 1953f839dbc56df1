import { eq } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { announceTransfer } from '@/lib/checkout/announce-transfer'
import { getOrder } from '@/lib/checkout/queries'
import type { Actor, Ctx } from '@/lib/shared/context'
import { days, formatDay, later } from '@/lib/shared/time'
import { anEnterprise } from '../support/enterprises'
import { orderSeats } from '../support/group-orders'
import { aPdf } from '../support/invoice-files'
import { expect, inspect, portalDb, refusal, register, signInAsStaff, test } from './portal'

const nowFor = <A extends Actor>(somebody: Ctx<A>): Ctx<A> => ({ ...somebody, now: new Date(), db: portalDb() })

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

test.describe('390 px', () => {
  test.use({ viewport: { width: 390, height: 844 } })

  test('a transfer comes in two parts, is confirmed, and stands in the books of the day', async ({ page }) => {
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
    await expect(refusal(page)).toContainText('填写的是 ¥1.00')
    await inspect(page)
    await page.getByLabel('金额与应收不一致，照实登记').check()
    await page.getByRole('button', { name: '确认到账' }).click()
    await page
      .getByRole('row', { name: new RegExp(number) })
      .getByRole('link', { name: /^确认到账/ })
      .click()
    await expect(page.getByText('还差')).toBeVisible()
    await inspect(page)
    await page.getByLabel('到账金额（元）').fill((yuan - 1).toFixed(2))
    await page.getByLabel('银行流水号').fill(`BANK2${number}`)
    await page.getByRole('button', { name: '确认到账' }).click()
    await expect(page.getByText(`BANK2${number}`)).toBeVisible()
    await page.goto(`/admin/orders/${number}`)
    await expect(page.getByText('已支付')).toBeVisible()
    for (const reference of [`BANK${number}`, `BANK2${number}`]) await expect(page.getByText(reference, { exact: true })).toBeVisible()
    await inspect(page)
    await page.goto('/admin/reports?by=class')
    await expect(page.getByRole('cell', { name: '转账班' })).toBeVisible()
    await inspect(page)
    await page.goto('/admin/reconciliation')
    await inspect(page)
    await page.getByRole('link', { name: new RegExp(`${formatDay(new Date())}\\s*对公转账`) }).click()
    await expect(page.getByRole('link', { name: number })).toHaveCount(2)
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

for (const viewport of [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
])
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport })

    test('a bank’s statement is looked through: what agrees is booked at once, the rest says what it is', async ({ page }) => {
      const { number, yuan } = await aTransfer()
      await signInAsStaff(page, 'finance')
      await page.goto('/admin/transfers')
      await page.getByRole('link', { name: '导入银行流水' }).click()
      await inspect(page)
      const [head, at] = ['交易日期,流水号,收入金额,对方户名,附言', formatDay(new Date()).replaceAll('-', '')]
      const csv = `${head}\n${at},ST${number},${yuan}.00,唐山转账测试有限公司,培训费 ${number}\n${at},ST2${number},8.80,某公司,利息\n`
      const choose = (name: string, body: string) =>
        page.locator('input[name=statement]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(body) })
      await choose('说明.csv', '姓名,电话\n张三,1\n')
      await expect(page.getByText('没有找到表头')).toBeVisible()
      await inspect(page)
      await choose('流水.csv', csv)
      await expect(page.getByText('一致', { exact: true })).toBeVisible()
      await expect(page.getByRole('checkbox')).toBeChecked()
      await inspect(page)
      await page.getByRole('button', { name: '登记勾选的款项' }).click()
      await expect(page.getByText('已登记 1 笔。')).toBeVisible()
      await expect(page.getByText('已登记', { exact: true })).toBeVisible()
      await inspect(page)
      await page.goto(`/admin/orders/${number}`)
      await expect(page.getByText('已支付')).toBeVisible()
    })
  })
