import { randomInt } from 'node:crypto'
import { aCreditCode } from '../support/enterprises'
import { aPdf } from '../support/licences'
import { aDoubtfulCode, codeField, enterGroup, heading, licence, openAsReviewer, registerUnit } from './grouping'
import { expect, inspect, password, refusal, sturdy, test } from './portal'
import { aPhone } from './registering'

test('集体注册 → rejected → the reason → corrected → approved → home', async ({ page, browser }) => {
  const unit = { name: `唐山云桥第${randomInt(1_000_000)}公司`, code: aDoubtfulCode(), phone: aPhone() }
  await registerUnit(page, unit)
  await page.goto('/group/enroll') // nothing of an approved one opens yet
  await heading(page, '等待审核')

  const desk = await (await browser.newContext({ baseURL: process.env.PORTAL })).newPage()
  await openAsReviewer(desk, unit)
  await expect(desk.getByText('校验位不符')).toBeVisible()
  await expect(licence(desk)).toHaveJSProperty('complete', true)
  expect(await licence(desk).evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1200)
  await inspect(desk)
  await desk.getByRole('button', { name: '驳回' }).click()
  await expect(refusal(desk)).toContainText('请写明驳回的原因')
  await desk.getByLabel('驳回原因').fill('代码与执照不一致。')
  await desk.getByRole('button', { name: '驳回' }).click()
  await expect(desk.getByText('已驳回，短信通知单位。')).toBeVisible()

  await page.reload()
  await heading(page, '注册未通过')
  await expect(page.getByText('代码与执照不一致。')).toBeVisible()
  await inspect(page)
  await page.getByRole('link', { name: '修改后重新提交' }).click()
  await heading(page, '修改注册信息')
  await expect(page.getByLabel('单位名称')).toHaveValue(unit.name)
  await page.locator('#licence').setInputFiles({ name: 'licence.pdf', mimeType: 'application/pdf', buffer: aPdf() })
  await expect(page.getByRole('link', { name: '下载营业执照（PDF）' })).toBeVisible()
  await inspect(page)
  const right = aCreditCode()
  await codeField(page).fill(right)
  await page.getByLabel('税号').fill(right)
  await page.getByRole('button', { name: '重新提交' }).click()
  await heading(page, '等待审核')

  await openAsReviewer(desk, { ...unit, code: right })
  await expect(desk.getByText('改了代码、发票信息')).toBeVisible()
  await expect(desk.getByText('校验位不符')).toHaveCount(0)
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: '下载营业执照（PDF）' }).click()])
  expect(download.suggestedFilename()).toBe('营业执照.pdf')
  await desk.getByRole('button', { name: '通过' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '通过' }).click()
  await expect(desk.getByText('已通过，短信通知单位。')).toBeVisible()

  await page.context().clearCookies()
  await enterGroup(page, right, sturdy)
  await heading(page, '单位首页')
  await expect(page.getByRole('link', { name: '我要报名' })).toBeVisible()
  await expect(page.locator('summary').getByText(right)).toBeVisible()
  await inspect(page)
  await page.goto('/group/profile')
  await expect(page.getByText(`${unit.phone.slice(0, 3)}****${unit.phone.slice(-4)}`)).toBeVisible()
  await inspect(page)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('集体注册 is filled in with the thumb; the demo’s employer finds its menu', async ({ page }) => {
    await registerUnit(page, { name: '唐山云桥手机公司', code: aDoubtfulCode(), phone: aPhone() })
    await page.context().clearCookies()
    await page.goto('/group/people')
    await expect(page.getByText('请先登录，登录后回到刚才的页面。')).toBeVisible()
    await inspect(page)
    await enterGroup(page, '91130203MA0DEM0119', password)
    await heading(page, '单位首页')
    const [session] = (await page.context().cookies()).filter(({ name }) => name === 'enterprise-session')
    for (const [cookie, path, sign] of [
      ['session', '/classes', '学员登录'],
      ['staff-session', '/admin', '工作人员登录'],
    ] as const) {
      await page.context().addCookies([{ ...session!, name: cookie }]) // the same token at another door
      await page.goto(path)
      await expect(page.getByRole('heading', { name: sign })).toBeVisible()
    }
    await page.goto('/group')
    await page.getByLabel('单位菜单').click()
    await expect(page.getByRole('link', { name: '职工进度', exact: true }).first()).toBeVisible()
    await page.getByRole('button', { name: '退出登录' }).click()
    await heading(page, '单位登录')
  })
})
