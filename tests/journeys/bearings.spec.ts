import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { courses } from '@/db/schema/catalog'
import { studies } from '@/db/schema/enrollment'
import { aCourse } from '../support/world'
import { places } from './places'
import { expect, inspect, of, people, portalDb, register, registerLearner, signIn, signInAsStaff, sturdy, test } from './portal'

/* Where one is: who is signed in, what stands above a page, what has the focus, and that nothing of it is out of sight. */

const focused = (page: Page) => page.evaluate(() => document.activeElement?.closest('[aria-label], main, form')?.outerHTML.slice(0, 80))

test('whoever is signed in reads so on public pages, finds 学员中心 where they have something, and signs out there', async ({ page }) => {
  for (const [key, list] of [
    ['halfway', '我的班级'],
    ['project', '我的项目'],
    ['single', '我的课程'],
    ['applicant', '我的项目'],
  ] as const) {
    await page.context().clearCookies()
    await signIn(page, people[key])
    await page.getByRole('link', { name: '进入学员中心' }).click()
    await expect(page.getByRole('heading', { name: list, level: 1 })).toBeVisible()
  }
  const me = await register({ name: '周晓岚' })
  await page.context().clearCookies()
  await signIn(page, me.idNumber, sturdy)
  const header = page.getByRole('banner')
  await page.goto('/courses')
  await expect(header.getByText('周晓岚', { exact: true }).first()).toBeVisible()
  await expect(header.getByRole('link', { name: '学员中心' })).toBeVisible()
  await inspect(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.getByLabel('打开菜单').click()
  await expect(header.getByText('周晓岚', { exact: true }).last()).toBeVisible()
  await expect(header.getByRole('navigation', { name: '菜单' }).getByRole('link', { name: '学员中心' })).toBeVisible()
  await inspect(page)
  await header.getByRole('button', { name: '退出登录' }).last().click()
  await expect(page).toHaveURL(/signed-out|\/$/)
  await page.goto('/courses')
  await expect(header.getByText('周晓岚')).toHaveCount(0)
})

test('the focus is where the next thing is: after 下一题, a move, another page', async ({ page }) => {
  const { id, idNumber, learn } = await registerLearner('2026年度安全生产专题培训', '触电急救与心肺复苏')
  await portalDb().update(studies).set({ watchedAt: new Date() }).where(eq(studies.traineeId, id))
  await signIn(page, idNumber, sturdy)
  await page.goto('/profile')
  await page
    .getByRole('main')
    .getByRole('link', { name: /修改密码/ })
    .first()
    .focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: '修改密码' })).toBeVisible()
  await expect.poll(() => focused(page)).toContain('<main')

  await page.goto(learn)
  await page.getByRole('button', { name: of('课后测验', '触电急救与心肺复苏') }).click()
  await page.getByRole('button', { name: '下一题' }).first().focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toContain('第2题')
  await page.setViewportSize({ width: 390, height: 500 })
  await page.mouse.wheel(0, 900)
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBeGreaterThan(50)
  await page.getByRole('button', { name: /^答题卡/ }).click()
  await page.getByRole('button', { name: '我要交卷' }).last().click()
  await page.getByRole('button', { name: '仍要交卷' }).click()
  await expect(page.getByRole('heading', { name: /还差 \d+ 分/ })).toBeVisible()
  expect(await page.evaluate(() => window.scrollY)).toBe(0)
  await expect.poll(() => focused(page)).toContain('<main')
})

test('上移 and 下移 keep the focus, to the end of the list and back', async ({ page }) => {
  portalDb()
  const courseId = await aCourse({ chapterSeconds: [5, 5, 5] })
  const [course] = await portalDb().select({ title: courses.title }).from(courses).where(eq(courses.id, courseId))
  await signInAsStaff(page, 'editor')
  await page.goto(`/admin/courses/${courseId}`)
  await expect(page.getByRole('heading', { name: course!.title, level: 1 })).toBeVisible()
  const down = page.getByRole('button', { name: /^下移/ }).first()
  const name = (await down.getAttribute('aria-label'))!
  const same = page.getByRole('button', { name, exact: true })
  await down.focus()
  for (const place of ['2', '3', '3']) {
    await page.keyboard.press('Enter')
    await expect(page.getByRole('listitem').filter({ has: same }).locator('.place')).toHaveText(place)
    await expect(same).toBeFocused()
  }
})

