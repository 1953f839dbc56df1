import type { Answers, HandedIn, PaperQuestion } from '@/db/schema/quiz'
import { type Counts, kinds } from '@/lib/catalog/questions/kinds'
import { later, minutes } from '@/lib/shared/time'

export type BankQuestion = PaperQuestion
/** A number in [0, 1), as Math.random gives; passed in, so that a draw can be repeated in a test. */
export type Random = () => number

/**
 * Draws a paper: so many questions a kind, those not seen in earlier attempts first, in random order, options shuffled.
 * A bank with fewer questions of a kind gives all it has. 判断 options keep their order: 正确, 错误.
 */
export function drawPaper(bank: BankQuestion[], counts: Counts, seen: Set<string>, random: Random): PaperQuestion[] {
  return kinds.flatMap((kind) => {
    const ofKind = shuffle(
      bank.filter((question) => question.kind === kind),
      random,
    )
    const freshFirst = [...ofKind.filter(({ id }) => !seen.has(id)), ...ofKind.filter(({ id }) => seen.has(id))]
    const drawn = shuffle(freshFirst.slice(0, counts[kind]), random)
    return drawn.map((question) => (kind === 'judgement' ? question : shuffleOptions(question, random)))
  })
}

function shuffleOptions(question: PaperQuestion, random: Random): PaperQuestion {
  const order = shuffle(
    question.options.map((_, i) => i),
    random,
  )
  return {
    ...question,
    options: order.map((i) => question.options[i]!),
    correct: question.correct.map((i) => order.indexOf(i)).sort((a, b) => a - b),
  }
}

/** Fisher and Yates. */
function shuffle<T>(items: T[], random: Random): T[] {
  const out = [...items]
  for (let i = out.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[out[i], out[j]] = [out[j]!, out[i]!]
  }
  return out
}

export const isRight = (question: PaperQuestion, answer: number[] | undefined) =>
  answer !== undefined && answer.length === question.correct.length && question.correct.every((option) => answer.includes(option))

/**
 * Marks a paper: all questions count alike, to a whole number out of 100; too few, too many or wrong choices score nothing.
 * `answers` are by position in the paper.
 */
export function gradePaper(paper: PaperQuestion[], answers: Answers, passMark: number) {
  const right = paper.filter((question, i) => isRight(question, answers[i])).length
  const score = paper.length ? Math.round((100 * right) / paper.length) : 0
  return { right, score, passed: score >= passMark }
}

/** Positions without an answer, from 0. */
export const unanswered = (size: number, answers: Answers) => Array.from({ length: size }, (_, i) => i).filter((i) => !answers[i]?.length)

/** A class as a paper is judged by it. */
export type PaperPeriod = { status: string; studyUntil: Date; graceMinutes: number }

/** Until when a paper that was opened in time may be answered and handed in; null in a passed class, which stays open for ever. */
export const dueAt = ({ status, studyUntil, graceMinutes }: PaperPeriod): Date | null =>
  status === 'passed' ? null : later(studyUntil, minutes(graceMinutes))

/** How a paper counts that is handed in now. */
export function handedInAt(period: PaperPeriod, now: Date): HandedIn {
  const due = dueAt(period)
  if (!due || now < period.studyUntil) return 'in_time'
  return now < due ? 'in_grace' : 'by_server'
}
