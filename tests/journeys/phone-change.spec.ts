import { aPhoneNumber } from '../support/registrants'
import { expect, inspect, of, register, signIn, signInAsStaff, sturdy, test } from './portal'

const masked = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`

test('another phone waits: its owner takes it back, and the next time a colleague of the clerk releases it', async ({ page, browser }) => {
  const me = await register({ name: '钱秋菊' })
  const phone = aPhoneNumber()
  await signInAsStaff(page, 'hotline')
  const registerPhone = async () => {
    await page.goto(`/admin/people/${me.actor.id}`)
    await page.getByText('登记新手机号', { exact: true }).first().click()
    await page.locator('#phone-idNumber').fill(me.idNumber)
    await page.locator('#phone-phone').fill(phone)
    await page.locator('#phone-reason').fill('手机丢了')
    await page.getByRole('button', { name: '登记', exact: true }).click()
    await expect(page.getByRole('heading', { name: '新手机号等待生效' })).toBeVisible()
  }
  await registerPhone()
  await expect(page.getByText('复核须由另一位工作人员办理。')).toBeVisible()
  await expect(page.getByRole('button', { name: '复核通过' })).toHaveCount(0)
  await inspect(page)

  // As wide as a phone and as high as its lists: axe counts what the bar at the bottom covers just now.
  const elsewhere = await browser.newContext({ viewport: { width: 390, height: 2400 } })
  const home = await elsewhere.newPage()
  await signIn(home, me.idNumber, sturdy)
  await home.goto('/messages')
  await expect(home.getByText(masked(phone)).first()).toBeVisible()
  await inspect(home)
  await home.goto('/profile')
  await inspect(home)
  await home.getByRole('button', { name: '撤销更换' }).click()
  await home.getByRole('dialog').getByRole('button', { name: '撤销更换' }).click()
  await expect(home.getByText('已撤销更换手机号')).toBeVisible()
  await inspect(home)

  await registerPhone()
  await elsewhere.clearCookies()
  await signInAsStaff(home, 'admin')
  await home.goto('/admin/people/phones')
  await inspect(home)
  await home.getByRole('link', { name: of('复核', '钱秋菊') }).click()
  await home.getByRole('button', { name: '复核通过' }).click()
  await expect(home.getByRole('dialog')).toBeVisible()
  await inspect(home)
  await home.getByRole('dialog').getByRole('button', { name: '复核通过' }).click()
  await expect(home.getByRole('heading', { name: '新手机号等待生效' })).toHaveCount(0)
  await expect(home.getByText(masked(phone)).first()).toBeVisible()
  await home.goto('/admin/people/phones?state=cancelled')
  await expect(home.getByText('本人已撤销')).toBeVisible()
  await elsewhere.close()
})
