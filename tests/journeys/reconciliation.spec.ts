import { sandboxTrades } from '@/db/schema/sandbox-bank'
import { days, formatDay, later } from '@/lib/shared/time'
import { expect, inspect, portalDb, refusal, signInAsStaff, test } from './portal'

/** The bank took money on a day long ago of which nobody here knows; `n`: a day of its own for each who asks. */
async function anUnknownPayment(n: number) {
  const paidAt = later(new Date(`${formatDay(new Date())}T12:00:00+08:00`), -days(100 + n))
  const number = `SHOP${Date.now()}${n}`
  const trade = { orderNumber: number, tradeNumber: `SB${number}`, subject: '讲座门票', amountFen: 3580, method: 'wechat' }
  await portalDb()
    .insert(sandboxTrades)
    .values({ ...trade, status: 'paid', notifyUrl: '', returnUrl: '', expiresAt: paidAt, paidAt })
  return { day: formatDay(paidAt), tradeNumber: trade.tradeNumber }
}

for (const [n, viewport] of [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
].entries())
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport })

    test('a bill is fetched, its unknown line is found and settled, the day is closed and stands in the books', async ({ page }) => {
      const { day, tradeNumber } = await anUnknownPayment(n)
      await signInAsStaff(page, 'finance')
      await page.goto(`/admin/reconciliation/sandbox/${day}`)
      await expect(page.getByText('还没有这一天的账单')).toBeVisible()
      await inspect(page)
      await page.getByRole('button', { name: '现在取账单' }).click()
      await expect(page.getByText('1 项差异')).toBeVisible()
      await expect(page.getByRole('heading', { name: '账单有收款，本平台没有' })).toBeVisible()
      await inspect(page)

      await page.getByRole('button', { name: '关账' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '关账' }).click()
      await expect(refusal(page)).toContainText('还有差异没有处理')

      await page.goto(`/admin/reconciliation?month=${day.slice(0, 7)}`)
      await expect(page.getByText(tradeNumber)).toBeVisible()
      await inspect(page)
      await page.getByRole('listitem').filter({ hasText: tradeNumber }).getByRole('link', { name: day }).click()
      await expect(page.getByRole('heading', { level: 1 })).toContainText(day)
      await page.getByText('登记处理结果').click()
      await page.getByRole('button', { name: '登记', exact: true }).click()
      await expect(page.getByRole('link', { name: '请选择怎样处理。' })).toBeVisible()
      await inspect(page)
      await page.getByText('不属于本平台', { exact: true }).click()
      await page.getByLabel('情况说明').fill('同一商户号上卖的讲座门票')
      await page.getByRole('button', { name: '登记', exact: true }).click()
      await expect(page.getByText('同一商户号上卖的讲座门票')).toBeVisible()

      await page.getByRole('button', { name: '关账' }).click()
      await page.getByRole('dialog').getByRole('button', { name: '关账' }).click()
      await expect(page.getByText('已关账')).toBeVisible()
      await inspect(page)

      await page.goto('/admin/reconciliation/ledger')
      await expect(page.getByRole('heading', { name: '账簿' })).toBeVisible()
      await inspect(page)
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: '导出 Excel' }).click()])
      expect(file.suggestedFilename()).toMatch(/^账簿-\d{4}-\d{2}\.xlsx$/)
    })
  })
