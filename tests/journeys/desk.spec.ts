import { eq } from 'drizzle-orm'
import { accounts } from '@/db/schema/identity'
import { totpAt } from '@/lib/identity/totp'
import { aMember } from '../support/staff'
import { expect, fillSignIn, inspect, portalDb, refusal, register, signInAsStaff, sturdy, test } from './portal'

test('an administrator signs in for the first time: QR code, a code, a password of one’s own, recovery codes', async ({ page }) => {
  const db = portalDb()
  const userName = `admin-${Date.now()}`
  const member = await aMember('administrator', { userName, totp: false })
  await db.update(accounts).set({ mustActivate: true }).where(eq(accounts.id, member.actor.id))

  await page.goto('/admin/staff')
  await expect(page.getByText('登录后回到刚才的页面')).toBeVisible()
  await inspect(page)
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('密码', { exact: true }).fill('not-this-one')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(refusal(page)).toContainText('用户名或密码不对，请核对后重试')
  await page.getByLabel('密码', { exact: true }).fill(sturdy)
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByRole('img', { name: '动态口令的二维码' })).toBeVisible()
  await inspect(page)
  const secret = (await page.locator('.totp-offer code').textContent())!.replace(/\s/g, '')
  await page.getByLabel('动态口令').fill('000000')
  await page.getByRole('button', { name: '确认' }).click()
  await expect(refusal(page)).toContainText('动态口令或恢复码不对')
  await page.getByLabel('动态口令').fill(totpAt(secret, new Date()).code)
  await page.getByRole('button', { name: '确认' }).click()
  await expect(page.getByRole('heading', { name: '设置新密码' })).toBeVisible()
  await inspect(page)
  await page.getByLabel('新密码', { exact: true }).fill('Larch-tree-hut-5')
  await page.getByLabel('再填一次新密码').fill('Larch-tree-hut-5')
  await page.getByRole('button', { name: '保存并登录' }).click()
  await expect(page.getByRole('heading', { name: '恢复码' })).toBeVisible()
  await inspect(page)
  const codes = await page.locator('.recovery-codes code').allTextContents()
  expect(codes).toHaveLength(10)
  await page.getByRole('button', { name: '已经保存好' }).click()
  await expect(page.getByRole('heading', { name: '今日', level: 1 })).toBeVisible()
  await inspect(page)
  await page.goto('/admin/account/codes')
  await expect(page.getByRole('heading', { name: '密码与动态口令' })).toBeVisible() // told once
  await inspect(page)

  await page.locator('.who').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '工作人员登录' })).toBeVisible()
  await page.getByLabel('用户名').fill(userName.toUpperCase())
  await page.getByLabel('密码', { exact: true }).fill('Larch-tree-hut-5')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('动态口令').fill(codes[0]!)
  await inspect(page)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('heading', { name: '今日', level: 1 })).toBeVisible()
  for (const address of [
    '/admin/people',
    '/admin/corrections',
    '/admin/rosters',
    '/admin/jobs',
    '/admin/audit',
    '/admin/staff',
    '/admin/staff/new',
  ]) {
    await page.goto(address)
    await inspect(page)
  }
})

test('a hotline clerk finds a person by the number, looks with a reason, and resets the password', async ({
  page,
  browser,
  expectConsole,
}) => {
  const me = await register({ name: '钱春兰' })
  const elsewhere = await browser.newContext()
  const home = await elsewhere.newPage()
  await home.goto('/')
  await fillSignIn(home, me.idNumber, sturdy)
  await expect(home.getByRole('link', { name: '进入学员中心' })).toBeVisible()

  await signInAsStaff(page, 'hotline')
  await page.goto('/admin')
  await expect(page.getByRole('link', { name: '工作人员' })).toHaveCount(0) // not the hotline's
  await page.getByLabel('查找学员').fill(me.idNumber)
  await page.keyboard.press('Enter')
  await page.getByRole('link', { name: '钱春兰' }).click()
  await expect(page.getByRole('heading', { name: '钱春兰', level: 1 })).toBeVisible()
  await expect(page.getByText(me.idNumber)).toHaveCount(0)
  await inspect(page)
  await page.getByText('查看完整信息').click()
  await page.getByRole('button', { name: '查看', exact: true }).click()
  await expect(refusal(page)).toContainText('请填写原因')
  await page.locator('#unmask-reason').fill('来电核对身份')
  await page.getByRole('button', { name: '查看', exact: true }).click()
  await expect(page.getByText(me.idNumber)).toBeVisible()
  await inspect(page)
  await page.reload()
  await expect(page.getByText(me.idNumber)).toHaveCount(0)
  await expect(page.getByText('原因：来电核对身份')).toBeVisible() // and in the log

  const act = page.locator('details', { hasText: '来电人报出的证件号码' }).first()
  await page.getByText('重置密码', { exact: true }).first().click()
  await act.getByLabel('来电人报出的证件号码').fill('130203199001010012')
  await act.getByLabel('原因').fill('忘记密码')
  await act.getByRole('button', { name: '重置密码' }).click()
  await expect(refusal(page)).toContainText('与档案不一致')
  await act.getByLabel('来电人报出的证件号码').fill(me.idNumber.toLowerCase())
  await act.getByRole('button', { name: '重置密码' }).click()
  await expect(page.getByText('已重置。请告诉学员')).toBeVisible()
  await expect(page.getByText('待激活')).toBeVisible()

  await home.goto('/classes')
  await expect(home.getByRole('button', { name: '登录', exact: true })).toBeVisible() // signed out
  await fillSignIn(home, me.idNumber, '123456')
  await expect(home).toHaveURL(/\/activate/)
  await elsewhere.close()

  expectConsole(/404/)
  expect((await page.goto('/admin/staff'))!.status()).toBe(404)
  expect((await page.goto('/admin/audit'))!.status()).toBe(404)
})
