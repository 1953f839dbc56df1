import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { sessions } from '@/db/schema/identity'
import { totpAt } from '@/lib/identity/totp'
import { anEnterprise } from '../support/enterprises'
import { aMember } from '../support/staff'
import { expect, fillSignIn, inspect, portalDb, register, signIn, signInAsEnterprise, signInAsStaff, sturdy, test } from './portal'

/** Everything the portal knows of these sessions is gone, as after hours, or after 退出其他设备 elsewhere. */
const endSessions = (accountId: string) => portalDb().delete(sessions).where(eq(sessions.accountId, accountId))
/** The page of an order that costs something. */
async function anOrder(): Promise<string> {
  const [one] = await portalDb().select({ id: classes.id }).from(classes).where(eq(classes.title, '2026年度安全生产专题培训班（路北区）'))
  return `/enroll/order?year=2026&class=${one!.id}`
}
const expired = (page: Page) => page.getByRole('region', { name: '登录已过期' })

for (const javaScriptEnabled of [true, false])
  test.describe(javaScriptEnabled ? 'with scripts' : 'without scripts', () => {
    test.use({ javaScriptEnabled })

    test('a trainee’s order comes back filled in after signing in again, once', async ({ page }) => {
      const me = await register()
      await signIn(page, me.idNumber, sturdy)
      await page.goto(await anOrder())
      await page.getByText('企业', { exact: true }).click()
      await page.getByLabel('发票抬头').fill('河北滦河水务集团有限公司')
      await page.getByLabel('统一社会信用代码').fill('91130203MA0')
      await endSessions(me.actor.id)
      await page.getByRole('button', { name: '提交订单' }).first().click()
      await expect(page.getByText('登录已过期，刚才没有提交。')).toBeVisible()
      if (javaScriptEnabled) await inspect(page)
      await fillSignIn(page, me.idNumber, sturdy)
      await expect(page).toHaveURL(new RegExp(`${(await anOrder()).replace('?', '\\?')}(#sign-in)?$`)) // browsers keep the anchor of a form's page
      await expect(expired(page)).toBeVisible()
      if (javaScriptEnabled) await inspect(page)
      await expect(page.getByRole('radio', { name: '企业' })).toBeChecked()
      await expect(page.getByLabel('发票抬头')).toHaveValue('河北滦河水务集团有限公司')
      await expect(page.getByLabel('统一社会信用代码')).toHaveValue('91130203MA0')
      await page.getByRole('button', { name: '提交订单' }).first().click()
      await expect(page.getByText('统一社会信用代码是 18 位').first()).toBeVisible() // sent, and refused for what it says
      await page.goto(await anOrder())
      await expect(page.getByLabel('发票抬头')).not.toHaveValue('河北滦河水务集团有限公司')
      await expect(expired(page)).toHaveCount(0)
    })
  })

test('what one person typed is not shown to the next', async ({ page }) => {
  const [me, other] = [await register(), await register()]
  await signIn(page, me.idNumber, sturdy)
  await page.goto(await anOrder())
  await page.getByText('企业', { exact: true }).click()
  await page.getByLabel('发票抬头').fill('河北滦河水务集团有限公司')
  await endSessions(me.actor.id)
  await page.getByRole('button', { name: '提交订单' }).first().click()
  await fillSignIn(page, other.idNumber, sturdy)
  await expect(page.getByRole('heading', { name: '填写订单' })).toBeVisible()
  await expect(expired(page)).toHaveCount(0)
  await expect(page.getByLabel('发票抬头')).not.toHaveValue('河北滦河水务集团有限公司')
})

test('an enterprise’s form comes back filled in', async ({ page, expectConsole }) => {
  expectConsole(/404.*licence/) // this one has no picture of it
  portalDb()
  const { actor, code } = await anEnterprise()
  await signInAsEnterprise(page, actor.id)
  await page.goto('/group/profile/edit')
  await page.getByLabel('联系人姓名').fill('欧阳静')
  await endSessions(actor.id)
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('登录已过期，刚才没有提交。')).toBeVisible()
  await page.getByLabel('统一社会信用代码／注册号／组织机构代码').fill(code)
  await page.getByLabel('密码', { exact: true }).fill(sturdy)
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByLabel('联系人姓名')).toHaveValue('欧阳静')
  await expect(expired(page)).toBeVisible()
  await inspect(page)
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('欧阳静')).toBeVisible()
  await expect(expired(page)).toHaveCount(0)
})

test('a form of the staff comes back filled in', async ({ page }) => {
  portalDb()
  const userName = `over-${Date.now()}`
  const member = await aMember('content_editor', { userName })
  await signInAsStaff(page, userName)
  await page.goto('/admin/notices/new')
  await page.getByRole('textbox', { name: '标题', exact: true }).fill('关于延长学习期限的通知')
  await endSessions(member.actor.id)
  await page.getByRole('button', { name: /^保存/ }).first().click()
  await expect(page.getByText('登录已过期，刚才没有提交。')).toBeVisible()
  await page.getByLabel('用户名').fill(userName)
  await page.getByLabel('密码', { exact: true }).fill(sturdy)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('动态口令').fill(totpAt(member.secret, new Date()).code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('textbox', { name: '标题', exact: true })).toHaveValue('关于延长学习期限的通知')
  await expect(expired(page)).toBeVisible()
  await inspect(page)
})
