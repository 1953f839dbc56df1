import type { Page } from '@playwright/test'
import { formatDay } from '@/lib/shared/time'
import { anInvoiceNumber, anXml, aPdf } from '../support/invoice-files'
import { expect, inspect, refusal } from './portal'

/** What is done about an order that is paid: invoice and refund, by its buyer and at the desk of finance. */

/** The sample is taken back; the invoice that the tax bureau issued is uploaded with files of others. @returns its number and its XML */
export async function issueByHand(finance: Page, orderNumber: string, yuan: string): Promise<{ invoiceNumber: string; xml: Buffer }> {
  await expect(async () => {
    await finance.goto(`/admin/invoices?view=all&q=${orderNumber}`)
    await expect(finance.getByText('已开具')).toBeVisible({ timeout: 1000 })
  }).toPass({ timeout: 60_000 })
  await inspect(finance)
  await finance.getByRole('link', { name: /^查看/ }).click()
  await finance.getByRole('button', { name: '撤回样票，手工开具' }).click()
  await expect(finance.getByText('开票中')).toBeVisible()
  await inspect(finance)

  await finance.goto(`/admin/invoices?q=${orderNumber}`)
  await inspect(finance)
  const exported = finance.waitForEvent('download')
  await finance.getByRole('link', { name: '导出待开发票' }).click()
  expect((await exported).suggestedFilename()).toContain('待开发票')
  const invoiceNumber = anInvoiceNumber()
  const xml = anXml({ number: invoiceNumber, amount: yuan, day: formatDay(new Date()) })
  await finance.getByLabel('选择发票文件').setInputFiles([
    { name: `${orderNumber}.pdf`, mimeType: 'application/pdf', buffer: aPdf() },
    { name: `${orderNumber}.xml`, mimeType: 'text/xml', buffer: xml },
    { name: '其他.pdf', mimeType: 'application/pdf', buffer: aPdf() },
  ])
  await finance.getByRole('button', { name: '上传并开具' }).click()
  await expect(finance.getByText(`订单 ${orderNumber} 的发票已开具`)).toBeVisible()
  await expect(finance.getByText('文件名中没有订单号')).toBeVisible()
  await inspect(finance)
  return { invoiceNumber, xml }
}

/** The buyer, at the page of the order, sees the invoice and downloads both its files. */
export async function takeInvoice(page: Page, { invoiceNumber, xml }: { invoiceNumber: string; xml: Buffer }): Promise<void> {
  await expect(page.getByText(invoiceNumber)).toBeVisible()
  await inspect(page)
  const link = await page.getByRole('link', { name: /^下载发票/ }).getAttribute('href')
  expect(await (await page.request.get(link!)).body()).toEqual(aPdf())
  const saved = await page.request.get((await page.getByRole('link', { name: '下载 XML' }).getAttribute('href'))!)
  expect([saved.headers()['content-disposition']?.split(';')[0], await saved.body()]).toEqual(['attachment', xml])
}

/** 同意退款, the invoice reversed at the tax bureau and written down, the money back at the bank. */
export async function refundAndReverse(finance: Page, orderNumber: string, yuan: string): Promise<void> {
  const ofOrder = (link: RegExp) =>
    finance
      .getByRole('row', { name: new RegExp(orderNumber) })
      .getByRole('link', { name: link })
      .click()
  await finance.goto('/admin/refunds')
  await inspect(finance)
  await ofOrder(/^审核/)
  await expect(finance.getByText('申请时符合项目的退款规定')).toBeVisible()
  await finance.getByRole('button', { name: '驳回申请' }).click()
  await expect(refusal(finance)).toContainText('请填写驳回的理由')
  await inspect(finance)
  await finance.getByRole('button', { name: '同意退款' }).click()
  await expect(finance.getByRole('dialog', { name: `要退回 ¥${yuan} 吗？` })).toBeVisible()
  await inspect(finance)
  await finance.getByRole('button', { name: '确认退款' }).click()
  await expect(finance.getByText('已同意')).toBeVisible()
  await inspect(finance)
  await finance.goto('/admin/invoices?view=reversal')
  await ofOrder(/^查看/)
  await inspect(finance)
  await finance.getByLabel('红字发票号码').fill(anInvoiceNumber())
  await finance.getByRole('button', { name: '登记已红冲' }).click()
  await expect(finance.getByText('已红冲')).toBeVisible()
  await finance.goto(`/admin/orders/${orderNumber}`)
  await expect(finance.getByText('已退款')).toBeVisible({ timeout: 30_000 })
  await inspect(finance)
}

/** 申请退款 from the order; without a reason it is refused at its place. */
export async function askForRefund(page: Page): Promise<void> {
  await page.getByRole('link', { name: /申请退款/ }).click()
  await expect(page.getByRole('heading', { name: '申请退款' })).toBeVisible()
  await page.getByRole('button', { name: '提交退款申请' }).click()
  await expect(refusal(page)).toContainText('请填写退款原因。')
  await inspect(page)
  await page.getByLabel('退款原因').fill('报错了课程')
  await page.getByRole('button', { name: '提交退款申请' }).click()
  await expect(page.getByText('正在审核')).toBeVisible()
}

/** 发票 asked for after paying: each kind of buyer shows what it asks for; a public body needs no tax number. */
export async function askForInvoice(page: Page): Promise<void> {
  const card = page.getByRole('region', { name: '发票' })
  await expect(card.getByLabel('统一社会信用代码')).toBeVisible()
  await card.getByText('个人', { exact: true }).click()
  await expect(card.getByLabel('统一社会信用代码')).toBeHidden()
  await card.getByText('机关事业单位', { exact: true }).click()
  await expect(card.getByLabel('统一社会信用代码')).toBeHidden()
  await card.getByLabel('发票抬头').fill('唐山市示例机关服务中心')
  await card.getByRole('button', { name: '申请发票' }).click()
  await expect(card.getByRole('link', { name: /^下载发票/ })).toBeVisible({ timeout: 60_000 })
}
