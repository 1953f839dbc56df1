import type { Kind } from './kinds'
import { letterOf, most } from './rules'

/** Letters and figures narrow and in upper case, without blanks, brackets and stars. */
export const plain = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/[\s*:：（）()【】[\]“”"'‘’]/g, '')
    .toUpperCase()

const yes = '正确 对 对的 是 是的 真 成立 √ ✓ ✔ ☑ ✅ 勾 T TRUE Y YES RIGHT CORRECT'.split(' ')
const no = '错误 错 错的 不正确 不对 否 不是 假 不成立 × ✕ ✗ ✘ ✖ ☒ ❌ ╳ 叉 X F FALSE N NO WRONG INCORRECT'.split(' ')

/** Of a word for right or wrong, in Chinese or English or as a sign; null when it is none. */
export function truthOf(text: string): boolean | null {
  const word = plain(text)
    .replace(/\ufe0f/g, '')
    .replace(/[。.！!]$/, '')
  return yes.includes(word) ? true : no.includes(word) ? false : null
}

export type Answer = { correct: number[] } | { unclear: string }
const unclear = (what: string): Answer => ({ unclear: what })

/**
 * AC, A、C, ａ，ｃ, 1,3 or 正确, 对, √, TRUE: as places in the options, none where nothing stands. `options` are the cells as filled, also those of a
 * judgement: where they say 错误 and 正确, A means the first.
 */
export function answerOf(kind: Kind, text: string, options: string[]): Answer {
  const answer = plain(text).replace(/[、,，;；.。/|&+和与及]/g, '')
  if (!answer) return { correct: [] }
  return kind === 'judgement' ? judged(text, answer, options) : chosen(text, answer, options)
}

function judged(text: string, answer: string, options: string[]): Answer {
  const option = answer === 'A' ? options[0] : answer === 'B' ? options[1] : undefined
  const truth = option ? truthOf(option) : (truthOf(text) ?? ({ A: true, 1: true, B: false, 0: false } as Record<string, boolean>)[answer])
  return typeof truth === 'boolean' ? { correct: [truth ? 0 : 1] } : unclear('答案看不懂')
}

function chosen(text: string, answer: string, options: string[]): Answer {
  const letters = /^[1-8]+$/.test(answer) ? [...answer].map((figure) => letterOf(Number(figure) - 1)).join('') : answer
  if (!/^[A-H]+$/.test(letters)) return unclear('答案看不懂')
  const places = [...new Set(letters)].map((letter) => letter.charCodeAt(0) - 65).sort((a, b) => a - b)
  const same = letters === answer ? -1 : options.findIndex((option) => plain(option) === plain(text))
  if (same >= 0 && !(places.length === 1 && places[0] === same))
    return unclear(`答案“${text}”既像第 ${text} 个选项，又是选项 ${letterOf(same)} 的内容`)
  return places.every((place) => place < most.options) ? { correct: places } : unclear('答案看不懂')
}
