import { asc, eq } from 'drizzle-orm'
import { chapters, media } from '@/db/schema/catalog'
import { studies } from '@/db/schema/enrollment'
import { chapterProgress } from '@/db/schema/learning'
import { checkText, watchChapter } from './learning'
import { expect, inspect, portalDb, registerLearner, signIn, sturdy, test } from './portal'

const player = { name: '视频播放器' }

test('what was watched without a network is reported when it is back', async ({ page, context, expectConsole }) => {
  expectConsole(/Failed to load resource|ERR_INTERNET_DISCONNECTED/)
  const { idNumber, learn } = await registerLearner('2026年度安全生产专题培训', '触电急救与心肺复苏')
  await signIn(page, idNumber, sturdy)
  await page.goto(learn)
  await page.getByRole('button', { name: /播放/ }).first().click()
  await expect(page.locator('video')).toHaveJSProperty('paused', false)
  await page.waitForTimeout(2500) // the rest of the lesson is buffered by now: it is a quarter of a minute long
  await context.setOffline(true)
  const told = page.getByText(/没有连上，\s*已看的 \d+ 秒会补报/).first()
  await expect(told).toBeVisible({ timeout: 30_000 })
  const [said, played] = await told.evaluate((line) => [
    Number(/\d+/.exec(line.textContent!)![0]),
    document.querySelector('video')!.currentTime,
  ])
  expect(Math.abs(said! - played!)).toBeLessThan(1.5) // nothing was reported before
  await context.setOffline(false)
  const current = page.getByRole('region', { name: '章节目录' }).locator('[aria-current]')
  await expect(current).toContainText('已看完', { timeout: 40_000 })
})

test('a second device takes over, the first is told and stops', async ({ page, browser, expectConsole }) => {
  expectConsole(/409/)
  const { idNumber, learn } = await registerLearner('2026年度安全生产专题培训', '灭火器与消火栓的使用')
  await signIn(page, idNumber, sturdy)
  await page.goto(learn)
  await page.getByRole('button', { name: /播放/ }).first().click()
  await page.waitForTimeout(1500)
  const other = await (await browser.newContext()).newPage()
  await signIn(other, idNumber, sturdy)
  await other.goto(learn)
  await other.getByRole('button', { name: /播放/ }).first().click()
  await expect(page.getByText('已在另一台设备或窗口打开学习，本页已暂停。')).toBeVisible({ timeout: 40_000 })
  await inspect(page)
  await expect(page.locator('video')).toHaveJSProperty('paused', true)
  await other.context().close()
})

test('签到 pauses the lesson and goes on when it is answered', async ({ page }) => {
  const { id, idNumber, learn } = await registerLearner('2026年度专业技术人员继续教育（教育教学）', '中小学课堂教学评价')
  await signIn(page, idNumber, sturdy)
  await page.goto(learn)
  await page.getByRole('button', { name: /播放/ }).first().click()
  const ask = page.getByRole('dialog')
  await expect(ask).toBeVisible({ timeout: 60_000 })
  await expect(page.locator('video')).toHaveJSProperty('paused', true)
  await inspect(page)
  await page.keyboard.press('Escape')
  await expect(ask).toBeVisible()
  const typed = ask.getByLabel('图中的字符')
  await expect(typed).toBeFocused()
  await expect(ask.locator('img')).toHaveJSProperty('complete', true)
  const first = await checkText(id)
  expect(await page.content()).not.toContain(first)
  // A wrong answer costs nothing: another picture, and the reason in words.
  await typed.fill(first.startsWith('3') ? '444' : '333')
  await page.keyboard.press('Enter')
  await expect(ask.getByRole('alert')).toContainText('已换一张新图')
  await inspect(page)
  // Who cannot see it hears the same characters, and needs no mouse.
  const spoken = page.waitForResponse(/\/api\/attention\/.*\/sound/)
  await ask.getByRole('button', { name: '听字符' }).press('Enter')
  expect((await spoken).headers()['content-type']).toBe('audio/wav')
  await typed.fill((await checkText(id)).toLowerCase())
  await page.keyboard.press('Enter')
  await expect(ask).toBeHidden()
  await expect(page.locator('video')).toHaveJSProperty('paused', false)
  await expect(page.getByRole('region', player)).toBeVisible()
})

test('the first pass cannot be skipped, and the player obeys the keyboard', async ({ page }) => {
  const { idNumber, learn } = await registerLearner('2026年度安全生产专题培训', '消防设施操作与初期火灾扑救')
  await signIn(page, idNumber, sturdy)
  await page.goto(learn)
  await page.getByRole('button', { name: /播放/ }).first().click()
  await expect(page.locator('video')).toHaveJSProperty('paused', false)
  const seek = page.getByRole('slider', { name: '播放位置' })
  await seek.focus()
  await page.keyboard.press('End')
  await expect.poll(() => page.locator('video').evaluate((video: HTMLVideoElement) => video.currentTime)).toBeLessThan(8)
  await page.getByRole('button', { name: /^暂停/ }).click()
  await expect(page.locator('video')).toHaveJSProperty('paused', true)
  await page.getByRole('region', player).press('k')
  await expect(page.locator('video')).toHaveJSProperty('paused', false)
})

