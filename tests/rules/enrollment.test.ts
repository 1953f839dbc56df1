import { describe, expect, test } from 'vitest'
import { surplusWords } from '@/app/(center)/_components/surplus-words'
import {
  type ChosenCourse,
  isComplete,
  isPassed,
  type Part,
  progressPercent,
  refusalToEnroll,
  refusalToStudy,
  tally,
  totals,
} from '@/lib/enrollment/rules'
import { ringParts } from '@/lib/enrollment/tally-parts'

const [from, until] = [new Date('2026-03-01T00:00:00+08:00'), new Date('2026-04-01T00:00:00+08:00')]
const justBefore = (at: Date) => new Date(at.getTime() - 1)

describe('a class can be joined', () => {
  const offer = { seats: 2, seatsTaken: 1, enrolFrom: from, enrolUntil: until, closedAt: null }
  test.each([
    ['not a moment before it opens', justBefore(from), {}, 'enrolment_not_open'],
    ['from the very moment it opens', from, {}, undefined],
    ['until the last moment', justBefore(until), {}, undefined],
    ['not at the moment it closes', until, {}, 'enrolment_closed'],
    ['with the last seat', from, { seatsTaken: 1 }, undefined],
    ['not without a seat', from, { seatsTaken: 2 }, 'class_full'],
    ['not when the staff closed it, whatever the dates say', from, { closedAt: from }, 'enrolment_closed'],
    ['not when it was closed and full: closed is what is said', until, { seatsTaken: 2 }, 'enrolment_closed'],
  ])('%s', (_, now, change, code) => {
    expect(refusalToEnroll({ ...offer, ...change }, now)?.code).toBe(code)
  })

  test('and who comes too early reads the day it opens', () => {
    expect(refusalToEnroll(offer, justBefore(from))).toEqual({ code: 'enrolment_not_open', facts: { day: '2026-03-01' } })
  })
})

describe('a class can be studied', () => {
  test.each([
    ['active', justBefore(from), 'study_period_not_begun'],
    ['active', from, undefined],
    ['active', justBefore(until), undefined],
    ['active', until, 'study_period_over'],
    ['passed', justBefore(from), undefined],
    ['passed', until, undefined],
    ['reserved', from, 'class_not_active'],
    ['released', from, 'class_not_active'],
    ['withdrawn', from, 'class_not_active'],
  ])('%s at %j: %s', (status, now, code) => {
    expect(refusalToStudy({ status, studyFrom: from, studyUntil: until }, now)?.code).toBe(code)
  })
})

const part = (id: string, requiredHours: number): Part => ({ id, name: id, shortName: id, requiredHours })
const parts = [part('公需', 10), part('专业', 8)]
const course = (partId: string, creditHours: number, passed = false): ChosenCourse => ({ partId, creditHours, passed })

describe('hours are counted by part', () => {
  test.each<[string, ChosenCourse[], ChosenCourse[], Record<string, number>[]]>([
    [
      'nothing yet',
      [],
      [],
      [
        { earned: 0, chosen: 0, candidate: 0, missing: 10 },
        { earned: 0, chosen: 0, candidate: 0, missing: 8 },
      ],
    ],
    [
      'chosen, earned and put aside',
      [course('公需', 4, true), course('公需', 2)],
      [course('专业', 3)],
      [
        { earned: 4, chosen: 6, candidate: 0, missing: 4 },
        { earned: 0, chosen: 0, candidate: 3, missing: 5 },
      ],
    ],
    [
      'too much in one part leaves the other where it was',
      [course('公需', 30, true)],
      [],
      [
        { earned: 30, chosen: 30, candidate: 0, missing: 0 },
        { earned: 0, chosen: 0, candidate: 0, missing: 8 },
      ],
    ],
    [
      'a course of a part that the programme has not counts nowhere',
      [course('别的', 30, true)],
      [],
      [
        { earned: 0, chosen: 0, candidate: 0, missing: 10 },
        { earned: 0, chosen: 0, candidate: 0, missing: 8 },
      ],
    ],
  ])('%s', (_, chosen, candidates, expected) => {
    expect(tally(parts, chosen, candidates)).toMatchObject(expected)
  })

  test.each<[string, ChosenCourse[], ChosenCourse[], ReturnType<typeof totals>]>([
    ['nothing yet', [], [], { required: 18, earned: 0, chosen: 0, candidate: 0, missing: 18 }],
    [
      'what exceeds a part is left out of the whole',
      [course('公需', 30, true), course('专业', 2, true)],
      [],
      { required: 18, earned: 12, chosen: 12, candidate: 0, missing: 6 },
    ],
    [
      'candidates count as far as they are still needed',
      [course('公需', 8)],
      [course('公需', 6)],
      { required: 18, earned: 0, chosen: 8, candidate: 2, missing: 8 },
    ],
    [
      'candidates of a part that is full count nothing',
      [course('公需', 12)],
      [course('公需', 6)],
      { required: 18, earned: 0, chosen: 10, candidate: 0, missing: 8 },
    ],
  ])('%s, in all', (_, chosen, candidates, expected) => {
    expect(totals(tally(parts, chosen, candidates))).toEqual(expected)
  })
})

