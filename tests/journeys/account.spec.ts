import { expect, fillSignIn, inspect, people, refusal, register, signIn, sturdy, test } from './portal'
import { askForCode, codeOnDemoPhone } from './registering'

test('a forgotten password: name and number, a code on the demo phone, a new password, and old sessions end', async ({ page, browser }) => {
  const me = await register({ name: '赵春梅' })
  const elsewhere = await browser.newContext()
  const other = await elsewhere.newPage()
  await signIn(other, me.idNumber, sturdy)

  await page.goto('/')
  await page.getByRole('link', { name: '找回密码' }).click()
  await expect(page.getByRole('heading', { name: '找回密码' })).toBeVisible()
  await inspect(page)
  const sent = page.getByText('如果信息无误，验证码已发到登记的手机，5 分钟内有效。')
  for (const name of ['李四', '赵春梅']) {
    await page.getByLabel('姓名').fill(name)
    await page.getByLabel('身份证号').fill(name === '李四' ? me.idNumber : people.new)
    await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
    await page.getByRole('button', { name: '下一步' }).click()
    await askForCode(page)
    await expect(sent).toBeVisible() // as to everybody: a wrong pair is told nothing
    await page.goto('/recover')
  }
  await page.getByLabel('姓名').fill('赵春梅')
  await page.getByLabel('身份证号').fill(me.idNumber.toLowerCase())
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await page.getByRole('button', { name: '下一步' }).click()
  await expect(page.getByText('如果姓名和身份证号与登记的一致，验证码会发到登记的手机。')).toBeVisible()
  await askForCode(page)
  await expect(sent).toBeVisible()
  await inspect(page)

  await other.goto('/demo/phone')
  await inspect(other)
  const code = await codeOnDemoPhone(other, me.phone)
  await page.getByLabel('短信验证码').fill(code)
  await page.getByLabel('新密码', { exact: true }).fill('12345678')
  await page.getByLabel('再填一次新密码').fill('12345678')
  await page.getByRole('button', { name: '重置密码' }).click()
  await expect(refusal(page)).toContainText('密码需 8–64 位')
  await page.getByLabel('新密码', { exact: true }).fill('Willow-tree-hut-7')
  await page.getByLabel('再填一次新密码').fill('Willow-tree-hut-7')
  await page.getByRole('button', { name: '重置密码' }).click()
  await expect(page.getByRole('heading', { name: '密码已重置' })).toBeVisible()
  await inspect(page)

  await other.goto('/classes')
  await expect(other.getByRole('button', { name: '登录', exact: true })).toBeVisible()
  await elsewhere.close()
  await page.getByRole('link', { name: '去登录' }).click()
  await fillSignIn(page, me.idNumber, 'Willow-tree-hut-7')
  await expect(page.getByRole('link', { name: '进入学员中心' })).toBeVisible()
})

test('个人信息, 修改密码 and 信息中心', async ({ page }) => {
  const me = await register()
  await signIn(page, me.idNumber, sturdy)
  await page.goto('/profile')
  await expect(page.getByText(me.idNumber)).toBeVisible()
  await expect(page.getByText('请联系工考办进行修改')).toBeVisible()
  await inspect(page)
  await page.getByRole('link', { name: '修改密码' }).first().click()
  await page.getByLabel('原密码').fill(sturdy)
  await page.waitForLoadState('networkidle')
  const weigh = () => page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => name.includes('.js')).length)
  const before = await weigh()
  const typed = page.getByLabel('新密码', { exact: true })
  await typed.fill('woaini1314')
  const told = page.locator('.strength [role=status]')
  await expect(told).toHaveText('这个密码容易被猜到：它是全世界用得最多的密码之一。请再加两三个互不相关的词。')
  expect(await weigh()).toBeGreaterThan(before) // what judges it came when the field was touched
  await inspect(page)
  await page.getByLabel('再填一次新密码').fill('woaini1314')
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(refusal(page)).toContainText('这个密码容易被猜到')
  await typed.fill('Cedar-tree-hut-8')
  await expect(told).toHaveText('密码强度：强。')
  await page.getByLabel('再填一次新密码').fill('Cedar-tree-hut-8')
  await inspect(page)
  await page.getByRole('button', { name: '修改密码' }).click()
  await expect(page.getByText('密码已修改，其他设备上的登录已退出。')).toBeVisible()

  await page.goto('/messages')
  await inspect(page)
  const unread = page.getByRole('listitem').filter({ hasText: '未读' })
  const unreadBefore = await unread.count()
  await unread.first().getByRole('link').click()
  await expect(page.getByRole('article')).toBeVisible()
  await inspect(page)
  await page.getByRole('link', { name: '信息中心', exact: true }).first().click()
  await expect(unread).toHaveCount(unreadBefore - 1)
  await page.getByRole('button', { name: '长辈模式' }).click()
  await inspect(page)
})

test('public pages: notices, 证书查询, and an address that leads nowhere', async ({ page, expectConsole }) => {
  expectConsole(/404/)
  for (const address of [
    '/notices',
    '/notices?category=manual',
    '/notices?category=faq',
    '/notices?category=policy',
    '/verify',
    '/verify/not-a-token',
  ]) {
    await page.goto(address)
    await inspect(page)
  }
  await page.goto('/notices?category=manual')
  await page.getByRole('link', { name: '学员报名与学习操作手册' }).click()
  await expect(page.getByRole('article')).toBeVisible()
  await inspect(page)
  expect((await page.goto('/nowhere'))!.status()).toBe(404)
  await inspect(page)
  await page.goto('/verify')
  await page.getByLabel('证书编号').fill('ZJ-2026-130204-000001')
  await page.getByLabel('姓名').fill('别人')
  await page.getByRole('button', { name: '查询' }).click()
  await expect(refusal(page)).toContainText('没有查到这个编号与姓名的证书')
  await page.getByLabel('姓名').fill('陈桂芳')
  await page.getByRole('button', { name: '查询' }).click()
  await expect(page.getByRole('status', { name: '核验结果' })).toContainText('1****************1')
})

test('a page that lost its title is named by its heading, until the next one brings its own', async ({ page }) => {
  await page.goto('/notices')
  await expect(page).toHaveTitle(/^平台公告 · /)
  await page.evaluate(() => new DocumentFragment().append(document.head.querySelector('title')!)) // React still finds it where it is
  await expect(page).toHaveTitle(/^平台公告 · /)
  await page.getByRole('link', { name: '证书查询' }).filter({ visible: true }).first().click()
  await expect(page.getByRole('heading', { name: '证书查询', level: 1 })).toBeVisible()
  await expect(page).toHaveTitle(/^证书查询 · /)
  await expect(page.locator('head title')).toHaveCount(1)
})
