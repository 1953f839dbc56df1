import { randomUUID } from 'node:crypto'
import { and, eq, isNull } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { questions } from '@/db/schema/catalog'
import { quizAttempts } from '@/db/schema/quiz'
import { addQuestion, editQuestion, restoreQuestion, retireQuestion } from '@/lib/catalog/questions/edit-questions'
import { writeGift } from '@/lib/catalog/questions/gift'
import { exportQuestions, getStagedImport, importQuestions, stageImport } from '@/lib/catalog/questions/import-questions'
import { listQuestions } from '@/lib/catalog/questions/queries'
import type { Draft } from '@/lib/catalog/questions/rules'
import { questionTemplate, writeQuestionSheet } from '@/lib/catalog/questions/sheet'
import { openAttempt } from '@/lib/quiz/open-attempt'
import { NotFound } from '@/lib/shared/not-found'
import { zip } from '@/lib/shared/zip'
import { deedsOf } from '../support/books'
import { aLearner, watch } from '../support/learners'
import { handmade, sheetXml, workbook } from '../support/rosters'
import { aStaff } from '../support/staff'
import { aClass, aCourse } from '../support/world'

const editor = () => aStaff('content_editor')
const draft = (change: Partial<Draft> = {}): Draft => ({
  kind: 'single',
  stem: '发现有人触电，首先应当（　）。',
  options: ['切断电源', '用手拉开', '泼水'],
  correct: [0],
  explanation: '先切断电源。',
  ...change,
})
const bankOf = (courseId: string) =>
  db()
    .select()
    .from(questions)
    .where(and(eq(questions.courseId, courseId), isNull(questions.retiredAt)))
const rowOf = async (id: string) => (await db().select().from(questions).where(eq(questions.id, id)))[0]!