test('tabs are all in sight on a phone, and things to press are large enough, in 长辈模式, too', async ({ browser }) => {
  for (const elder of [false, true]) {
    const phone = await browser.newContext({ viewport: { width: 390, height: 844 }, baseURL: process.env.PORTAL })
    const page = await phone.newPage()
    await signIn(page, people.halfway)
    if (elder) await page.getByRole('button', { name: '长辈模式' }).click()
    await page.goto('/classes')
    const home = (await page
      .getByRole('link', { name: /^立即学习/ })
      .first()
      .getAttribute('href'))!
    for (const address of ['/classes', '/certificates', '/programs', home]) {
      await page.goto(address)
      const cut = await page
        .locator('.tabs > *')
        .evaluateAll((tabs) =>
          tabs
            .filter((tab) => tab.getBoundingClientRect().right > innerWidth || tab.getBoundingClientRect().left < 0)
            .map((tab) => tab.textContent),
        )
      expect(cut, address).toEqual([])
    }
    for (const address of ['/orders', '/classes', home]) {
      await page.goto(address)
      const small = await page.locator('a, button, summary, select, input:not([type=hidden])').evaluateAll((all) =>
        all
          .filter((one) => one.checkVisibility() && getComputedStyle(one).display !== 'inline') // in a sentence its size is the text's
          .map((one) => ({ box: one.getBoundingClientRect(), words: one.getAttribute('aria-label') ?? one.textContent }))
          .filter(({ box }) => box.height > 1 && (box.height < 40 || box.width < 40)) // what only screen readers see is 1 px
          .map(({ box, words }) => `${words} ${Math.round(box.width)} × ${Math.round(box.height)}`),
      )
      expect(small, address).toEqual([])
    }
    await phone.close()
  }
})

test('every page under a list of the centre says what stands above it, up to that list', async ({ page }) => {
  const lists = /^\/(classes|projects|my-courses|enroll|orders|messages|profile|certificates(\/\w+)?|center)$/
  const acts = /\[(programId|attemptId)\]|\/refund$|\/scan$|\/wechat$|\/select$/ // reached by acts; the same parts draw them
  const inner = places.filter(({ file, address }) => file.startsWith('(center)') && file.endsWith('page.tsx') && !lists.test(address))
  await signIn(page, people.halfway)
  const first = async (list: string, link: RegExp) => {
    await page.goto(list)
    return (await page.getByRole('main').getByRole('link', { name: link }).first().getAttribute('href'))!
  }
  const home = await first('/classes', /^立即学习/)
  const order = await first('/orders', /^订单详情/)
  const lesson = await first(home, /^(再看一遍|继续学习)/)
  await page.goto('/messages')
  const message = (await page.locator('main a[href^="/messages/"]').first().getAttribute('href'))!
  const at: Record<string, string> = {
    '/classes/[enrollmentId]': home,
    '/projects/[enrollmentId]': home.replace('classes', 'projects'),
    '/orders/[orderId]': order,
    '/learn/[studyId]': lesson,
    '/messages/[slug]': message,
  }
  for (const { address } of inner.filter((place) => !acts.test(place.address))) {
    await page.goto(at[address] ?? address)
    if (address === '/learn/[studyId]') await expect(page).toHaveURL(/chapter=/)
    const path = page.getByRole('navigation', { name: '位置' })
    await expect(path.locator('[aria-current=page]'), address).toBeVisible()
    const hrefs = await path.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')!))
    expect(lists.test(hrefs[0]!) || hrefs[0] === '/courses', `${address}: ${hrefs}`).toBe(true)
    for (const href of hrefs) expect((await page.request.get(href)).status(), href).toBe(200)
  }
})
