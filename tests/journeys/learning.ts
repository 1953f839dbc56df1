import type { Page } from '@playwright/test'
import { and, desc, eq, isNull } from 'drizzle-orm'
import { attentionChecks } from '@/db/schema/learning'
import { textOf } from '@/lib/learning/show-check'
import { expect, inspect, portalDb } from './portal'

/** Watches a chapter in real time. */
export async function watchChapter(page: Page, position: number) {
  const current = page.getByRole('region', { name: '章节目录' }).locator('[aria-current]')
  await expect(current).toContainText(new RegExp(`^${position}[^0-9]`))
  await expect(current).toContainText('未看')
  await page.getByRole('button', { name: /播放/ }).first().click()
  await expect(current).toContainText('已看完', { timeout: 60_000 })
}

/** Tries until it is passed, as the seed says: 可选择“继续测验”重新作答，直到达到测验合格分. Reads the key from the result, as a person does. */
export async function passQuiz(page: Page) {
  const known = new Map<string, string[]>()
  for (let attempt = 1; attempt <= 8; attempt++) {
    await expect(page.getByText(`第 ${attempt} 次作答`)).toBeVisible()
    if (attempt === 1) await inspect(page)
    await answerFrom(page, known)
    await page.getByRole('button', { name: '我要交卷' }).first().click()
    await expect(page.getByRole('heading', { name: '答案与题析' })).toBeVisible()
    await inspect(page)
    if (await page.getByRole('heading', { name: /合格$/ }).first().isVisible()) return
    await learnKey(page, known)
    await page.getByRole('button', { name: /^继续测验/ }).click()
  }
  throw new Error('not passed in eight attempts')
}

async function answerFrom(page: Page, known: Map<string, string[]>) {
  const numbers = page.getByRole('complementary', { name: '答题卡' }).getByRole('button', { name: /^第\d+题/ })
  const size = await numbers.count()
  for (let i = 0; i < size; i++) {
    await numbers.nth(i).click()
    const question = page.getByRole('region', { name: `第${i + 1}题` })
    const stem = (await question.locator('legend').textContent())!.trim()
    const right = known.get(stem)
    const options = question.locator('label')
    if (right) for (const text of right) await options.filter({ has: page.getByText(text, { exact: true }) }).click()
    else {
      await options.first().click()
      if (await question.getByText('多选题', { exact: true }).isVisible()) await options.nth(1).click()
    }
    await expect(numbers.nth(i)).toHaveAccessibleName(new RegExp(`第${i + 1}题，已作答`))
  }
}

async function learnKey(page: Page, known: Map<string, string[]>) {
  const all = page.getByRole('link', { name: /^全部/ })
  await all.click()
  await expect(all).toHaveAttribute('aria-current', 'true')
  for (const answer of await page.locator('details.answer').all()) {
    const stem = (await answer.locator('.st').textContent())!.trim()
    known.set(stem, await answer.locator('li.ok .ot > span:last-child').allTextContents())
  }
}

/** What the picture of the 签到 on somebody's screen says. */
export async function checkText(traineeId: string): Promise<string> {
  const waiting = and(eq(attentionChecks.traineeId, traineeId), isNull(attentionChecks.answeredAt))
  let text: string | null = null
  await expect
    .poll(async () => {
      const [check] = await portalDb().select().from(attentionChecks).where(waiting).orderBy(desc(attentionChecks.askedAt)).limit(1)
      text = check ? textOf(check, new Date()) : null
      return text
    })
    .not.toBeNull()
  return text!
}
