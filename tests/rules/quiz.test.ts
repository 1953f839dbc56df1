import { describe, expect, test } from 'vitest'
import type { PaperQuestion } from '@/db/schema/quiz'
import { drawPaper, gradePaper, isRight, unanswered } from '@/lib/quiz/rules'

/** Repeatable chance (a linear congruence), so that a failing draw can be looked at again. */
function chance(seed: number) {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
const draws = Array.from({ length: 50 }, (_, seed) => chance(seed + 1))

const question = (kind: PaperQuestion['kind'], n: number, correct: number[]): PaperQuestion => ({
  id: `${kind}-${n}`,
  kind,
  stem: `${kind} ${n}`,
  options: kind === 'judgement' ? ['正确', '错误'] : ['甲', '乙', '丙', '丁'].map((option) => `${option}${n}`),
  correct,
  explanation: '题析',
})
const many = (kind: PaperQuestion['kind'], n: number, correct: number[]) => Array.from({ length: n }, (_, i) => question(kind, i, correct))
const bank = [...many('single', 8, [1]), ...many('multiple', 5, [0, 2]), ...many('judgement', 4, [1])]
const counts = { single: 5, multiple: 3, judgement: 2 }
const kindsOf = (paper: PaperQuestion[]) => paper.map(({ kind }) => kind)

describe('a paper is drawn', () => {
  test('with so many questions a kind, kind after kind, none twice', () => {
    for (const random of draws) {
      const paper = drawPaper(bank, counts, new Set(), random)
      expect(kindsOf(paper)).toEqual([...Array(5).fill('single'), ...Array(3).fill('multiple'), ...Array(2).fill('judgement')])
      expect(new Set(paper.map(({ id }) => id)).size).toBe(10)
    }
  })

  test('from questions not seen before, and from the others only when those run out', () => {
    const seen = new Set(['single-0', 'single-1', 'single-2', 'single-3', 'single-4', 'judgement-0'])
    for (const random of draws) {
      const ids = drawPaper(bank, counts, seen, random).map(({ id }) => id)
      expect(ids).toEqual(expect.arrayContaining(['single-5', 'single-6', 'single-7']))
      expect(ids.filter((id) => seen.has(id))).toHaveLength(2)
      expect(ids).not.toContain('judgement-0')
    }
  })

  test('with its options shuffled and the key gone along with them', () => {
    const keys = new Set<string>()
    for (const random of draws) {
      for (const drawn of drawPaper(bank, { single: 8, multiple: 5, judgement: 0 }, new Set(), random)) {
        const original = bank.find(({ id }) => id === drawn.id)!
        const right = (of: PaperQuestion) => of.correct.map((i) => of.options[i]).sort()
        expect(right(drawn)).toEqual(right(original))
        expect([...drawn.options].sort()).toEqual([...original.options].sort())
        keys.add(`${drawn.kind} ${drawn.correct}`)
      }
    }
    expect(keys.size).toBe(4 + 6) // every place of one right option, every pair of two
  })

  test('with 正确 and 错误 in their order', () => {
    for (const random of draws)
      for (const { options, correct } of drawPaper(bank, { single: 0, multiple: 0, judgement: 4 }, new Set(), random))
        expect([options, correct]).toEqual([['正确', '错误'], [1]])
  })

  test('in an order that differs', () => {
    const orders = new Set(
      draws.map((random) =>
        drawPaper(bank, counts, new Set(), random)
          .map(({ id }) => id)
          .join(),
      ),
    )
    expect(orders.size).toBe(draws.length)
  })

  test('whole from a bank that has fewer, and empty from an empty one', () => {
    const small = [...many('single', 2, [0]), ...many('judgement', 1, [0])]
    expect(kindsOf(drawPaper(small, counts, new Set(), chance(1)))).toEqual(['single', 'single', 'judgement'])
    expect(drawPaper([], counts, new Set(), chance(1))).toEqual([])
  })

  test('without changing the bank', () => {
    const before = structuredClone(bank)
    drawPaper(bank, counts, new Set(), chance(1))
    expect(bank).toEqual(before)
  })
})

describe('an answer is right', () => {
  const single = question('single', 0, [2])
  const multiple = question('multiple', 0, [0, 2, 3])
  test.each<[string, PaperQuestion, number[] | undefined, boolean]>([
    ['the right option', single, [2], true],
    ['a wrong option', single, [1], false],
    ['the right option and another', single, [2, 1], false],
    ['the right option twice', single, [2, 2], false],
    ['taken back', single, [], false],
    ['never given', single, undefined, false],
    ['all of several', multiple, [0, 2, 3], true],
    ['all of several in another order', multiple, [3, 0, 2], true],
    ['some of several', multiple, [0, 2], false],
    ['more than all', multiple, [0, 1, 2, 3], false],
    ['as many, one of them wrong', multiple, [0, 1, 2], false],
    ['as many, one of them twice', multiple, [0, 0, 2], false],
  ])('%s', (_, asked, answer, right) => {
    expect(isRight(asked, answer)).toBe(right)
  })
})

describe('a paper is marked out of 100, all questions alike', () => {
  test.each([
    [10, 10, 100, true],
    [10, 6, 60, true],
    [10, 5, 50, false],
    [10, 0, 0, false],
    [3, 1, 33, false],
    [3, 2, 67, true],
    [42, 25, 60, true], // 59.52
    [79, 47, 59, false], // 59.49
    [1, 1, 100, true],
    [0, 0, 0, false],
  ])('of %i questions %i right: %i, passed: %s', (size, right, score, passed) => {
    const paper = many('single', size, [1])
    const answers = Object.fromEntries(paper.map((_, i) => [i, [i < right ? 1 : 0]]))
    expect(gradePaper(paper, answers, 60)).toEqual({ right, score, passed })
  })

  test.each([
    [59, true],
    [60, true],
    [61, false],
  ])('60 points with a pass mark of %i: %s', (passMark, passed) => {
    const paper = many('single', 5, [1])
    expect(gradePaper(paper, { 0: [1], 1: [1], 2: [1] }, passMark).passed).toBe(passed)
  })
})

test('questions without an answer, or with one taken back, are told', () => {
  expect(unanswered(4, { 0: [1], 2: [] })).toEqual([1, 2, 3])
})
