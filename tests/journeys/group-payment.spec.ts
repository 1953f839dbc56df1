import fs from 'node:fs'
import { and, eq, like } from 'drizzle-orm'
import { db } from '@/db/client'
import { classes, programs } from '@/db/schema/catalog'
import { anEnterprise } from '../support/enterprises'
import { aColleague, aRoster, submit } from '../support/groups'
import { expect, fillSignIn, inspect, portalDb, signInAsEnterprise, test } from './portal'
import { askForCode, codeOnDemoPhone } from './registering'

const chosen = 'Willow-tree-hut-7'

/** An enterprise whose roster of three is submitted, for a class of the demo. */
async function aWaitingRoster() {
  portalDb()
  const me = { ...(await anEnterprise()), now: new Date() }
  const [trainingClass] = await db()
    .select({ id: classes.id, title: classes.title })
    .from(classes)
    .innerJoin(programs, eq(programs.id, classes.programId))
    .where(and(eq(programs.year, 2026), like(programs.title, '%教育教学%'), eq(classes.regionCode, '130203')))
  const people = ['贾文静', '贾文远', '贾文博'].map((name) => aColleague({ name }))
  await submit(me, await aRoster(me, trainingClass!.id, people))
  return { id: me.actor.id, people, classTitle: trainingClass!.title }
}

test('a submitted roster: one taken out, paid at the bank, open to a colleague who activates; the clerk follows', async ({ page }) => {
  const { id, people, classTitle } = await aWaitingRoster()
  const [colleague, , leaving] = people
  await signInAsEnterprise(page, id)
  await page.goto('/group/orders')
  await inspect(page)
  await page.getByRole('link', { name: '确认缴费' }).click()
  await expect(page.getByRole('heading', { name: '确认缴费' })).toBeVisible()
  await inspect(page)

  await page.getByRole('button', { name: '移出勾选的人' }).click()
  await expect(page.getByText('请先勾选要移出的人。').first()).toBeVisible()
  await page.getByLabel(`移出${leaving!.name}`).check()
  await page.getByRole('button', { name: '移出勾选的人' }).click()
  await expect(page.getByText('已移出 1 人')).toBeVisible()
  await expect(page.getByText(leaving!.name)).toHaveCount(0)

  await page.getByRole('button', { name: '立即支付' }).click()
  await expect(page.getByRole('heading', { name: '银行缴费' })).toBeVisible()
  await page.getByRole('button', { name: '确认付款' }).click()
  await page.getByRole('link', { name: /返回/ }).click()
  await expect(page.getByText('已为 2 人开通')).toBeVisible()
  await inspect(page)

  await expect(async () => {
    await page.goto('/demo/phone')
    await expect(page.getByText(`已为您报名${classTitle}`)).toHaveCount(2, { timeout: 500 })
  }).toPass({ timeout: 20_000 })

  await page.context().clearCookies()
  await page.goto('/')
  await fillSignIn(page, colleague!.idNumber, '123456')
  await askForCode(page)
  await expect(page.getByText('验证码已发到那个手机')).toBeVisible()
  await page.getByLabel('短信验证码').fill(await codeOnDemoPhone(page, colleague!.phone))
  await page.getByLabel('新密码', { exact: true }).fill(chosen)
  await page.getByLabel('再填一次新密码').fill(chosen)
  await page.getByRole('button', { name: '激活并登录' }).click()
  await expect(page.getByRole('heading', { name: '我的班级', level: 1 })).toBeVisible()
  await expect(page.getByText('账号已激活')).toBeVisible()
  await expect(page.getByRole('heading', { name: classTitle })).toBeVisible()
  await inspect(page)
  await page.goto('/orders')
  await expect(page.getByText('暂无订单')).toBeVisible()

  await page.context().clearCookies()
  await signInAsEnterprise(page, id)
  await page.goto('/group/people')
  const row = (name: string) => page.getByRole('row').filter({ hasText: name })
  await expect(row(colleague!.name)).not.toContainText('待激活账号')
  await expect(row(people[1]!.name)).toContainText('待激活账号')
  await inspect(page)
  await page.getByLabel(`提醒${colleague!.name}`).check()
  await page.getByRole('button', { name: '提醒勾选的人' }).click()
  await expect(page.getByText('已提醒 1 人。')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: '导出名单' }).click()
  const file = await download
  expect(file.suggestedFilename()).toMatch(/^职工进度.*\.xlsx$/)
  expect(
    fs
      .readFileSync((await file.path())!)
      .subarray(0, 2)
      .toString(),
  ).toBe('PK')
  await page.goto('/group/certificates')
  await expect(page.getByText('暂无证书')).toBeVisible()
  await inspect(page)
})
