import type { Page } from '@playwright/test'
import { and, eq, sql } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { getSelection } from '@/lib/enrollment/queries'
import { chooseCourse, confirmSelection } from '@/lib/enrollment/select-courses'
import { formatDay, later } from '@/lib/shared/time'
import { deliverNotice, payAtBank } from '../support/bank'
import { fakeVideo, ffmpegIsHere, realVideo } from '../support/lessons'
import { workbook } from '../support/rosters'
import { askForInvoice, askForRefund, issueByHand, refundAndReverse, takeInvoice } from './bookkeeping'
import { expect, inspect, of, portalDb, register, signIn, signInAsStaff, sturdy, test } from './portal'

const course = '汛期安全用电与避险'
const program = '2027年度安全生产专题培训'
const answers = ['切断电源', '水面', '金属杆', '错误']

const bank = workbook(
  [
    ['汛期安全用电题库'],
    ['题型', '题干', 'A', 'B', 'C', '答案', '解析'],
    ['单选题', '家中进水，首先应当（　）。', '切断电源', '抢救家具', '拍照', 'A', '先断电。'],
    ['多选题', '雷雨天应当远离（　）。', '水面', '金属杆', '室内', 'AB', ''],
    ['判断题', '湿手可以插拔插头。', '', '', '', '错误', '水会导电。'],
    ['单选题', '电线落水时应当（　）。', '绕行', '捡起', '', 'D', ''],
  ],
  '题库',
)