describe('a question', () => {
  test('that nobody was asked is changed in place; one that somebody was asked is replaced, and the paper keeps it', async () => {
    const me = editor()
    const courseId = await aCourse({ quiz: false })
    const asked = await addQuestion(me, { courseId, draft: draft() })
    const learner = await aLearner({ parts: [{ hours: 4, courses: [courseId] }] })
    const then = await watch(learner.trainee, learner.studyId)
    const attemptId = await openAttempt(then, learner.studyId)
    const fresh = await addQuestion(me, { courseId, draft: draft({ stem: '新题' }) })

    expect(await editQuestion(me, { questionId: fresh, draft: draft({ stem: '新题，改过' }) })).toBe(fresh)
    const successor = await editQuestion(me, { questionId: asked, draft: draft({ correct: [1] }) })
    expect(successor).not.toBe(asked)
    expect(await rowOf(asked)).toMatchObject({ correct: [0], retiredAt: me.now })
    expect(await rowOf(successor)).toMatchObject({ correct: [1], retiredAt: null })
    const [attempt] = await db().select().from(quizAttempts).where(eq(quizAttempts.id, attemptId))
    expect(attempt!.paper.map(({ id }) => id)).toEqual([asked])
    await expect(editQuestion(me, { questionId: asked, draft: draft({ stem: '又改' }) })).rejects.toMatchObject({
      code: 'question_retired',
    })
    await expect(restoreQuestion(me, asked)).rejects.toMatchObject({ code: 'question_twice' })
  })

  test.each([
    ['no stem', { stem: '' }, 'stem'],
    ['one option', { options: ['甲'] }, 'option0'],
    ['a gap in the options', { options: ['甲', '', '丙'] }, 'option0'],
    ['no right answer', { correct: [] }, 'correct0'],
    ['two right answers of one', { correct: [0, 1] }, 'correct0'],
    ['one right answer of several', { kind: 'multiple' as const }, 'correct0'],
    ['a judgement without a verdict', { kind: 'judgement' as const, options: ['正确', '错误'], correct: [] }, 'truth'],
  ])('with %s is refused at its field', async (_, change, field) => {
    const courseId = await aCourse({ quiz: false })
    await expect(addQuestion(editor(), { courseId, draft: draft(change) })).rejects.toMatchObject({ code: 'question_wrong', field })
    expect(await bankOf(courseId)).toEqual([])
  })

  test('is there once, whatever its blanks and brackets look like', async () => {
    const courseId = await aCourse({ quiz: false })
    await addQuestion(editor(), { courseId, draft: draft() })
    const same = draft({ stem: ' 发现有人触电， 首先应当（ ） ' })
    await expect(addQuestion(editor(), { courseId, draft: same })).rejects.toMatchObject({ code: 'question_twice', field: 'stem' })
  })

  test('goes only when the bank stays large enough for published programmes', async () => {
    const me = editor()
    const courseId = await aCourse() // 8, 3 and 4; papers ask for 5, 2 and 3
    await aClass({ parts: [{ hours: 4, courses: [courseId] }] })
    const multiple = (await bankOf(courseId)).filter(({ kind }) => kind === 'multiple')
    await retireQuestion(me, multiple[0]!.id)
    await expect(retireQuestion(me, multiple[1]!.id)).rejects.toMatchObject({ code: 'bank_needed', facts: { lacking: '多选题差 1 道' } })
    await restoreQuestion(me, multiple[0]!.id)
    await retireQuestion(me, multiple[1]!.id)
    const query = { q: '', page: 1, sort: '-kind', filters: { state: 'retired' } }
    expect(await listQuestions(me, courseId, query)).toMatchObject({ total: 1, retired: 1, bank: { single: 8, multiple: 2, judgement: 4 } })
  })

  test('is for those with the right', async () => {
    const courseId = await aCourse()
    const [question] = await bankOf(courseId)
    for (const role of ['auditor', 'region_manager', 'finance'] as const) {
      await expect(addQuestion(aStaff(role), { courseId, draft: draft() })).rejects.toThrow(NotFound)
      await expect(retireQuestion(aStaff(role), question!.id)).rejects.toThrow(NotFound)
      await expect(stageImport(aStaff(role), { courseId, fileName: 'a.xlsx', file: questionTemplate() })).rejects.toThrow(NotFound)
    }
    const auditor = aStaff('auditor')
    expect((await exportQuestions(auditor, courseId)).drafts).toHaveLength(15)
    expect(await deedsOf(auditor)).toEqual(['export.questions'])
  })
})

const stage = async (courseId: string, file: Buffer, fileName = '题库.xlsx', me = editor()) => {
  const importId = await stageImport(me, { courseId, fileName, file })
  return { me, importId, staged: await getStagedImport(me, { courseId, importId }) }
}

