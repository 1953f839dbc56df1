import { describe, expect, test } from 'vitest'
import { dayStart, yearsLater } from '@/lib/catalog/programs/days'
import { findingsOf, type ProgramPlan, refundWorse } from '@/lib/catalog/programs/rules'

const bank = { single: 5, multiple: 2, judgement: 3 }
const course = { partId: 'p', title: '急救', creditHours: 4, quizRequired: true, priceFen: null, published: true, bank }
const part = { id: 'p', name: '专业选修', requiredHours: 4, compulsory: false }
const plan = (change: Partial<ProgramPlan> = {}): ProgramPlan => ({
  pricing: 'class',
  feeFen: 12_000,
  selectionTiming: 'after_payment',
  quiz: bank,
  parts: [part],
  courses: [course],
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
    ['a bank that is too small', { courses: [{ ...course, bank: { ...bank, multiple: 0 } }] }, 'stop', '多选题差 2 道'],
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
})
