import type { Browser, Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { extractText, getDocumentProxy } from 'unpdf'
import { db } from '@/db/client'
import { classes, courses, programs } from '@/db/schema/catalog'
import { chapterProgress } from '@/db/schema/learning'
import { settleStudy } from '@/lib/completion/settle'
import { getApplication } from '@/lib/enrollment/application-queries'
import { getClassHome, listMyClasses } from '@/lib/enrollment/queries'
import { findTraineeByIdNumber } from '@/lib/identity/queries'
import { getLesson } from '@/lib/learning/queries'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { submitAttempt } from '@/lib/quiz/submit-attempt'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { anApplicant, aProject, type Project } from '../support/applicants'
import { answer } from '../support/papers'
import { setProgram } from '../support/sales'
import { asSystem } from '../support/world'
import { expect, inspect, of, portalDb, refusal, register, signIn, sturdy, test } from './portal'
import { registerWithPhoto } from './registering'

type Viewport = { width: number; height: number }
const viewports: [Viewport, Viewport] = [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
]
const project = '2026年度专业技术人员专业科目培训（建筑工程）'

/** Sees every chapter of a course to its end and passes its test, as the player and the paper would have reported it. */
async function finish(me: Ctx<Trainee>, studyId: string, quizRequired: boolean) {
  const { chapters } = await getLesson(me, studyId)
  await db()
    .insert(chapterProgress)
    .values(
      chapters.map(({ id: chapterId, durationSeconds: seconds }) => ({
        traineeId: me.actor.id,
        studyId,
        chapterId,
        watched: [[0, seconds]] as [number, number][],
        watchedSeconds: seconds,
        positionSeconds: seconds,
        completedAt: me.now,
        updatedAt: me.now,
      })),
    )
    .onConflictDoNothing()
  await settleStudy(me, me.actor.id, studyId)
  if (!quizRequired) return
  const attemptId = await openAttempt(me, studyId)
  await answer(me, attemptId)
  await submitAttempt(me, attemptId)
}

async function fillSignInHere(page: Page, idNumber: string) {
  await page.getByLabel('身份证号').fill(idNumber)
  await page.getByLabel('密码', { exact: true }).fill(sturdy)
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** The context of somebody who registered on the screen. */
async function contextOf(idNumber: string): Promise<Ctx<Trainee>> {
  const [db, now] = [portalDb(), new Date()]
  const { id, name } = (await findTraineeByIdNumber(asSystem(now), idNumber))!
  return { db, now, actor: { kind: 'trainee', id, name, address: 'test' } }
}

for (const viewport of viewports) {
  test.describe(`${viewport.width} px`, () => {
    test.use({ viewport })

    test('way 1: somebody registers with a photo, applies step by step, pays, learns and prints the 合格证书', async ({ page }) => {
      const { idNumber } = await registerWithPhoto(page, { name: '郑晓岚', employer: '唐山市第一中学' })
      await page.context().clearCookies() // another day

      await test.step('学习报名, browsed before signing in', async () => {
        await page.goto('/')
        await page
          .getByRole('navigation', { name: '办事入口' })
          .getByRole('link', { name: /学习报名/ })
          .click()
        await expect(page.getByRole('heading', { name: '学习报名' })).toBeVisible()
        await page.getByRole('navigation', { name: '培训类别' }).getByRole('link', { name: '专业科目' }).click()
        await page.getByRole('navigation', { name: '专业', exact: true }).getByRole('link', { name: '建筑工程' }).click()
        await expect(page).toHaveURL(/specialty=/)
        await expect(page.getByRole('heading', { name: /教育教学/ })).toHaveCount(0)
        await inspect(page)
        await page.getByRole('link', { name: of('开始报名', project) }).click()
        await expect(page.getByText('请先登录，登录后回到刚才的页面。')).toBeVisible()
        await fillSignInHere(page, idNumber)
      })

      await test.step('个人及单位信息: a short name is asked about, a suggestion is taken', async () => {
        await expect(page.getByRole('heading', { name: '个人及单位信息', level: 1 })).toBeVisible()
        const employer = page.getByRole('combobox', { name: '单位名称' })
        await expect(employer).toHaveValue('唐山市第一中学')
        await inspect(page)
        await employer.fill('唐山一中')
        await expect(page.getByRole('option', { name: /唐山市第一中学/ })).toBeVisible()
        await employer.press('Escape')
        await page.getByRole('button', { name: '下一步' }).click()
        await expect(refusal(page)).toContainText('像是简称')
        await expect(employer).toHaveValue('唐山一中')
        await expect(page.getByRole('checkbox', { name: '以上就是公章上的单位全称' })).toBeVisible()
        await inspect(page)
        await employer.fill('古冶区住建')
        await page.getByRole('option', { name: /古冶区住房和城乡建设局/ }).waitFor()
        await inspect(page)
        await employer.press('ArrowDown')
        await employer.press('Enter')
        await expect(employer).toHaveValue('唐山市古冶区住房和城乡建设局')
        await expect(page.getByLabel('单位所在行政区划')).toHaveValue('130204')
        await page.getByLabel('职称或技术等级').fill('工程师')
        await page.getByRole('button', { name: '下一步' }).click()
      })

      await test.step('the class of the own region is full: another one needs a reason', async () => {
        await expect(page.getByRole('heading', { name: '选择班级', level: 1 })).toBeVisible()
        await expect(page.getByRole('radio', { name: /古冶区/ })).toBeDisabled()
        await expect(page.getByRole('radio', { name: /开平区/ })).toBeDisabled()
        await expect(page.getByText('报名已结束').first()).toBeVisible()
        await expect(page.getByRole('radio', { name: /丰南区/ })).toBeDisabled()
        await page.getByRole('radio', { name: /路北区/ }).check()
        await inspect(page)
        await page.getByRole('button', { name: '下一步' }).click()
        await expect(refusal(page)).toContainText('请说明选择其他行政区划的原因')
        await expect(page.getByRole('radio', { name: /路北区/ })).toBeChecked()
        await page.getByLabel('选择其他行政区划的原因').fill('长期派驻路北区项目部工作')
        await page.getByRole('button', { name: '下一步' }).click()
      })

      const choose = async (course: string) => {
        await page.getByRole('button', { name: of('选择课程', course) }).click()
        await expect(page.getByRole('button', { name: of('已选', course) })).toBeVisible()
      }

      await test.step('59 hours do not go on', async () => {
        await expect(page.getByRole('heading', { name: '选择课程', level: 1 })).toBeVisible()
        await expect(page.getByRole('region', { name: '必修课程' }).getByRole('button')).toHaveCount(0)
        await expect(page.getByRole('status')).toContainText('24 / 60')
        for (const course of ['建筑工程质量通病防治', '绿色建筑评价标准与应用', '既有建筑加固改造技术', '深基坑支护与监测', '现场急救要点'])
          await choose(course)
        await expect(page.getByRole('status')).toContainText('59 / 60')
        await page.getByRole('button', { name: '下一步' }).click()
        await expect(refusal(page)).toContainText('还差 1 学时')
        await inspect(page)
      })

      await test.step('leaving and coming back resumes at the first gap; the back button loses nothing', async () => {
        await page.goto('/projects')
        await inspect(page)
        await page.getByRole('link', { name: of('继续报名', project) }).click()
        await expect(page.getByRole('status')).toContainText('59 / 60')
        await choose('单位消防安全常识')
        await expect(page.getByRole('status')).toContainText('已选满')
        await page.getByRole('button', { name: '查看已选择课程' }).click()
        await expect(page.getByRole('dialog', { name: '已选择课程' })).toContainText('单位消防安全常识')
        await inspect(page)
        await page.getByRole('button', { name: '关闭' }).click()
        await page.getByRole('button', { name: '下一步' }).click()
        await expect(page.getByRole('heading', { name: '核对并提交订单' })).toBeVisible()
        await page.goBack()
        await expect(page.getByRole('status')).toContainText('62 / 60')
        await page.getByRole('button', { name: '下一步' }).click()
      })

      await test.step('everything once more, the invoice, the order, the payment', async () => {
        await expect(page.getByRole('heading', { name: '核对并提交订单' })).toBeVisible()
        for (const said of ['唐山市古冶区住房和城乡建设局', '长期派驻路北区项目部工作', '工程师'])
          await expect(page.getByText(said)).toBeVisible()
        await page.getByText('机关事业单位', { exact: true }).click()
        await expect(page.getByLabel('发票抬头')).toHaveValue('唐山市古冶区住房和城乡建设局')
        await inspect(page)
        await page.getByRole('button', { name: '提交订单' }).filter({ visible: true }).first().click()
        await expect(page.getByText('应付 ¥180.00')).toBeVisible()
        await inspect(page)
        await page.goto('/projects')
        await expect(page.getByText('待支付')).toBeVisible()
        await inspect(page)
        await page.getByRole('link', { name: /^支付/ }).click()
        await page.getByRole('button', { name: '立即支付' }).click()
        await page.getByRole('button', { name: '确认付款' }).click()
        await expect(page.getByText('付款成功')).toBeVisible()
      })

      await test.step('我的项目: the courses are there, none is to be chosen', async () => {
        await expect(async () => {
          await page.goto('/projects')
          await expect(page.getByRole('link', { name: /^立即学习/ })).toBeVisible({ timeout: 1000 })
        }).toPass()
        await inspect(page)
        await page.getByRole('link', { name: /^立即学习/ }).click()
        await expect(page.getByText('课程已选定。')).toBeVisible()
        await expect(page.getByRole('link', { name: '立即选课' })).toHaveCount(0)
        await inspect(page)
        await page.getByRole('link', { name: '选课情况' }).click()
        await expect(page.getByRole('button', { name: /退选/ })).toHaveCount(0)
        await inspect(page)
      })

      await test.step('all courses but one are finished; the last is watched as people do', async () => {
        const me = await contextOf(idNumber)
        const [mine] = await listMyClasses(me)
        const { studies } = await getClassHome(me, mine!.id)
        const last = studies.find(({ title }) => title === '单位消防安全常识')!
        for (const study of studies.filter((one) => one !== last)) await finish(me, study.id, study.quizRequired)
        await page.goto(`/learn/${last.id}`)
        const current = page.getByRole('region', { name: '章节目录' }).locator('[aria-current]')
        for (const chapter of ['1', '2']) {
          if (chapter === '2') await page.getByRole('link', { name: /^播放下一章/ }).click()
          await expect(current).toContainText(new RegExp(`^${chapter}[^0-9]`))
          await page.getByRole('button', { name: /播放/ }).first().click()
          await expect(current).toContainText('已看完', { timeout: 60_000 })
        }
      })

      await test.step('我的培训证书', async () => {
        await page.goto('/projects')
        await expect(page.getByText('已完成')).toBeVisible()
        await inspect(page)
        await page.goto('/certificates')
        await page.getByRole('link', { name: '我的培训证书' }).filter({ visible: true }).first().click()
        await expect(page.getByRole('heading', { name: '我的培训证书', level: 1 })).toBeVisible()
        await inspect(page)
        const print = page.getByRole('link', { name: /^打印合格证书/ })
        const pdf = await page.request.get((await print.getAttribute('href'))!)
        const { text } = await extractText(await getDocumentProxy(new Uint8Array(await pdf.body())), { mergePages: true })
        const said = text.replace(/\s/g, '')
        for (const words of ['合格证书', '郑晓岚', '唐山市古冶区住房和城乡建设局', '共计62学时，考核合格，特发此证'])
          expect(said).toContain(words)
        const number = /HG-2026-130203-\d{6}/.exec(said)?.[0]
        await page.goto('/verify')
        await page.getByLabel('证书编号').fill(number!)
        await page.getByLabel('姓名').fill('郑晓岚')
        await page.getByRole('button', { name: '查询' }).click()
        await expect(page.getByRole('status', { name: '核验结果' })).toContainText('有效')
      })
    })
  })
}

/** Somebody whose application is complete, on the page where it is confirmed. */
async function atConfirmation(browser: Browser, viewport: Viewport, electives = [0, 1, 2, 4]) {
  await register() // opens the portal's database
  const own = await aProject({ ...openNow(), program: { publishedAt: new Date(Date.now() - 86_400_000) } })
  const { idNumber, ...me } = await anApplicant(own, electives, {}, new Date())
  const context = await browser.newContext({ viewport, ...(viewport.width < 500 && { isMobile: true, hasTouch: true }) })
  const page = await context.newPage()
  await signIn(page, idNumber, sturdy)
  const { gap } = await getApplication(me, own.programId)
  await page.goto(`/enroll/${own.programId}/${gap}`)
  return { own, me, context, page }
}

const openNow = () => {
  const [before, after] = [new Date(Date.now() - 86_400_000), new Date(Date.now() + 86_400_000)]
  return { enrolFrom: before, enrolUntil: after, studyFrom: before, studyUntil: after }
}

const submit = (page: Page) => page.getByRole('button', { name: '提交订单' }).last().click()

/** Takes the programme out of everybody else's sight again. */
const hide = (own: Project) => setProgram(own.programId, { publishedAt: null })

for (const viewport of viewports) {
  test.describe(`${viewport.width} px`, () => {
    test('the class filled while somebody chose: said plainly, everything else kept', async ({ browser }) => {
      const { own, page, context } = await atConfirmation(browser, viewport)
      await inspect(page)
      await db().update(classes).set({ seats: 0 }).where(eq(classes.id, own.id))
      await submit(page)
      await expect(page.getByRole('heading', { name: '选择班级', level: 1 })).toBeVisible()
      await expect(page.getByText('这个班已满员').first()).toBeVisible()
      await expect(page.getByText('已填写的信息和已选的课程都已保留')).toBeVisible()
      await inspect(page)
      await page
        .getByRole('radio', { name: /2026年度班级/, disabled: false })
        .first()
        .check()
      await page.getByLabel('选择其他行政区划的原因').fill('本区划班级已满')
      await page.getByRole('button', { name: '下一步' }).click()
      await submit(page)
      await expect(page.getByText('应付 ¥120.00')).toBeVisible()
      await hide(own)
      await context.close()
    })

    test('the price changed while somebody chose: the page shows the new one, and only that is ordered', async ({ browser }) => {
      const { own, page, context } = await atConfirmation(browser, viewport)
      await setProgram(own.programId, { feeFen: 15_000 })
      await page.getByText('企业', { exact: true }).click()
      await page.getByLabel('统一社会信用代码').fill('91130203MA0DEM0119')
      await submit(page)
      await expect(refusal(page)).toContainText('价格已变为 ¥150.00')
      await expect(page.getByText('¥150.00').filter({ visible: true }).last()).toBeVisible()
      await expect(page.getByLabel('统一社会信用代码')).toHaveValue('91130203MA0DEM0119')
      await inspect(page)
      await submit(page)
      await expect(page.getByText('应付 ¥150.00')).toBeVisible()
      await hide(own)
      await context.close()
    })

    test('a course was withdrawn while somebody chose: it is named, and another can be chosen', async ({ browser }) => {
      const { own, page, context } = await atConfirmation(browser, viewport)
      await db().update(courses).set({ publishedAt: null, title: '已下架的课程' }).where(eq(courses.id, own.electives[4]!))
      await submit(page)
      await expect(page.getByRole('heading', { name: '选择课程', level: 1 })).toBeVisible()
      await expect(page.getByText('这些课程已不再提供：《已下架的课程》')).toBeVisible()
      await expect(page.getByRole('status')).toContainText('59 / 60')
      await inspect(page)
      await hide(own)
      await context.close()
    })

    test('two tabs: what is chosen in one counts in the other', async ({ browser }) => {
      const { own, page, context } = await atConfirmation(browser, viewport, [])
      const other = await context.newPage()
      await other.goto(page.url())
      const cards = (tab: Page) => tab.getByRole('region', { name: '选修课程' }).getByRole('button', { name: /^选择课程/ })
      await cards(page).first().click()
      await expect(cards(page)).toHaveCount(4)
      await cards(other).nth(1).click()
      await expect(cards(other)).toHaveCount(3)
      await expect(other.getByRole('button', { name: /^已选\s*：/ })).toHaveCount(2)
      await page.reload()
      await expect(page.getByRole('button', { name: /^已选\s*：/ })).toHaveCount(2)
      await hide(own)
      await context.close()
    })

    test("an application is its owner's alone, and a step out of reach leads to the first gap", async ({ page, expectConsole }) => {
      const { idNumber } = await register()
      await signIn(page, idNumber, sturdy)
      const [program] = await db().select({ id: programs.id }).from(programs).where(eq(programs.title, project))
      await page.goto(`/enroll/${program!.id}/confirm`)
      await expect(page.getByRole('heading', { name: '个人及单位信息', level: 1 })).toBeVisible()
      expectConsole(/404/)
      await page.goto('/enroll/019f6f00-0000-7000-8000-000000000000/person')
      await expect(page.getByRole('heading', { name: '没有找到这个页面' })).toBeVisible()
    })
  })
}

test('before any script loads, the steps of an application work as forms do', async ({ browser }) => {
  const { own, me, page, context } = await atConfirmation(browser, viewports[1], [])
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await context.storageState() })
  const bare = await plain.newPage()
  const address = `${process.env.PORTAL}/enroll/${own.programId}`
  await bare.goto(`${address}/person`)
  await bare.getByLabel('单位名称').fill('唐山一中')
  await bare.getByRole('button', { name: '下一步' }).click()
  await expect(refusal(bare)).toContainText('例如唐山市第一中学')
  await expect(bare.getByLabel('单位名称')).toHaveValue('唐山一中')
  await bare.getByRole('checkbox', { name: '以上就是公章上的单位全称' }).check()
  await bare.getByRole('button', { name: '下一步' }).click()
  await bare.getByRole('button', { name: '下一步' }).click()
  await bare
    .getByRole('button', { name: /^选择课程/ })
    .first()
    .click()
  await expect(bare.getByRole('button', { name: /^已选\s*：/ })).toHaveCount(1)
  await bare.getByRole('button', { name: '下一步' }).click()
  await expect(refusal(bare)).toContainText('还差')
  expect((await getApplication(me, own.programId)).application).toMatchObject({ employer: '唐山一中', classId: own.id })
  await hide(own)
  await plain.close()
  await page.close()
  await context.close()
})
