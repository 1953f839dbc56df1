import { sessionCookieName } from '@/lib/identity/session-token'
import { expect, inspect, of, register, signIn, sturdy, test } from './portal'

test('登录设备: another browser is seen and sent out; a cookie kept after signing out opens nothing', async ({ page, browser }) => {
  const me = await register()
  const elsewhere = await browser.newPage({ baseURL: process.env.PORTAL, viewport: { width: 390, height: 844 } })
  await signIn(elsewhere, me.idNumber, sturdy)
  await signIn(page, me.idNumber, sturdy)
  await page.goto('/profile')
  await page.getByRole('link', { name: '登录设备' }).click()
  await expect(page.getByRole('heading', { name: '登录设备', level: 1 })).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(3) // the head, this one, the other
  await expect(page.getByText('本机')).toHaveCount(1)
  await inspect(page)
  await elsewhere.goto('/profile/devices')
  await inspect(elsewhere)

  await page.getByRole('button', { name: of('退出', '') }).click()
  await expect(page.getByText('已退出该设备上的登录。')).toBeVisible()
  await expect(page.getByRole('row')).toHaveCount(2)
  await elsewhere.goto('/classes')
  await expect(elsewhere.getByText('登录已过期，请重新登录，登录后回到刚才的页面。')).toBeVisible()

  await signIn(elsewhere, me.idNumber, sturdy)
  await page.reload()
  await page.getByRole('button', { name: '退出其他设备' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '退出其他设备' }).click()
  await expect(page.getByText('已退出其他设备上的登录。')).toBeVisible()
  await elsewhere.goto('/classes')
  await expect(elsewhere.getByText('登录已过期，请重新登录，登录后回到刚才的页面。')).toBeVisible()
  await elsewhere.close()

  const kept = (await page.context().cookies()).filter(({ name }) => name === sessionCookieName())
  expect(kept).toHaveLength(1)
  await page.locator('.who').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '学员登录' })).toBeVisible()
  await page.context().addCookies(kept)
  await page.goto('/profile')
  await expect(page.getByText('登录已过期，请重新登录，登录后回到刚才的页面。')).toBeVisible()
})
