import { describe, expect, test } from 'vitest'
import { dayStart, untilYearsLater, yearsLater } from '@/lib/catalog/programs/days'
import { findingsOf, type ProgramPlan, refundWorse, triesFewer } from '@/lib/catalog/programs/rules'
import { formatLastDay, untilEndOf } from '@/lib/shared/time'

const quiz = { single: 5, multiple: 2, judgement: 3 }
const bank = { single: 15, multiple: 6, judgement: 9 }
const course = { partId: 'p', title: '急救', creditHours: 4, quizRequired: true, priceFen: null, published: true, chapters: 3, bank }
const part = { id: 'p', name: '专业选修', requiredHours: 4, compulsory: false }
const plan = (change: Partial<ProgramPlan> = {}): ProgramPlan => ({
  pricing: 'class',
  feeFen: 12_000,
  selectionTiming: 'after_payment',
  quiz,
  parts: [part],
  courses: [course],
  classes: { all: 1, open: 1 },
  ...change,
})

describe('whether a programme can be passed and paid', () => {
  test('nothing is to be said about one that is in order', () => {
    expect(findingsOf(plan())).toEqual([])
  })

  test.each([
    ['no parts', { parts: [], courses: [] }, 'stop', '还没有学时要求'],
    ['a part without courses', { courses: [] }, 'stop', '还没有课程'],
    ['too few hours', { parts: [{ ...part, requiredHours: 5 }] }, 'stop', '要求 5 学时，已发布的课程只有 4 学时'],
    ['hours of a course that is not published', { courses: [{ ...course, published: false }] }, 'stop', '只有 0 学时'],
    [
      'a course that is not published',
      { courses: [course, { ...course, title: '未发布', published: false }] },
      'stop',
      '“未发布”还没有发布',
    ],
    [
      'a course without a chapter',
      { courses: [course, { ...course, title: '空课', published: false, chapters: 0 }] },
      'stop',
      '“空课”还没有发布，也还没有章节',
    ],
    ['no class', { classes: { all: 0, open: 0 } }, 'look', '还没有班级'],
    ['no class that can be joined', { classes: { all: 2, open: 0 } }, 'look', '没有可以报名的班级'],
    ['a bank that is too small', { courses: [{ ...course, bank: { ...bank, multiple: 0 } }] }, 'stop', '多选题差 2 道'],
    [
      'a bank of fewer than three papers',
      { courses: [{ ...course, bank: { ...bank, judgement: 8 } }] },
      'look',
      '“急救”的题库不足三份试卷',
    ],
    ['quizzes without questions', { quiz: { single: 0, multiple: 0, judgement: 0 } }, 'stop', '题数是 0'],
    ['courses without a price', { pricing: 'course' as const }, 'stop', '还没有价格'],
    ['a shelf priced by class', { selectionTiming: 'single_courses' as const }, 'stop', '不能按班收费'],
    [
      'a compulsory part of a shelf',
      { selectionTiming: 'single_courses' as const, parts: [{ ...part, compulsory: true }] },
      'stop',
      '不能有必修部分',
    ],
    ['a compulsory part with more than it asks', { parts: [{ ...part, requiredHours: 3, compulsory: true }] }, 'look', '学员要全部学完'],
    ['no fee', { feeFen: 0 }, 'look', '0 元'],
  ])('%s', (_, change, kind, says) => {
    expect(findingsOf(plan(change))).toContainEqual({ kind, text: expect.stringContaining(says) })
  })

  test('a small bank is no matter where no quiz is asked for, nor are hours on a shelf', () => {
    expect(findingsOf(plan({ courses: [{ ...course, quizRequired: false, bank: { single: 0, multiple: 0, judgement: 0 } }] }))).toEqual([])
    const shelf = {
      selectionTiming: 'single_courses',
      pricing: 'course',
      parts: [{ ...part, requiredHours: 50 }],
      courses: [{ ...course, priceFen: 0 }],
    } as const
    expect(findingsOf(plan(shelf as unknown as Partial<ProgramPlan>))).toEqual([])
  })
})

test.each([
  [{ refundDays: 7, refundMaxLearntPercent: 20 }, { refundDays: 7, refundMaxLearntPercent: 20 }, false],
  [{ refundDays: 7, refundMaxLearntPercent: 20 }, { refundDays: 14, refundMaxLearntPercent: 30 }, false],
  [{ refundDays: null, refundMaxLearntPercent: 0 }, { refundDays: 1, refundMaxLearntPercent: 0 }, false],
  [{ refundDays: 7, refundMaxLearntPercent: 20 }, { refundDays: null, refundMaxLearntPercent: 20 }, true],
  [{ refundDays: 7, refundMaxLearntPercent: 20 }, { refundDays: 6, refundMaxLearntPercent: 20 }, true],
  [{ refundDays: 7, refundMaxLearntPercent: 20 }, { refundDays: 9, refundMaxLearntPercent: 10 }, true],
])('refunds from %o to %o are worse: %s', (before, after, worse) => expect(refundWorse(before, after)).toBe(worse))

describe('days', () => {
  test.each([
    ['2026-03-01', '2026-02-28T16:00:00.000Z'],
    ['2024-02-29', '2024-02-28T16:00:00.000Z'],
  ])('%s begins in China at %s', (text, at) => expect(dayStart(text)?.toISOString()).toBe(at))
  test.each(['2026-02-29', '2026-13-01', '26-1-1', '2026/03/01', '', 'x'])('%s is no day', (text) => expect(dayStart(text)).toBeNull())
  test.each([
    ['2026-03-01T00:00:00+08:00', 1, '2027-03-01T00:00:00+08:00'],
    ['2024-02-29T00:00:00+08:00', 1, '2025-02-28T00:00:00+08:00'],
    ['2024-02-29T00:00:00+08:00', 4, '2028-02-29T00:00:00+08:00'],
    ['2026-01-01T00:00:00+08:00', -1, '2025-01-01T00:00:00+08:00'],
  ])('%s, %d years later', (at, years, expected) => expect(yearsLater(new Date(at), years)).toEqual(new Date(expected)))

  test.each([
    ['2026-12-31', 1, '2027-12-31'],
    ['2027-02-28', 1, '2028-02-28'],
    ['2028-02-28', 1, '2029-02-28'],
    ['2028-02-29', 1, '2029-02-28'],
    ['2028-02-29', 4, '2032-02-29'],
  ])('a last day %s is, %d years later, %s', (day, years, expected) =>
    expect(formatLastDay(untilYearsLater(untilEndOf(day), years))).toBe(expected),
  )
})

test.each([
  [null, null, false],
  [null, 5, true],
  [5, null, false],
  [5, 6, false],
  [5, 5, false],
  [5, 4, true],
])('tries in all from %s to %s: fewer %s', (before, after, fewer) => {
  expect(triesFewer({ quizMostTries: before }, { quizMostTries: after })).toBe(fewer)
})