const safety = '2026年度安全生产专题培训'

/** Somebody who has seen the chapters of a course before this one, without the time that it takes. */
async function whoHasSeen(course: string, position: number, { courseDone = false } = {}) {
  const learner = await registerLearner(safety, course)
  const db = portalDb()
  const studyId = learner.learn.split('/').at(-1)!
  const [study] = await db.select().from(studies).where(eq(studies.id, studyId))
  const all = await db
    .select({ id: chapters.id, seconds: media.durationSeconds })
    .from(chapters)
    .innerJoin(media, eq(media.id, chapters.mediaId))
    .where(eq(chapters.courseId, study!.courseId))
    .orderBy(asc(chapters.position))
  const now = new Date()
  await db.insert(chapterProgress).values(
    all.slice(0, position - 1).map(({ id, seconds }) => ({
      ...{ traineeId: learner.id, studyId, chapterId: id, watched: [[0, seconds] as [number, number]] },
      ...{ watchedSeconds: seconds, positionSeconds: seconds, completedAt: now, updatedAt: now },
    })),
  )
  if (courseDone) await db.update(studies).set({ watchedAt: now }).where(eq(studies.id, studyId))
  return { ...learner, home: `/classes/${study!.enrollmentId}`, chapter: `${learner.learn}?chapter=${all[position - 1]!.id}` }
}

test('after the last chapter the way leads to 课后测验, and the class home says so', async ({ page }) => {
  const { idNumber, chapter, home } = await whoHasSeen('触电急救与心肺复苏', 2)
  await signIn(page, idNumber, sturdy)
  await page.goto(chapter)
  await watchChapter(page, 2)
  const video = page.getByRole('region', player)
  await expect(video.getByText('课程已看完，可以测验')).toBeVisible({ timeout: 20_000 })
  await expect(video.getByRole('button', { name: /^去课后测验/ })).toBeVisible()
  await inspect(page)
  await page.goto(home)
  const summary = page.getByRole('region', { name: '学时进度' })
  await expect(summary.getByText('可以测验。')).toBeVisible()
  await inspect(page)
  await summary.getByRole('button', { name: /^去课后测验/ }).click()
  await expect(page.getByText('第 1 次作答')).toBeVisible()
})

test('a chapter that came after the course was done is said to be one', async ({ page }) => {
  const { idNumber, chapter } = await whoHasSeen('消防设施操作与初期火灾扑救', 3, { courseDone: true })
  await signIn(page, idNumber, sturdy)
  await page.goto(chapter)
  await expect(page.getByText('课程已看完。后来新增的 1 章可以选看')).toBeVisible()
  await expect(page.getByText('全部章节已看完')).toBeHidden()
  await expect(page.getByRole('region', { name: '章节目录' }).getByText('后来新增，可选看')).toBeVisible()
})

test('a phone turned sideways shows the player alone, and its controls', async ({ page }) => {
  const { idNumber, chapter } = await whoHasSeen('灭火器与消火栓的使用', 2)
  await page.setViewportSize({ width: 390, height: 844 })
  await signIn(page, idNumber, sturdy)
  await page.goto(chapter)
  await page.getByRole('button', { name: /播放/ }).first().click()
  await expect(page.locator('video')).toHaveJSProperty('paused', false)
  await page.setViewportSize({ width: 844, height: 390 })
  const video = page.getByRole('region', player)
  await expect.poll(() => video.evaluate((element) => Math.abs(element.getBoundingClientRect().top))).toBeLessThan(1)
  expect(await video.boundingBox()).toMatchObject({ x: 0, width: 844, height: 390 })
  for (const control of [/^暂停/, '字幕', '静音', '全屏'])
    await expect(page.getByRole('button', { name: control })).toBeInViewport({ ratio: 1 })
  await expect(page.getByRole('slider', { name: '播放位置' })).toBeInViewport({ ratio: 1 })
  await inspect(page)
})

test('a player that stands still near the end with everything fetched ends the chapter', async ({ page }) => {
  const { idNumber, chapter } = await whoHasSeen('灭火器与消火栓的使用', 2)
  await signIn(page, idNumber, sturdy)
  await page.goto(chapter)
  await page.getByRole('button', { name: /播放/ }).first().click()
  const reported = page.waitForRequest(
    (request) => request.url().endsWith('/api/progress') && /"stalled":true/.test(request.postData() ?? ''),
    {
      timeout: 60_000,
    },
  )
  await page.locator('video').evaluate(async (video: HTMLVideoElement) => {
    await new Promise<void>((near) => {
      const look = () => video.currentTime > video.duration - 2 && near()
      video.addEventListener('timeupdate', look)
    })
    video.playbackRate = 0 // as a decoder that waits for sound that never comes
    video.dispatchEvent(new Event('waiting'))
  })
  await reported
  await expect(page.getByRole('region', { name: '章节目录' }).locator('[aria-current]')).toContainText('已看完', { timeout: 20_000 })
  await expect(page.locator('video')).toHaveJSProperty('ended', false)
})
