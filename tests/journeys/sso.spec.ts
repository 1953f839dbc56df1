import type { Page } from '@playwright/test'
import { totpAt } from '@/lib/identity/totp'
import { aMember } from '../support/staff'
import { anIdNumber } from '../support/world'
import { expect, inspect, portalDb, register, signInAsStaff, test } from './portal'

/** At the stand-in's own page: who one is. For trainees the subject is the number it has verified. */
async function sayWhoIAm(page: Page, subject: string): Promise<void> {
  await expect(page.getByRole('heading', { name: '统一身份认证 · 演练' })).toBeVisible()
  await page.getByLabel('账号').fill(subject)
  await page.getByRole('button', { name: '登录' }).click()
}
const later = (seconds: number) => new Date(Date.now() + seconds * 1000)

test('of the staff: the administrator allows it, the member links, signs in by it and signs out of both', async ({ page, browser }) => {
  portalDb()
  const [boss, me] = [`boss-${Date.now()}`, `clerk-${Date.now()}`]
  await aMember('administrator', { userName: boss })
  const member = await aMember('finance', { userName: me })
  const subject = `person-${Date.now()}`

  const office = await browser.newContext()
  const desk = await office.newPage()
  await signInAsStaff(desk, boss)
  await desk.goto(`/admin/staff/${member.actor.id}`)
  await desk.getByRole('button', { name: '允许关联' }).click()
  await expect(desk.getByText('已允许关联。请本人登录后')).toBeVisible()
  await inspect(desk)

  await page.goto('/sso/staff')
  await sayWhoIAm(page, subject)
  await expect(page.getByText('没有关联可以登录的工作人员账号')).toBeVisible() // proved there, and known to nobody here
  await inspect(page)

  await signInAsStaff(page, me)
  await page.goto('/admin/account')
  await inspect(page)
  const own = page.getByRole('region', { name: '统一身份认证' })
  await own.getByRole('textbox').fill(totpAt(member.secret, new Date()).code)
  await own.getByRole('button', { name: '关联统一身份认证' }).click()
  await expect(page.getByRole('heading', { name: '关联统一身份认证' })).toBeVisible()
  await inspect(page)
  await page.getByRole('link', { name: '前往统一身份认证' }).click() // signed in there already
  await expect(page.getByText('已关联，下次可以用它登录。')).toBeVisible()
  await page.locator('.who').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '工作人员登录' })).toBeVisible()

  await page.goto('/admin/orders')
  await inspect(page)
  await page.getByRole('link', { name: '统一身份认证登录' }).click()
  await page.getByLabel('动态口令').fill(totpAt(member.secret, later(30)).code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('heading', { name: '订单', level: 1 })).toBeVisible()
  await page.locator('.who').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '已退出本平台' })).toBeVisible()
  await inspect(page)
  await page.getByRole('link', { name: '同时退出统一身份认证' }).click()
  await page.getByRole('button', { name: '退出' }).click()
  await expect(page.getByRole('heading', { name: '工作人员登录' })).toBeVisible()
  await page.getByRole('link', { name: '统一身份认证登录' }).click()
  await sayWhoIAm(page, `${subject}-2`) // asked anew
  await expect(page.getByText('没有关联可以登录的工作人员账号')).toBeVisible()

  await desk.reload()
  await inspect(desk)
  await desk.getByRole('button', { name: '取消关联' }).click()
  await desk.getByRole('dialog').getByRole('button', { name: '取消关联' }).click()
  await expect(desk.getByRole('button', { name: '允许关联' })).toBeVisible()
  await office.close()
})

test('a trainee: signed in by the verified number, and told what to do when it is nobody’s', async ({ page, browser }) => {
  const me = await register({ name: '韩雪梅' })
  await page.goto('/profile')
  await inspect(page)
  await page.getByRole('link', { name: '统一身份认证登录' }).click()
  await sayWhoIAm(page, me.idNumber)
  await expect(page.getByRole('heading', { name: '个人信息' })).toBeVisible() // where the way began
  await expect(page.locator('.who')).toContainText('韩雪梅')
  await page.locator('.who').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '已退出本平台' })).toBeVisible()
  await expect(page.getByRole('link', { name: '同时退出统一身份认证' })).toBeVisible()
  await inspect(page)

  const elsewhere = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const phone = await elsewhere.newPage()
  await phone.goto('/')
  await phone.getByRole('link', { name: '统一身份认证登录' }).click()
  await sayWhoIAm(phone, anIdNumber())
  await expect(phone.getByRole('heading', { name: '没有登录' })).toBeVisible()
  await expect(phone.getByText('没有找到与它对应的学员账号')).toBeVisible()
  await inspect(phone)
  await elsewhere.close()
})
