import { eq } from 'drizzle-orm'
import { studies } from '@/db/schema/enrollment'
import { days, later } from '@/lib/shared/time'
import { aLearner } from '../support/learners'
import { aCourse, aRegion } from '../support/world'
import { expect, inspect, portalDb, register, signIn, sturdy, test } from './portal'

/** Somebody who has seen a course of a programme that limits its tries and keeps the key back until it is passed. */
async function aTestable() {
  const trainee = { ...(await register()), now: new Date() }
  await aRegion()
  const learner = await aLearner(
    {
      parts: [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }],
      enrolUntil: later(trainee.now, days(9)),
      studyUntil: later(trainee.now, days(90)),
      program: { quizWaitMinutes: 30, quizMostTries: 2, quizExplains: 'after_passing' },
    },
    { trainee },
  )
  await portalDb().update(studies).set({ watchedAt: trainee.now }).where(eq(studies.id, learner.studyId))
  return { ...learner, idNumber: trainee.idNumber }
}

test('whoever failed reads when and how often the quiz can be taken again, also without scripts, and no key', async ({ page, browser }) => {
  const { idNumber, studyId, enrollmentId } = await aTestable()
  await signIn(page, idNumber, sturdy)
  await page.goto(`/classes/${enrollmentId}`)
  await expect(page.getByText('还可以再考 2 次')).toBeVisible()
  await page.getByRole('button', { name: /^课后测验/ }).click()
  await expect(page.getByText(/请在 .* 前交卷/)).toBeVisible()
  await page.locator('.question label').first().click()
  await expect(page.getByText('已保存')).toBeVisible()
  await page.getByRole('button', { name: '我要交卷' }).first().click()
  await page.getByRole('button', { name: '仍要交卷' }).click()
  await expect(page.getByText('课程合格后显示答案与题析。')).toBeVisible()
  await expect(page.getByText(/请在 .* 后再考/)).toBeVisible()
  await expect(page.getByRole('button', { name: /^继续测验/ })).toHaveCount(0)
  expect(await page.content()).not.toContain('正确答案')
  await inspect(page)

  const bare = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
  const plain = await bare.newPage()
  for (const address of [`/classes/${enrollmentId}`, `/learn/${studyId}`, page.url()]) {
    await plain.goto(new URL(address, page.url()).href)
    await expect(plain.getByText(/请在 .* 后再考/)).toBeVisible()
  }
  await bare.close()
})