test('a new year: programme, lesson and bank published; a trainee passes; an invoice by hand, a refund; the report', async ({
  page,
  browser,
}) => {
  await signInAsStaff(page, 'editor')
  await test.step("last year's programme is copied", async () => {
    await page.goto('/admin/programs')
    await inspect(page)
    await page.getByRole('link', { name: '2026年度安全生产专题培训', exact: true }).click()
    await expect(page.getByRole('heading', { name: '学员将看到' })).toBeVisible()
    await inspect(page)
    await page.getByRole('link', { name: '复制到新年度' }).click()
    await expect(page).toHaveURL(/\/copy$/)
    await inspect(page)
    await page.getByRole('button', { name: '复制项目' }).click()
    await expect(page.getByRole('heading', { name: program, level: 1 })).toBeVisible()
    await expect(page.getByText('未发布', { exact: true })).toBeVisible()
  })
  const programPath = new URL(page.url()).pathname

  await test.step('a lesson is uploaded, and transcoded in the background', async () => {
    await page.goto('/admin/courses/lessons')
    await inspect(page)
    const buffer = ffmpegIsHere ? realVideo({ width: 960, height: 540, seconds: 6 }) : fakeVideo()
    await page.locator('.lesson-upload input[type=file]').setInputFiles({ name: `${course}.mp4`, mimeType: 'video/mp4', buffer })
    await expect(page.getByRole('status').filter({ hasText: '已传完' })).toBeVisible()
    await expect(page.getByRole('link', { name: course, exact: true })).toBeVisible({ timeout: 120_000 })
    await page.getByRole('link', { name: course, exact: true }).click()
    await expect(page.getByText(/480、|×480/).first()).toBeVisible()
    const captions = Buffer.from('1\n00:00:00,500 --> 00:00:04,000\n汛期用电，先断电。\n')
    await page.locator('input[name=captions]').setInputFiles({ name: '字幕.srt', mimeType: 'text/plain', buffer: captions })
    await expect(page.getByText('有 1 条字幕。')).toBeVisible()
    await inspect(page)
  })

  await test.step('a course is made of it', async () => {
    await page.goto('/admin/courses/new')
    await page.getByLabel('课程名称').fill(course)
    await page.getByLabel('课程提供方').fill('渤海湾')
    await page.getByRole('option', { name: '渤海湾安全培训中心' }).click()
    await page.getByLabel('培训类别').selectOption({ label: '机关事业单位工人培训' })
    await page.getByRole('textbox', { name: '学时' }).fill('0')
    await page.getByLabel('课程介绍').fill('汛期怎样安全用电，遇险怎样避险。')
    await page.getByRole('button', { name: '新建课程' }).click()
    await expect(page.getByRole('link', { name: '学时是 1 到 200 的整数。' })).toBeVisible()
    await inspect(page)
    await page.getByRole('textbox', { name: '学时' }).fill('8')
    await page.getByRole('button', { name: '新建课程' }).click()
    await expect(page.getByRole('heading', { name: course, level: 1 })).toBeVisible()
    await page.getByRole('button', { name: '发布课程' }).click()
    await expect(page.locator('.note[role=alert]')).toContainText('还没有章节')
    await page.locator('summary', { hasText: '添加章节' }).click()
    await page.getByLabel('章节名称').fill('断电与避险')
    const option = page.getByLabel('视频', { exact: true }).locator('option', { hasText: course })
    await page.getByLabel('视频', { exact: true }).selectOption((await option.getAttribute('value'))!)
    await page.locator('.add-chapter button[type=submit]').click()
    await expect(page.locator('.chapter-order').getByText('断电与避险', { exact: true })).toBeVisible()
    await inspect(page)
  })
  const coursePath = new URL(page.url()).pathname

  await test.step('its bank is imported; what is wrong in the file is said, and left out', async () => {
    await page.goto(`${coursePath}/bank/import`)
    await page
      .locator('input[name=bank]')
      .setInputFiles({ name: '题库.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bank) })
    await expect(page.getByRole('row', { name: /第 6 行.*答案 D 没有对应的选项/ })).toBeVisible()
    await inspect(page)
    await page.getByRole('button', { name: '导入 3 道题' }).click()
    await expect(page.locator('.note[role=alert]')).toContainText('1 处问题')
    await page.getByLabel('只导入没有问题的题目').check()
    await page.getByRole('button', { name: '导入 3 道题' }).click()
    await expect(page.getByText('已导入 3 道题。')).toBeVisible()
    await inspect(page)
    await page.goto(coursePath)
    await page.getByRole('button', { name: '发布课程' }).click()
    await expect(page.getByText('已发布', { exact: true })).toBeVisible()
  })

  await test.step('the programme takes it, with smaller papers and a class that is open now, and is published', async () => {
    await page.goto(`${programPath}/edit`)
    await inspect(page)
    for (const kind of ['每卷单选题', '每卷多选题', '每卷判断题']) await page.getByLabel(kind).fill('1')
    await page.getByLabel('支付后可退天数').fill('7')
    await page.getByRole('button', { name: '保存' }).click()
    await expect(page.getByText('每份试卷 3 题')).toBeVisible()
    await page.getByRole('link', { name: '添加课程' }).click()
    const option = page.getByLabel('课程', { exact: true }).locator('option', { hasText: course })
    await page.getByLabel('课程', { exact: true }).selectOption((await option.getAttribute('value'))!)
    await page.getByRole('button', { name: '添加课程' }).click()
    await expect(page.getByRole('link', { name: course, exact: true })).toBeVisible()
    await page.getByRole('link', { name: '2027年度安全生产专题培训班（路北区）' }).click()
    const day = (ms: number) => formatDay(later(new Date(), ms * 86_400_000))
    await page.getByLabel('报名开始').fill(day(-1))
    await page.getByLabel('学习开始').fill(day(-1))
    await inspect(page)
    await page.getByRole('button', { name: '保存' }).click()
    await page.getByRole('button', { name: '发布项目' }).click()
    await expect(page.getByText('已发布', { exact: true })).toBeVisible()
    await inspect(page)
  })

  const programId = programPath.split('/').at(-1)!
  const [graduate, leaver] = [await enrolled(programId), await enrolled(programId)]
  const trainee = await (await browser.newContext()).newPage()

  await test.step('a trainee of it watches what was uploaded, and passes', async () => {
    await signIn(trainee, graduate.idNumber, sturdy)
    await trainee.goto(graduate.learn)
    const current = trainee.getByRole('region', { name: '章节目录' }).locator('[aria-current]')
    await trainee.getByRole('button', { name: /播放/ }).first().click()
    await expect(current).toContainText('已看完', { timeout: 90_000 })
    await trainee.getByRole('button', { name: of('课后测验', course) }).click()
    await answer(trainee)
    await expect(trainee.getByRole('heading', { name: /合格$/ }).first()).toBeVisible()
    await trainee.getByRole('link', { name: '返回班级首页' }).first().click()
    await expect(trainee.getByText('班级已合格。')).toBeVisible()
  })

  const finance = await (await browser.newContext()).newPage()
  await signInAsStaff(finance, 'finance')

  await test.step('who passed asks for an invoice: finance issues it by hand', async () => {
    await trainee.goto(graduate.order)
    await askForInvoice(trainee)
    const issued = await issueByHand(finance, graduate.orderNumber, '20.00')
    await trainee.reload()
    await takeInvoice(trainee, issued)
    await trainee.context().close()
  })

  await test.step('another asks for the money back, and has it; the invoice is reversed', async () => {
    const other = await (await browser.newContext()).newPage()
    await signIn(other, leaver.idNumber, sturdy)
    await other.goto(leaver.order)
    await askForInvoice(other)
    await issueByHand(finance, leaver.orderNumber, '20.00')
    await other.reload()
    await askForRefund(other)
    await refundAndReverse(finance, leaver.orderNumber, '20.00')
    await other.goto(leaver.order)
    await expect(other.getByText('款项已原路退回。')).toBeVisible()
    await other.context().close()
  })

  await test.step('the report of the year says what the database says', async () => {
    await finance.goto('/admin/reports?by=class&year=2027')
    const row = finance.getByRole('region', { name: '明细' }).getByRole('row', { name: /路北区/ })
    const counted = await countedOf(programId)
    await expect(row.locator('.n')).toHaveText(counted)
    expect(counted).toEqual(['1', '0', '1', '8', '40.00', '20.00', '20.00'])
    await finance.context().close()
  })
})

/** What a report says of the class of this programme, counted in the database without the portal's code. */
async function countedOf(programId: string): Promise<string[]> {
  const [row] = await portalDb().execute<Record<string, string>>(sql`
    with mine as (
      select e.trainee_id, e.id, e.status from enrollments e join classes c on c.id = e.class_id
      where c.program_id = ${programId} and c.region_code = '130203'
    ), paid as (
      select distinct p.buyer_id, p.id, p.amount_fen from mine join order_items i on (i.trainee_id, i.enrollment_id) = (mine.trainee_id, mine.id)
      join payments p on (p.buyer_id, p.order_id) = (i.buyer_id, i.order_id)
    )
    select (select count(*) from mine where status in ('active', 'passed')) as enrolled,
      (select count(*) from mine where status = 'active') as learning,
      (select count(*) from mine where status = 'passed') as passed,
      (select coalesce(sum(s.credit_hours), 0) from mine join studies s on (s.trainee_id, s.enrollment_id) = (mine.trainee_id, mine.id)
        where s.passed_at is not null and s.ended_at is null) as hours,
      (select coalesce(sum(amount_fen), 0) from paid) as received,
      (select coalesce(sum(r.amount_fen), 0) from paid join refunds r on (r.buyer_id, r.payment_id) = (paid.buyer_id, paid.id)
        where r.status = 'done') as returned`)
  const { enrolled, learning, passed, hours, received, returned } = row!
  const yuan = (fen: number) => (fen / 100).toFixed(2)
  const money = [Number(received), Number(returned), Number(received) - Number(returned)].map(yuan)
  return [enrolled!, learning!, passed!, hours!, ...money].map(String)
}

/** Somebody new in the open class of this programme, the new course chosen. */
async function enrolled(programId: string) {
  const { idNumber, ...person } = await register()
  const me = { ...person, now: new Date() }
  const [trainingClass] = await me.db
    .select({ id: classes.id })
    .from(classes)
    .where(and(eq(classes.programId, programId), eq(classes.regionCode, '130203')))
  const orderId = await placeOrder(me, { classId: trainingClass!.id, invoice: null })
  await payAtBank(me, orderId)
  await deliverNotice(me, orderId)
  const { order, enrollmentId } = await getOrder(me, orderId)
  const { courseId } = (await getSelection(me, enrollmentId)).courses.find(({ title }) => title === course)!
  await chooseCourse(me, { enrollmentId, courseId })
  await confirmSelection(me, { enrollmentId })
  const { studyId } = (await getSelection(me, enrollmentId)).courses.find(({ title }) => title === course)!
  return { idNumber, orderNumber: order.number, order: `/orders/${orderId}`, learn: `/learn/${studyId}` }
}

/** The right options of each question, by their words. */
async function answer(page: Page) {
  const numbers = page.getByRole('complementary', { name: '答题卡' }).getByRole('button', { name: /^第\d+题/ })
  await expect(numbers).toHaveCount(3)
  for (let i = 0; i < 3; i++) {
    await numbers.nth(i).click()
    const question = page.getByRole('region', { name: `第${i + 1}题` })
    for (const text of answers) {
      const option = question.locator('label').filter({ has: page.getByText(text, { exact: true }) })
      if (await option.count()) await option.click()
    }
    await expect(numbers.nth(i)).toHaveAccessibleName(new RegExp(`第${i + 1}题，已作答`))
  }
  await page.getByRole('button', { name: '我要交卷' }).first().click()
}