describe('a bank comes from a table', () => {
  test('the template holds three examples and no question; filled in, the examples stay out', async () => {
    const courseId = await aCourse({ quiz: false })
    const { me, importId, staged } = await stage(courseId, questionTemplate())
    expect(staged).toMatchObject({ questions: [], problems: [], duplicates: [], doubts: [] })
    expect(staged.remarks).toContain('第 2、3、4 行是模版中的示例，没有导入。')
    await expect(importQuestions(me, { courseId, importId, leaveOut: false })).rejects.toMatchObject({ code: 'import_is_empty' })
    expect(await bankOf(courseId)).toEqual([])
  })

  test('columns in any order under a title, answers as people write them; every problem with its place', async () => {
    const courseId = await aCourse({ quiz: false })
    await addQuestion(editor(), { courseId, draft: draft({ stem: '已有的题', options: ['一', '二'], correct: [0] }) })
    const file = workbook([
      ['用电安全题库'],
      ['答案', '题目', '题型', 'A', 'B', 'C', '解析'],
      ['B', '甲题', '单选', '一', '二', '三', '说明'],
      ['a、c', '乙题', '多选题', '一', '二', '三', ''],
      ['√', '丙题', '判断', '', '', '', ''],
      ['D', '丁题', '单选', '一', '二', '三', ''],
      ['甲', '戊题', '单选', '一', '二', '', ''],
      ['A', '己题', '填空', '一', '二', '', ''],
      ['A', '', '单选', '一', '二', '', ''],
      ['A', '已有的题。', '单选', '一', '二', '', ''],
      ['B', '甲题。', '单选', '一', '二', '三', ''],
    ])
    const { me, importId, staged } = await stage(courseId, file)
    expect(staged.questions.map(({ place, draft: { stem, correct } }) => [place, stem, correct])).toEqual([
      ['第 3 行', '甲题', [1]],
      ['第 4 行', '乙题', [0, 2]],
      ['第 5 行', '丙题', [0]],
    ])
    expect(staged.problems.map(({ place, column, value }) => [place, column, value])).toEqual([
      ['第 6 行', '答案', 'D'],
      ['第 7 行', '答案', '甲'],
      ['第 8 行', '题型', '填空'],
      ['第 9 行', '题干', ''],
    ])
    expect(staged.duplicates.map(({ place, of }) => [place, of])).toEqual([
      ['第 10 行', '题库中已有'],
      ['第 11 行', '与第 3 行相同'],
    ])
    await expect(importQuestions(me, { courseId, importId, leaveOut: false })).rejects.toMatchObject({ code: 'import_has_problems' })
    expect(await bankOf(courseId)).toHaveLength(1)
    expect(await importQuestions(me, { courseId, importId, leaveOut: true })).toBe(3)
    expect(await bankOf(courseId)).toHaveLength(4)
  })

  test('twins: the same stem with other options is another question, and so is another sign; doubtful ones are taken when they are wanted', async () => {
    const courseId = await aCourse({ quiz: false })
    const single = (stem: string, a: string, b: string, answer = 'A') => [answer, stem, '单选', a, b]
    await addQuestion(editor(), { courseId, draft: draft({ stem: '火警电话是（　）。', options: ['119', '120'] }) })
    const file = workbook([
      ['答案', '题目', '题型', 'A', 'B'],
      single('下列说法正确的是（ ）。', '湿手不能触碰开关', '湿手可以拔插头'),
      single('下列说法正确的是（ ）。', '站在上风口灭火', '站在下风口灭火'),
      single('3+2=（ ）', '5', '1'),
      single('3-2=（ ）', '5', '1', 'B'),
      single('若 a>b，则', '大', '小'),
      single('若 a<b，则', '大', '小', 'B'),
      single('pH<7 的溶液呈', '酸性', '碱性'),
      single('pH>7 的溶液呈', '酸性', '碱性', 'B'),
      single('-5℃ 属于', '零下', '零上'),
      single('5℃ 属于', '零下', '零上', 'B'),
      single('面积是', '10²', '102'),
      single('功率是', '1 1/2', '11/2'),
      single('火警电话是( )', '120', '119', 'B'),
      single('3＋2＝（ ）', '1', '5', 'B'),
      single('火警电话是（ ）。', '119', '120', 'B'),
      single('“火警”电话是（ ）。', '119', '120'),
    ])
    const { me, importId, staged } = await stage(courseId, file)
    expect(staged.problems).toEqual([])
    expect(staged.questions.map(({ place }) => place)).toEqual(Array.from({ length: 12 }, (_, i) => `第 ${i + 2} 行`))
    expect(staged.duplicates.map(({ place, of }) => [place, of])).toEqual([
      ['第 14 行', '题库中已有'],
      ['第 15 行', '与第 4 行相同'],
    ])
    expect(staged.doubts.map(({ place, why }) => [place, why])).toEqual([
      ['第 16 行', expect.stringContaining('与题库中的题题干和选项相同，答案不同')],
      ['第 17 行', expect.stringContaining('与题库中的题只有标点或大小写不同')],
    ])
    expect(await importQuestions(me, { courseId, importId, leaveOut: false, keep: [1] })).toBe(13)
    const stems = (await bankOf(courseId)).map(({ stem }) => stem)
    expect(stems).toContain('“火警”电话是（ ）。')
    expect(stems.filter((stem) => stem.startsWith('下列说法正确的是'))).toHaveLength(2)
  })

  test('a question that lost its picture is taken only when somebody wants it', async () => {
    const courseId = await aCourse({ quiz: false })
    const gift = '[html]<p>下图是</p><img src\\="@@PLUGINFILE@@/%E7%81%AB.png">{=甲 ~乙}\n\n好题{T}\n\n几个{#3}\n'
    const { me, importId, staged } = await stage(courseId, Buffer.from(gift), '题.gift')
    expect(staged.doubts).toMatchObject([{ place: '第 1 题（第 1 行）', why: '有图片或音视频没有导入：火.png', draft: { stem: '下图是' } }])
    expect(staged.problems).toMatchObject([{ place: '第 3 题（第 5 行）', what: '数值题不能导入' }])
    expect(await importQuestions(me, { courseId, importId, leaveOut: true, keep: [7] })).toBe(1)
  })

  test('a bank that was exported is imported unchanged, by either way', async () => {
    const from = await aCourse()
    const { title, drafts } = await exportQuestions(editor(), from)
    for (const file of [writeQuestionSheet(drafts), Buffer.from(writeGift(title, drafts))]) {
      const courseId = await aCourse({ quiz: false })
      const { me, importId, staged } = await stage(courseId, file)
      expect(staged.problems).toEqual([])
      await importQuestions(me, { courseId, importId, leaveOut: false })
      const again = (await exportQuestions(me, courseId)).drafts
      expect(new Set(again.map((one) => JSON.stringify(one)))).toEqual(new Set(drafts.map((one) => JSON.stringify(one))))
    }
  })

  test('what looks like a formula leaves as it is, and comes back as it was', async () => {
    const tricky = draft({ stem: '=HYPERLINK("http://x")', options: ["'=2", '+2', '-5℃', '@2'] })
    const courseId = await aCourse({ quiz: false })
    const { staged } = await stage(courseId, writeQuestionSheet([tricky]))
    expect(staged.questions.map((one) => one.draft)).toEqual([tricky])
  })

  test('two confirmations at once import it once; nobody confirms for another', async () => {
    const courseId = await aCourse({ quiz: false })
    const { me, importId } = await stage(courseId, writeQuestionSheet([draft(), draft({ stem: '二' }), draft({ stem: '三' })]))
    const given = { courseId, importId, leaveOut: false }
    await expect(importQuestions(editor(), given)).rejects.toThrow(NotFound)
    await expect(importQuestions(me, { ...given, courseId: await aCourse({ quiz: false }) })).rejects.toThrow(NotFound)
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => importQuestions(me, given)))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await bankOf(courseId)).toHaveLength(3)
  })

  const doctype = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'
  const bomb = zip([['xl/workbook.xml', Buffer.alloc(200e6, ' ')]])
  test.each([
    ['nothing', Buffer.alloc(0), 'bank_file_empty'],
    ['too much', Buffer.alloc(5_000_001, 65), 'bank_file_large'],
    ['a web page', Buffer.from('<html><table><tr><td>题型'), 'bank_file_kind'],
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0', 'latin1'), 'bank_file_kind'],
    ['no questions at all', Buffer.from('// 只有说明\n'), 'bank_file_none'],
    ['a zip of nothing', zip([]), 'bank_file_kind'],
    [
      'a table without a header',
      workbook([
        ['姓名', '身份证号'],
        ['王', '1'],
      ]),
      'bank_file_unreadable',
    ],
    ['a table cut off', questionTemplate().subarray(0, 900), 'bank_file_unreadable'],
    ['a bomb', bomb, 'bank_file_unreadable'],
    ['a DOCTYPE', handmade(doctype + sheetXml('')), 'bank_file_unreadable'],
  ])('%s is refused with its reason', async (_, file, code) => {
    const courseId = await aCourse({ quiz: false })
    const began = performance.now()
    await expect(stage(courseId, file)).rejects.toMatchObject({ code })
    expect(performance.now() - began).toBeLessThan(5000)
  })
})

test('a course that is not there has no bank', async () => {
  await expect(stage(randomUUID(), questionTemplate())).rejects.toThrow(NotFound)
})
