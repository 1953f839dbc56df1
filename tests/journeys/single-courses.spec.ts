import type { Page } from '@playwright/test'
import { and, asc, eq, exists, sql } from 'drizzle-orm'
import { extractText, getDocumentProxy } from 'unpdf'
import { db } from '@/db/client'
import { chapters, media } from '@/db/schema/catalog'
import { expect, fillSignIn, inspect, of, portalDb, refusal, register, registerLearner, sturdy, test } from './portal'
import { registerOnScreen } from './registering'

const sizes = { 1280: { width: 1280, height: 900 }, 390: { width: 390, height: 844 } }
const basket = (page: Page) => page.getByRole('region', { name: '已选课程' })

async function search(page: Page, words: string) {
  await page.getByRole('searchbox', { name: '搜索课程' }).fill(words)
  await page.getByRole('button', { name: '搜索', exact: true }).click()
  await page.waitForURL(/\/courses\?q=/)
}

async function watchChapter(page: Page, position: number) {
  const current = page.getByRole('region', { name: '章节目录' }).locator('[aria-current]')
  await expect(current).toContainText(new RegExp(`^${position}[^0-9]`))
  await page.getByRole('button', { name: /播放/ }).first().click()
  await expect(current).toContainText('已看完', { timeout: 90_000 })
}

