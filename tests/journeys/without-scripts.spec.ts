import type { Page } from '@playwright/test'
import { eq, isNull } from 'drizzle-orm'
import { certificates } from '@/db/schema/certificates'
import { studies } from '@/db/schema/enrollment'
import { enterprises } from '@/db/schema/identity'
import { places } from './places'
import { expect, fillSignIn, of, people, portalDb, register, registerLearner, signIn, signInAsEnterprise, sturdy, test } from './portal'
import { askForCode, codeOnDemoPhone } from './registering'

test.use({ javaScriptEnabled: false })

const needsScripts = /需要浏览器启用 JavaScript/
/** What only stands there without scripts: finding by text passes it over. */
const saysSo = (page: Page) => page.locator('noscript > .note')

/** The page says what it has to say: nothing of it waits for scripts, and nothing that can be pressed does nothing. */
async function inspectPlain(page: Page): Promise<void> {
  const where = new URL(page.url()).pathname
  await expect.soft(page.locator('h1'), where).toBeVisible()
  await expect.soft(page.getByText('正在载入'), where).toHaveCount(0)
  const html = await page.content()
  expect.soft(html, `${where}: a part that scripts put in its place`).not.toMatch(/<!--\$\?-->|<template id="B:/)
  const idle = await page.evaluate(() =>
    [...document.querySelectorAll('button')]
      .filter((button) => button.checkVisibility() && !button.disabled && button.ariaDisabled !== 'true')
      .filter((button) => !(button.type === 'submit' && button.form) && !button.matches('.captcha .pic')) // the picture shows itself
      .map(({ textContent, ariaLabel }) => textContent || ariaLabel),
  )
  expect.soft(idle, `${where}: pressed, they do nothing`).toEqual([])
  if (await page.locator('.player.with-scripts').count()) await expect.soft(saysSo(page), where).toContainText(needsScripts)
}

const pages = places.filter(({ file }) => file.endsWith('page.tsx')).map(({ address }) => address)
const placeOf = (path: string) => {
  const fits = (address: string) => new RegExp(`^${address.replace(/\[\w+\]/g, '[^/]+')}$`).test(path)
  return pages.filter(fits).sort((a, b) => a.split('[').length - b.split('[').length)[0]
}

/** Follows every link from `start` on, to two pages of each kind. @returns the kinds of pages seen */
async function walk(page: Page, start: string[], seen: Map<string, number>): Promise<void> {
  const asked = [...start]
  const known = new Set(asked)
  for (let address = asked.shift(); address !== undefined; address = asked.shift()) {
    const path = address.split(/[?#]/)[0]!
    const place = placeOf(path)
    if (!place || /^\/(sso|demo|bank|admin)\b/.test(place) || (seen.get(place) ?? 0) > 1) continue
    seen.set(place, (seen.get(place) ?? 0) + 1)
    const answer = await page.goto(address)
    expect.soft(answer!.status(), address).toBe(200)
    await inspectPlain(page)
    const links = await page.locator('a[href^="/"]').evaluateAll((all) => all.map((link) => link.getAttribute('href')!))
    for (const link of links) {
      if (known.has(link)) continue
      known.add(link)
      asked.push(link)
    }
  }
}

/** Pages that no link of the demo leads to: they are opened by what somebody does, and journeys of their own see them. */
const byActs =
  /\/(scan|wechat)$|\/quiz\/|\/courses\/order|\/refund$|\/classes\/\[enrollmentId\]\/select|^\/enroll\/\[programId\]|^\/enroll\/order|\/profile\/phone|\/profile\/edit/

test('every page of a trainee has its content, or says what needs scripts', async ({ page, browser }) => {
  const seen = new Map<string, number>()
  await walk(page, ['/', '/verify', '/register', '/recover', '/group/sign-in', '/activate/no-phone', '/signed-out'], seen)
  for (const key of ['new', 'enrolled', 'halfway', 'passed', 'single', 'applicant', 'project'] as const) {
    const context = await browser.newContext({ javaScriptEnabled: false, baseURL: process.env.PORTAL })
    const own = await context.newPage()
    await signIn(own, people[key])
    await walk(own, ['/classes', '/projects', '/my-courses', '/enroll', '/orders', '/profile', '/certificates', '/messages'], seen)
    for (const [place, times] of seen) if (times > 1) seen.set(place, 1) // one of each for everybody
    await context.close()
  }
  const trainees = places.filter(({ file }) => file.startsWith('(center)') && file.endsWith('page.tsx')).map(({ address }) => address)
  expect(trainees.filter((address) => !seen.has(address) && !byActs.test(address))).toEqual([])
})

test('every page of an enterprise has its content, or says what needs scripts', async ({ page }) => {
  const [group] = await portalDb().select().from(enterprises).where(eq(enterprises.name, '唐山云桥市政工程有限公司'))
  await signInAsEnterprise(page, group!.id)
  const seen = new Map<string, number>()
  await walk(page, ['/group', '/group/profile/edit', '/group/profile/phone'], seen)
  const theirs = places
    .filter(({ file }) => file.startsWith('(group)/group/(home)') && file.endsWith('page.tsx'))
    .map(({ address }) => address)
  expect(theirs.filter((address) => !seen.has(address) && !/\/(refund|scan|wechat)$|phone\/code$/.test(address))).toEqual([])
})

test('a page that is not there says so', async ({ page, expectConsole }) => {
  expectConsole(/404/)
  for (const address of ['/nothing', '/courses/none', '/notices/none']) {
    expect((await page.goto(address))!.status()).toBe(404)
    await expect(page.getByRole('heading', { name: '没有找到这个页面' })).toBeVisible()
    await page.getByRole('link', { name: '返回首页' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  }
})

test('a certificate is verified by number and name', async ({ page }) => {
  const [certificate] = await portalDb().select().from(certificates).where(isNull(certificates.revokedAt)).limit(1)
  await page.goto('/verify')
  await page.getByLabel('证书编号').fill(certificate!.number)
  await page.getByLabel('姓名').fill('没有这个人')
  await page.getByRole('button', { name: '查询' }).click()
  await expect(page.getByText('没有查到这个编号与姓名的证书')).toBeVisible()
  await page.getByLabel('姓名').fill(certificate!.snapshot.name)
  await page.getByRole('button', { name: '查询' }).click()
  await expect(page.getByRole('status', { name: '核验结果' })).toContainText('有效')
})

test('a password is recovered', async ({ page }) => {
  const me = await register({ name: '赵春梅' })
  await page.goto('/recover')
  await page.getByLabel('姓名').fill('赵春梅')
  await page.getByLabel('身份证号').fill(me.idNumber)
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await page.getByRole('button', { name: '下一步' }).click()
  await askForCode(page)
  await expect(page.getByText('如果信息无误，验证码已发到登记的手机')).toBeVisible()
  await page.getByLabel('短信验证码').fill(await codeOnDemoPhone(page, me.phone))
  await page.getByLabel('新密码', { exact: true }).fill('Willow-tree-hut-7')
  await page.getByLabel('再填一次新密码').fill('Willow-tree-hut-7')
  await page.getByRole('button', { name: '重置密码' }).click()
  await expect(page.getByRole('heading', { name: '密码已重置' })).toBeVisible()
  await signIn(page, me.idNumber, 'Willow-tree-hut-7')
})

test('somebody enrols, pays, chooses courses and takes the quiz, which keeps every answer', async ({ page }) => {
  const me = await register()
  await page.goto('/enroll')
  await fillSignIn(page, me.idNumber, sturdy)
  const course = '触电急救与心肺复苏'

  await test.step('报名缴费', async () => {
    await page.getByRole('radio', { name: /2026/ }).check()
    await page.getByRole('button', { name: '下一步' }).click()
    await inspectPlain(page)
    await page.getByRole('link', { name: of('选这个项目', '2026年度安全生产专题培训') }).click()
    await expect(page.getByRole('heading', { name: '2026年度安全生产专题培训班（路北区）' })).toBeVisible()
    await page.getByText('不开发票', { exact: true }).click()
    await page.getByRole('button', { name: '提交订单' }).first().click()
    await inspectPlain(page)
    await page.getByRole('button', { name: '立即支付' }).click()
    await page.getByRole('button', { name: '确认付款' }).click()
    await expect(page.getByText('付款成功')).toBeVisible()
    await expect(async () => {
      await page.goto('/classes')
      await expect(page.getByRole('link', { name: /^立即学习/ })).toBeVisible({ timeout: 1000 })
    }).toPass()
    await page.getByRole('link', { name: /^立即学习/ }).click()
    await inspectPlain(page)
  })

  await test.step('在线选课', async () => {
    await page.getByRole('link', { name: '立即选课' }).first().click()
    await page.getByRole('button', { name: of('选择课程', course) }).click()
    await inspectPlain(page)
    await page.locator('.unfolds > summary').click()
    await expect(page.getByRole('region', { name: '已选择课程' })).toContainText(course)
    await page.getByRole('button', { name: /^移除/ }).click()
    await page.locator('.unfolds > summary').click()
    await expect(page.getByRole('region', { name: '已选择课程' })).toContainText('还没有候选课程')
    await page.locator('.unfolds > summary').click()
    await page.getByRole('button', { name: of('选择课程', course) }).click()
    await page.getByRole('button', { name: /^确认选中的课程/ }).click()
    await expect(page.getByRole('heading', { name: '安全与急救' })).toBeVisible()
  })

  await test.step('课程学习 needs scripts, and says so', async () => {
    await page.getByRole('link', { name: of('课程学习', course) }).click()
    await expect(saysSo(page)).toContainText('播放课程、记录学习进度需要浏览器启用 JavaScript')
    await expect(saysSo(page)).toBeVisible()
    await inspectPlain(page)
    await portalDb().update(studies).set({ watchedAt: new Date() }).where(eq(studies.traineeId, me.actor.id))
    await page.getByRole('link', { name: '班级首页' }).click()
  })

  await test.step('课后测验', async () => {
    await page.getByRole('button', { name: of('课后测验', course) }).click()
    const first = page.getByRole('region', { name: '第1题' })
    await inspectPlain(page)
    await first.getByRole('radio').first().check()
    await page.getByRole('button', { name: '下一题' }).first().click()
    await expect(page.getByRole('region', { name: '第2题' })).toBeVisible()
    await page.getByRole('region', { name: '第2题' }).getByRole('radio').nth(1).check()
    await page.getByRole('button', { name: '上一题' }).first().click()
    await expect(first.getByRole('radio').first()).toBeChecked()
    await page.getByRole('button', { name: '第2题，已作答' }).click()
    await expect(page.getByRole('region', { name: '第2题' }).getByRole('radio').nth(1)).toBeChecked()
    await page.getByRole('button', { name: '第10题，未作答' }).click()
    await page.getByRole('region', { name: '第10题' }).getByRole('radio').first().check()
    await page.getByRole('button', { name: '我要交卷' }).first().click()
    await expect(saysSo(page)).toContainText('还有 7 题没有作答：第 3 至 9 题')
    await saysSo(page).locator('button').nth(1).click() // 去作答第 3 题
    await expect(page.getByRole('region', { name: '第3题' })).toBeVisible()
    await page.getByRole('button', { name: '我要交卷' }).first().click()
    await saysSo(page).locator('button').first().click() // 仍要交卷
    await expect(page.getByRole('region', { name: '本次成绩' })).toBeVisible()
    await inspectPlain(page)
    await page.getByRole('link', { name: /^全部/ }).click()
    await expect(page.locator('details.answer')).toHaveCount(10)
  })
})

test('on a phone the answer sheet stands under the question', async ({ browser }) => {
  const { id, idNumber } = await registerLearner('2026年度安全生产专题培训', '触电急救与心肺复苏')
  await portalDb().update(studies).set({ watchedAt: new Date() }).where(eq(studies.traineeId, id))
  const phone = await browser.newContext({ javaScriptEnabled: false, viewport: { width: 390, height: 844 }, baseURL: process.env.PORTAL })
  const page = await phone.newPage()
  await signIn(page, idNumber, sturdy)
  await page.goto('/classes')
  await page.getByRole('link', { name: /立即学习/ }).click()
  await page.getByRole('button', { name: /^课后测验/ }).click()
  await page.getByRole('button', { name: '第4题，未作答' }).click()
  await expect(page.getByRole('region', { name: '第4题' })).toBeVisible()
  await inspectPlain(page)
  await phone.close()
})