describe('what is chosen beyond the hours asked for', () => {
  test.each<[string, ChosenCourse[], ChosenCourse[], string | null, string | null]>([
    ['nothing chosen', [], [], null, null],
    ['just enough', [course('公需', 6)], [course('公需', 4)], null, null],
    ['two hours too many, with a candidate', [course('公需', 6)], [course('公需', 6)], '公需多选 2 学时', '不学完也不影响合格'],
    [
      'too many in both',
      [course('公需', 12, true), course('专业', 9)],
      [],
      '公需多选 2 学时，专业多选 1 学时',
      '不计入要求的学时，也不抵其他类别',
    ],
  ])('%s', (_, chosen, candidates, which, why) => {
    const words = surplusWords('after_payment', tally(parts, chosen, candidates))
    expect(words).toEqual(which === null ? null : expect.stringContaining(which))
    if (why) expect(words).toContain(why)
  })

  test('where courses came with the order, all of them are to be finished all the same', () => {
    expect(surplusWords('before_payment', tally(parts, [course('公需', 12)]))).toContain('选中的课程都要学完')
  })
})

describe('a class is passed', () => {
  test.each<[string, ChosenCourse[], boolean]>([
    ['when every part has its hours', [course('公需', 10, true), course('专业', 8, true)], true],
    ['when they are more than asked', [course('公需', 12, true), course('专业', 9, true)], true],
    ['not by many hours of one part', [course('公需', 40, true), course('专业', 7, true)], false],
    ['not by courses chosen and not passed', [course('公需', 10, true), course('专业', 8)], false],
    ['not by nothing', [], false],
  ])('%s', (_, chosen, complete) => {
    expect(isComplete(tally(parts, chosen))).toBe(complete)
  })
})

describe("what passes a class is its programme's to say", () => {
  const enough = [course('公需', 10, true), course('专业', 8, true)]
  const oneMore = [...enough, course('专业', 4)]
  const allDone = [...enough, course('专业', 4, true)]
  const tooFew = [course('公需', 10, true), course('专业', 7, true)]
  test.each([
    ['after_payment', 'enough hours', enough, true],
    ['after_payment', 'enough hours and a course left over', oneMore, true],
    ['after_payment', 'too few hours', tooFew, false],
    ['before_payment', 'enough hours', enough, true],
    ['before_payment', 'enough hours and a chosen course not passed', oneMore, false],
    ['before_payment', 'all chosen courses', allDone, true],
    ['before_payment', 'all chosen courses, but too few hours', tooFew, false],
    ['before_payment', 'nothing', [], false],
    ['single_courses', 'every course', allDone, false],
  ] as const)('%s: %s', (timing, _, chosen, passed) => {
    expect(isPassed(timing, tally(parts, [...chosen]), [...chosen])).toBe(passed)
  })
})

describe('progress in whole per cent', () => {
  test.each([
    [0, 600, false, 0],
    [5, 600, false, 0],
    [6, 600, false, 1],
    [299, 600, false, 49],
    [599, 600, false, 99],
    [600, 600, false, 99],
    [700, 600, false, 99],
    [598, 600, true, 100],
    [0, 0, false, 0],
  ])('%i of %i seconds, done: %s, is %i %%', (seen, total, done, percent) => {
    expect(progressPercent(seen, total, done)).toBe(percent)
  })
})

test('a ring of more than four parts joins the smallest, and what exceeds one of them does not help the others', () => {
  const many = [part('甲', 30), part('乙', 20), part('丙', 10), part('丁', 4), part('戊', 2)]
  const ring = ringParts(tally(many, [course('丁', 9, true), course('甲', 6, true)]))
  expect(ring.map(({ label }) => label)).toEqual(['甲', '乙', '丙', '其他'])
  expect(ring.at(-1)).toEqual({ label: '其他', required: 6, earned: 4, chosen: 4 })
})