for (const viewport of Object.values(sizes)) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport })

    test('somebody registers without a photo, previews, signs in, buys two courses in one order, learns one, and proves the hours', async ({
      page,
      playwright,
    }) => {
      const name = '买合木提·䶮'
      const { idNumber } = await registerOnScreen(page, { name })
      await page.context().clearCookies() // another day
      portalDb()

      await test.step('课程资源: found by pinyin initials, and previewed without an account', async () => {
        await page.goto('/')
        await page
          .getByRole('navigation', { name: '办事入口' })
          .getByRole('link', { name: /课程资源/ })
          .click()
        await expect(page.getByRole('heading', { name: '课程资源', level: 1 })).toBeVisible()
        await inspect(page)
        await search(page, 'ZHGD')
        await expect(page.getByText('共 1 门课程')).toBeVisible()
        await page.getByRole('link', { name: of('试看', '智慧工地与物联网监测') }).click()
        await expect(page).toHaveURL(/\/preview\//)
        await inspect(page)
        await page.getByRole('button', { name: '播放' }).first().click()
        await expect(page.locator('.player-time')).toContainText(/00:0[2-9] \//, { timeout: 30_000 })
        await expect(page.locator('.player-caption')).toBeVisible()
        await inspect(page)
      })

      await test.step('nothing but previews can be fetched', async () => {
        const isPreview = exists(
          db()
            .select({ one: sql`1` })
            .from(chapters)
            .where(and(eq(chapters.mediaId, media.id), eq(chapters.preview, true))),
        )
        const lessons = await db()
          .select({ id: media.id, open: sql<boolean>`${isPreview}` })
          .from(media)
          .orderBy(asc(media.title))
        expect(lessons.filter(({ open }) => open).length).toBeLessThanOrEqual(3)
        const nobody = await playwright.request.newContext({ baseURL: process.env.PORTAL })
        for (const { id, open } of lessons)
          for (const file of ['key', 'captions.vtt'])
            expect.soft((await nobody.get(`/api/media/${id}/${file}`)).status(), `${file} of ${id}`).toBe(open ? 200 : 404)
        await nobody.dispose()
      })

      await test.step('选课学习 asks to sign in, and leads back to the course', async () => {
        await page
          .getByRole('link', { name: of('选课学习', '智慧工地与物联网监测') })
          .first()
          .click()
        await expect(page.getByText('请先登录，登录后回到刚才的页面。')).toBeVisible()
        await fillSignIn(page, idNumber, sturdy)
        await expect(page.getByRole('heading', { name: '智慧工地与物联网监测', level: 1 })).toBeVisible()
        await expect(page).toHaveURL(/\/courses\/smart-site$/)
        await inspect(page)
      })

      await test.step('two courses, one order', async () => {
        await page.getByRole('button', { name: /^加入选课/ }).click()
        await expect(page.getByRole('button', { name: /^已加入/ })).toBeVisible()
        await page.getByRole('navigation', { name: '位置' }).getByRole('link', { name: '课程资源' }).click()
        await search(page, 'jzlj')
        await page.getByRole('button', { name: of('加入选课', '建筑垃圾资源化利用') }).click()
        await expect(basket(page)).toContainText('已选 2 门')
        await page.reload()
        await expect(basket(page)).toContainText('合计 ¥45.00')
        await inspect(page)
        await basket(page)
          .getByRole('link', { name: /^选课学习/ })
          .click()
        await expect(page.getByRole('heading', { name: '确认选课订单' })).toBeVisible()
        await inspect(page)
        await page.getByText('个人', { exact: true }).click()
        await page.getByRole('button', { name: '提交订单' }).filter({ visible: true }).click()
        await page.getByRole('button', { name: '立即支付' }).click()
        await page.getByRole('button', { name: '确认付款' }).click()
        await expect(page.getByText('付款成功')).toBeVisible()
      })

      await test.step('我的课程: both are open, and one is learnt', async () => {
        await expect(async () => {
          await page.goto('/my-courses')
          await expect(page.getByRole('link', { name: of('课程学习', '智慧工地与物联网监测') })).toBeVisible({ timeout: 1000 })
        }).toPass()
        await expect(page.getByRole('link', { name: of('课程学习', '建筑垃圾资源化利用') })).toBeVisible()
        await inspect(page)
        await page.goto('/classes')
        await expect(page.getByText('暂无报名的班级')).toBeVisible()
        await page.goto('/my-courses')
        await page.getByRole('link', { name: of('课程学习', '智慧工地与物联网监测') }).click()
        await expect(page.getByRole('heading', { name: '智慧工地与物联网监测', level: 1 })).toBeVisible() // not the page before it
        await inspect(page)
        await watchChapter(page, 1)
        await page.getByRole('link', { name: /^播放下一章/ }).click()
        await watchChapter(page, 2)
        await page.getByRole('navigation', { name: '位置' }).getByRole('link', { name: '我的课程' }).click()
        await expect(page.getByRole('link', { name: of('再看一遍', '智慧工地与物联网监测') })).toBeVisible()
      })

      await test.step('我的学时证明', async () => {
        await page.getByRole('link', { name: '我的学时证明' }).filter({ visible: true }).last().click()
        await expect(page.getByRole('heading', { name: '我的学时证明', level: 1 })).toBeVisible()
        await inspect(page)
        const number = await prove(page)
        await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight)) // nothing half under the bar of a phone
        await inspect(page)
        const href = await page
          .getByRole('link', { name: of('打印学时证明', number) })
          .first()
          .getAttribute('href')
        const pdf = await page.request.get(href!)
        expect(pdf.headers()['content-type']).toBe('application/pdf')
        const { text } = await extractText(await getDocumentProxy(new Uint8Array(await pdf.body())), { mergePages: true })
        const said = text.replace(/\s/g, '')
        for (const words of [name, '共获得4学时', '智慧工地与物联网监测', '不作为培训证书使用', number]) expect(said).toContain(words)
        expect(await prove(page), 'the same year again').toBe(number)
        await page.goto('/verify')
        await page.getByLabel('证书编号').fill(number)
        await page.getByLabel('姓名').fill(name)
        await page.getByRole('button', { name: '查询' }).click()
        await expect(page.getByRole('status', { name: '核验结果' })).toContainText('不作为培训证书使用')
        await inspect(page)
      })
    })

    test('free courses open without a payment page; what is bought is not sold again', async ({ page }) => {
      const { idNumber } = await register()
      await page.goto('/courses?price=free')
      const course = '职业道德与科研诚信'
      await page.getByRole('button', { name: of('加入选课', course) }).click()
      await expect(basket(page)).toContainText('合计 免费')
      await basket(page)
        .getByRole('link', { name: /^选课学习/ })
        .click()
      await fillSignIn(page, idNumber, sturdy)
      await expect(page.getByRole('heading', { name: '确认选课订单' })).toBeVisible()
      const order = page.url()
      await inspect(page)
      await page.getByRole('button', { name: '确认选课，马上学习' }).filter({ visible: true }).click()
      await expect(page.getByText('课程已开通，可以开始学习。')).toBeVisible()
      await expect(page.getByRole('link', { name: of('课程学习', course) })).toBeVisible()
      await page.goto(order)
      await expect(page.getByText(`“${course}”您已经选过，没有列入订单。`)).toBeVisible()
      await inspect(page)
      await page.goto('/courses/professional-ethics')
      await expect(page.getByText('这门课程您已经选过。')).toBeVisible()
      await page.getByRole('link', { name: '继续学习' }).click()
      await expect(page).toHaveURL(/\/learn\//)
    })

    test('a course owned through a class is asked about before it is sold again', async ({ page }) => {
      const course = '触电急救与心肺复苏'
      const { idNumber } = await registerLearner('2026年度安全生产专题培训', course)
      await page.goto('/')
      await fillSignIn(page, idNumber, sturdy)
      await expect(page.getByRole('link', { name: '进入学员中心' })).toBeVisible()
      await page.goto('/courses/electric-shock-first-aid')
      await expect(page.getByText(/您已在“2026年度安全生产专题培训班（路南区）”中选过/)).toBeVisible()
      await inspect(page)
      await page.getByRole('link', { name: of('选课学习', course) }).click()
      await expect(page.getByRole('heading', { name: '已经在班级里的课程，还要再买吗？' })).toBeVisible()
      await inspect(page)
      const submit = page.getByRole('button', { name: '提交订单' }).filter({ visible: true })
      await submit.click()
      await expect(refusal(page)).toContainText('勾选确认')
      await page.getByRole('checkbox', { name: /仍要另外选购/ }).check()
      await submit.click()
      await expect(page.getByRole('button', { name: '立即支付' })).toBeVisible()
      await page.goto('/my-courses')
      await expect(page.getByRole('link', { name: /^支付 ¥10\.00/ })).toBeVisible()
      await inspect(page)
    })

    test('the list keeps its place: pages, filters and sort stand in the address, and back leads back', async ({ page }) => {
      await page.goto('/courses')
      await expect(page.getByText('共 28 门课程')).toBeVisible()
      await page.getByRole('link', { name: '第 2 页' }).click()
      await expect(page.getByRole('link', { name: '第 2 页' })).toHaveAttribute('aria-current', 'page')
      const onSecond = await page.getByRole('article').first().textContent()
      await page.getByRole('link', { name: /^价格$/ }).click()
      await expect(page).toHaveURL(/sort=price$/)
      await page.getByRole('link', { name: /^免费/ }).click()
      await expect(page).toHaveURL(/price=free/)
      await expect(page.locator('.courses-line')).toContainText(/共 \d 门课程/)
      await inspect(page)
      await page.goBack()
      await page.goBack()
      await expect(page).toHaveURL(/page=2$/)
      await expect(page.getByRole('article').first()).toHaveText(onSecond!)
      await search(page, '没有这样的课')
      await expect(page.getByRole('heading', { name: '没有符合条件的课程' })).toBeVisible()
      await inspect(page)
    })
  })
}

/** 开具全年学时证明. @returns its number */
async function prove(page: Page): Promise<string> {
  await page.goto('/certificates/hours')
  await page.getByRole('button', { name: /^开具全年学时证明/ }).click()
  const note = page.locator('.note.good')
  await expect(note).toContainText('学时证明已开具')
  return /XS-\d{4}-\d{6}-\d{6}/.exec((await note.textContent())!)![0]
}
