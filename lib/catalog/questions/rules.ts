import { type Kind, kindNames } from './kinds'

/** A question as an editor writes it; `correct` are places in `options`, from 0. */
export type Draft = { kind: Kind; stem: string; options: string[]; correct: number[]; explanation: string }

export const judgementOptions = ['正确', '错误']

export const most = { options: 8, stem: 1000, option: 300, explanation: 2000, questions: 2000 }

export const letterOf = (option: number) => String.fromCharCode(65 + option)

export type DraftProblem = { field: 'kind' | 'stem' | 'options' | 'correct' | 'explanation'; what: string; todo: string }

/** What is wrong with a question, all of it; empty when nothing is. */
export function problemsOf({ kind, stem, options, correct, explanation }: Draft): DraftProblem[] {
  const problems: DraftProblem[] = []
  const say = (field: DraftProblem['field'], what: string, todo: string) => problems.push({ field, what, todo })
  if (!stem.trim()) say('stem', '题干是空的', '请填写题干')
  if (stem.length > most.stem) say('stem', `题干超过 ${most.stem} 字`, '请缩短题干')
  if (explanation.length > most.explanation) say('explanation', `题析超过 ${most.explanation} 字`, '请缩短题析')
  if (kind !== 'judgement') {
    if (options.length < 2) say('options', '选项少于 2 个', '请至少填写 A、B 两个选项')
    if (options.length > most.options) {
      say('options', `选项多于 ${most.options} 个`, '请减少选项')
      return problems // thousands of them are not compared with each other
    }
    const empty = options.findIndex((option) => !option.trim())
    if (empty >= 0) say('options', `选项 ${letterOf(empty)} 是空的`, '请补上，或把后面的选项前移')
    const long = options.findIndex((option) => option.length > most.option)
    if (long >= 0) say('options', `选项 ${letterOf(long)} 超过 ${most.option} 字`, '请缩短选项')
    const twice = options.findIndex((option, i) => option.trim() && options.indexOf(option) < i)
    if (twice >= 0) say('options', `选项 ${letterOf(twice)} 与前面的选项相同`, '请改写其中一个')
  }
  const outside = correct.find((i) => i < 0 || i >= options.length)
  if (!correct.length) say('correct', '没有正确答案', '请标出正确答案')
  else if (outside !== undefined) say('correct', `答案 ${letterOf(outside)} 没有对应的选项`, '请核对答案或补上选项')
  else if (kind !== 'multiple' && correct.length > 1) say('correct', `${kindNames[kind]}只能有一个正确答案`, '请只留一个，或改为多选题')
  else if (kind === 'multiple' && correct.length < 2) say('correct', '多选题至少有两个正确答案', '请补上答案，或改为单选题')
  return problems
}

/** As texts of questions are kept: one kind of line ends, no characters that cannot be seen or saved. */
export const cleanText = (text: string) =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]/g, '')
    .toWellFormed()
    .trim()
