import { sql } from 'drizzle-orm'
import { questionTemplate } from '@/lib/catalog/questions/sheet'
import { fakeVideo, ffmpegIsHere, realVideo } from '../support/lessons'
import { workbook } from '../support/rosters'
import { expect, inspect, portalDb, refusal, signInAsStaff, test } from './portal'

const gift = `$CATEGORY: 安全

[html]<p>下图所示的标志是</p><img src\\="@@PLUGINFILE@@/%E7%A6%81%E7%81%AB.png">{=禁止烟火 ~当心触电}

先断电，再救人。{T}

几种安全色？{#4}

火警电话是（ ）。{=119 ~120 ~%50%110}

“火警”电话是（ ）{=119 ~120 ~110}
`

test('a course from nothing on one page: two videos at once become chapters, then its bank, with what is doubtful decided', async ({
  page,
}) => {
  const course = `动火作业安全 ${Date.now()}`
  await signInAsStaff(page, 'editor')
  await test.step('the new course says what it lacks before it is published', async () => {
    await page.goto('/admin/courses/new')
    await page.getByLabel('课程名称').fill(course)
    await page.getByLabel('课程提供方').fill('渤海湾安全培训中心')
    await page.getByLabel('培训类别').selectOption({ index: 1 })
    await page.getByRole('textbox', { name: '学时' }).fill('4')
    await page.getByLabel('课程介绍').fill('动火作业的票证、监护与应急处置。')
    await page.getByRole('button', { name: '新建课程' }).click()
    await expect(page.getByText('还没有章节，请先添加至少一个章节。')).toBeVisible()
    await expect(page.getByText('还没有项目使用这门课程，发布后学员也选不到。')).toBeVisible()
    await expect(page.getByText('题库还没有题目')).toBeVisible()
    await inspect(page)
  })
  const path = new URL(page.url()).pathname

  await test.step('two videos are sent at once; the note ends when they are ready, and both become chapters', async () => {
    const buffer = ffmpegIsHere ? realVideo({ width: 320, height: 180, seconds: 3 }) : fakeVideo()
    const names = ['第2讲', '第10讲'].map((name) => `${name} ${course}`)
    await page
      .locator('.lesson-upload input[type=file]')
      .setInputFiles([...names].reverse().map((name) => ({ name: `${name}.mp4`, mimeType: 'video/mp4', buffer })))
    const status = page.locator('.lesson-upload [role=status]')
    await expect(status).toContainText('已传完并处理好', { timeout: 120_000 })
    await expect(status).not.toContainText('正在后台处理', { timeout: 120_000 })
    for (const name of names) await page.getByLabel(name).check()
    await inspect(page)
    await page.getByRole('button', { name: '把勾选的视频加入课程' }).click()
    await expect(page.locator('.chapter-order li b')).toHaveText(names)
    await inspect(page)
  })

  const bank = async (name: string, buffer: Buffer) => {
    await page.goto(`${path}/bank/import`)
    await page.locator('input[name=bank]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })
    await expect(page.getByRole('heading', { name })).toBeVisible()
  }
  await test.step('the template as it comes holds no question', async () => {
    await bank('题库模版.xlsx', questionTemplate())
    await expect(page.getByText('第 2、3、4 行是模版中的示例，没有导入。')).toBeVisible()
    await expect(page.getByText('没有可以导入的题目')).toBeVisible()
    await inspect(page)
  })
  await test.step('a Moodle file: what is of another kind is named, what is doubtful is asked', async () => {
    await bank('题库.gift', Buffer.from(gift))
    await expect(page.getByRole('row', { name: /第 3 题（第 7 行）.*数值题不能导入/ })).toBeVisible()
    await expect(page.getByText(/第 4 题中部分得分和倒扣的权重没有导入/)).toBeVisible()
    await expect(page.getByText(/有图片或音视频没有导入：禁火.png/)).toBeVisible()
    await page.getByLabel(/“火警”电话是/).check()
    await page.getByLabel('只导入没有问题的题目').check()
    await inspect(page)
    await page.getByRole('button', { name: '导入 2 道题和勾选的题' }).click()
    await expect(page.getByText('已导入 3 道题。')).toBeVisible()
    await inspect(page)
  })
})

test('a course that people study says, before it is saved, who is affected and what they will see', async ({ page }) => {
  const [studied] = await portalDb().execute<{ id: string; title: string; chapter: string }>(sql`
    select c.id, c.title, min(ch.id::text) as chapter
    from courses c join studies s on s.course_id = c.id and s.ended_at is null join chapters ch on ch.course_id = c.id
    group by c.id order by count(distinct s.id) desc limit 1`)
  const { id, title, chapter } = studied!
  await signInAsStaff(page, 'editor')
  await page.goto(`/admin/courses/${id}/edit`)
  await page.getByRole('textbox', { name: '学时' }).fill('12')
  await page.getByLabel('课程名称').fill(`${title}（新）`)
  const seen = page.getByRole('region', { name: '保存后学员看到的' })
  await expect(seen).toContainText(/\d+ 人在学这门课程/)
  await expect(seen).toContainText(`${title} → ${title}（新）`)
  await expect(seen).toContainText(/只对以后选课的学员；在学的 \d+ 人不变/)
  await inspect(page)
  await page.goto(`/admin/courses/${id}/chapters/${chapter}`)
  await expect(page.getByText(/人看了一部分：新旧视频时长相差不超过/)).toBeVisible()
  await expect(page.getByText(/位在学的学员打开课程时会看到新的名称/)).toBeVisible()
  await inspect(page)
  await page.goto(`/admin/courses/${id}`)
  await page.locator('summary', { hasText: '添加章节' }).click()
  await expect(page.locator('.add-chapter')).toContainText(/\d+ 人在学这门课程/)
  await inspect(page)
})

test('regions come by paste and categories by .xlsx: previewed, with problems by row, then all at once', async ({ page }) => {
  const [code, other] = [0, 1].map((i) => String(500_000 + ((Date.now() + i * 7) % 399_000)))
  const [first, second] = [`新区${code}`, `新县${other}`]
  await signInAsStaff(page, 'admin')
  await page.goto('/admin/settings')
  await inspect(page)
  await page.getByRole('link', { name: '批量增加行政区划' }).click()
  await page.getByRole('button', { name: '检查' }).click()
  await expect(refusal(page)).toContainText('没有读到内容')
  await page.getByLabel('从表格中复制，粘贴到这里').fill(`代码\t名称\n${code}\t${first}\n130203\t别的名称\n${other}\t${second}`)
  await page.getByRole('button', { name: '检查' }).click()
  await expect(page.getByRole('row', { name: /第 3 行.*代码 130203 已是“路北区”/ })).toBeVisible()
  await inspect(page)
  await page.getByRole('button', { name: '增加 2 个' }).click()
  await expect(refusal(page)).toContainText('1 行有问题')
  await page.getByLabel('只增加没有问题的').check()
  await page.getByRole('button', { name: '增加 2 个' }).click()
  await expect(page.getByText('已增加 2 个。')).toBeVisible()
  await expect(page.getByText(second, { exact: true }).first()).toBeVisible()

  await page.getByRole('link', { name: '批量增加类别与专业' }).click()
  const table = workbook([
    ['培训类别', '专业'],
    [`类别${code}`, '水利工程'],
    ['', '建筑工程'],
  ])
  await page
    .locator('input[name=table]')
    .setInputFiles({ name: '类别.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(table) })
  await expect(page.getByRole('row', { name: /第 3 行.*建筑工程/ })).toBeVisible()
  await inspect(page)
  await page.getByRole('button', { name: '增加 3 个' }).click()
  await expect(page.getByText('已增加 3 个。')).toBeVisible()
})
