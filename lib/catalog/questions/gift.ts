import { truthOf } from './answer'
import { readGiftText, readUnmarked, type TextFormat, takeMarkers } from './gift-text'
import { cleanText, type Draft, judgementOptions, most, problemsOf } from './rules'

/** `number` counts the questions of the file, its `line` is where it begins. */
export type GiftPlace = { number: number; line: number }
export type GiftProblem = GiftPlace & { value: string; what: string; todo: string }
/** `lost` names the pictures and sounds that a question had. */
export type GiftQuestion = GiftPlace & { draft: Draft; lost: string[] }
export type GiftFile = { questions: GiftQuestion[]; problems: GiftProblem[]; remarks: string[] }

/** Of one question with its options and feedback. */
const mostCharacters = 20_000

type Block = { line: number; text: string }

/**
 * Reads a Moodle GIFT file: 单选 and 多选 by = and ~ with %weights%, 判断 by TRUE and FALSE, # feedback, \ escapes, [formats], // comments.
 * Categories and partial credit are left out, and said. Whatever is of another kind is a problem with its number and line; nothing is guessed.
 */
export function parseGift(source: string): GiftFile {
  const file: GiftFile = { questions: [], problems: [], remarks: [] }
  const weighed: number[] = []
  let [categories, number] = [0, 0]
  for (const { line, text } of blocksOf(source)) {
    const [, category, below] = /^(\$CATEGORY\s*:[^\n]*)([\s\S]*)$/i.exec(text) ?? []
    if (category) categories++
    const block = category ? { line: line + 1, text: below!.trim() } : { line, text }
    if (!block.text) continue
    if (number === most.questions) {
      file.remarks.push(`一次最多导入 ${most.questions} 道题，第 ${block.line} 行起没有读取。`)
      break
    }
    if (read(file, ++number, block)) weighed.push(number)
  }
  if (categories) file.remarks.push(`文件中的 ${categories} 处题目分类（$CATEGORY）没有导入：题目都归入这门课程。`)
  if (weighed.length) {
    const which = weighed.slice(0, 20).join('、') + (weighed.length > 20 ? ` 等 ${weighed.length} 道` : '')
    file.remarks.push(`第 ${which} 题中部分得分和倒扣的权重没有导入：测验只分对错，选对全部正确选项才得分。`)
  }
  return file
}

/** @returns whether weights of its options were left out */
function read(file: GiftFile, number: number, block: Block): boolean {
  const place = { number, line: block.line }
  const value = block.text.replace(/\s+/g, ' ').slice(0, 60)
  const found = questionOf(block.text)
  const problems = 'what' in found ? [found] : problemsOf(found.draft)
  file.problems.push(...problems.map(({ what, todo }) => ({ ...place, value, what, todo })))
  if ('what' in found || problems.length) return false
  file.questions.push({ ...place, draft: found.draft, lost: found.lost })
  return found.weighed
}

/** What stands between blank lines, without comments, with the line it begins on. */
function blocksOf(source: string): Block[] {
  const blocks: Block[] = []
  let current: { line: number; lines: string[] } | null = null
  const lines = source
    .replace(/^\ufeff/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n')
  for (const [i, line] of [...lines, ''].entries()) {
    if (/^\s*\/\//.test(line)) continue
    if (line.trim()) {
      current ??= { line: i + 1, lines: [] }
      current.lines.push(line)
    } else if (current) {
      blocks.push({ line: current.line, text: current.lines.join('\n').trim() })
      current = null
    }
  }
  return blocks
}

type Problem = { what: string; todo: string }
type Found = { draft: Draft; lost: string[]; weighed: boolean }
const no = (what: string, todo: string): Problem => ({ what, todo })
const otherKind = (kind: string) => no(`${kind}不能导入`, '题库只有单选、多选和判断题，请改写成其中一种，或删去')

/** Control characters stand for escaped ones while the text is taken apart. */
const escapes = '~=#{}:\\n'
const hide = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those that stand for escaped characters must not come from the file
    .replace(/[\x01-\x08]/g, '')
    .replace(/\\([~=#{}:\\n])/g, (_, c: string) => String.fromCharCode(1 + escapes.indexOf(c)))
const show = (text: string) =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
  text.replace(/[\x01-\x08]/g, (c) => (c === '\x08' ? '\n' : escapes[c.charCodeAt(0) - 1]!))

/** Reads the texts of one question: each in its own format, or in that of the stem; gathers the pictures that they had. */
class Texts {
  readonly lost: string[] = []
  constructor(private readonly format: TextFormat) {}

  stem = (hidden: string) => this.kept(readUnmarked(show(hidden), this.format))
  read = (hidden: string) => this.kept(readGiftText(show(hidden), this.format))

  private kept({ text, media }: { text: string; media: string[] }): string {
    this.lost.push(...media)
    return cleanText(text)
  }
}

const title = /^\s*::[\s\S]*?::/
/** A picture inside the text is thousands of letters. */
const embedded = /(data\\?:[a-z]+\/[a-z.+-]+;base64,)[\w+/\\=\s]+/gi

function questionOf(source: string): Found | Problem {
  const block = source.replace(embedded, '$1')
  if (block.length > mostCharacters) return no('这道题太长', '请检查题目之间是否有空行')
  const { rest, format } = takeMarkers(hide(block).replace(title, ''), 'moodle')
  const texts = new Texts(format)
  const text = rest.replace(title, '')
  const [open, close] = [text.indexOf('{'), text.indexOf('}')]
  if (open < 0 && close < 0 && /[｛｝]/.test(text)) return no('花括号是全角的', '请改为半角的 { 和 }')
  if (open < 0 && close < 0) return no('没有答案', '请在题干后用 { } 写出答案；说明文字请删去')
  if (open < 0 || close < open) return no('花括号不成对', '请检查 { 和 }；题干中的花括号要写成 \\{ \\}')
  if (/[{}]/.test(text.slice(open + 1, close) + text.slice(close + 1)))
    return no('有多对花括号', '一道题只能有一对 { }；题目之间要空一行，文字中的花括号请写成 \\{ \\}')
  const [before, after] = [texts.stem(text.slice(0, open)), texts.stem(text.slice(close + 1))]
  const stem = after ? `${before}（　）${after}` : before
  const [answers, ...general] = text.slice(open + 1, close).split('####')
  return answersOf(stem, answers!.trim(), texts.read(general.join(' ')), texts)
}

function answersOf(stem: string, answers: string, general: string, texts: Texts): Found | Problem {
  if (!answers) return otherKind('问答题')
  if (answers.startsWith('#')) return otherKind('数值题')
  if (/->/.test(answers) && !answers.includes('~')) return otherKind('匹配题')
  if (!/^[=~]/.test(answers)) {
    const [verdict, ...feedback] = answers.split('#')
    const truth = truthOf(verdict!)
    if (truth === null) return no('答案的写法不对', '每个选项前要有 =（对）或 ~（错）；判断题写 TRUE 或 FALSE')
    return judgementOf(stem, truth, feedback, general, texts)
  }
  const parts = answers.split(/(?=[=~])/).filter((part) => part.trim())
  if (parts.length > 10 * most.options) return no(`选项多于 ${most.options} 个`, '请减少选项')
  if (!parts.some((part) => part.startsWith('~'))) return otherKind('填空题')
  return choiceOf(stem, parts, general, texts)
}

/** {T#说给答错的人#说给答对的人} */
function judgementOf(stem: string, truth: boolean, feedback: string[], general: string, texts: Texts): Found {
  const [wrong = '', right = ''] = feedback.map((said) => texts.read(said))
  const explanation = general || right || wrong
  return {
    draft: { kind: 'judgement', stem, options: judgementOptions, correct: [truth ? 0 : 1], explanation },
    lost: texts.lost,
    weighed: false,
  }
}

type Option = { sign: string; text: string; worth: number; weighed: boolean; feedback: string }

function choiceOf(stem: string, parts: string[], general: string, texts: Texts): Found | Problem {
  const options: Option[] = []
  for (const part of parts) {
    const [, sign, weight, text, feedback] = /^([=~])\s*(?:%(-?\d+(?:[.,]\d+)?)%)?([^#]*)(?:#([\s\S]*))?$/.exec(part)!
    if (weight === undefined && /^\s*%/.test(text!)) return no(`权重的写法不对：${show(text!).trim().slice(0, 20)}`, '请写成 %50% 或 %-50%')
    const worth = weight === undefined ? (sign === '=' ? 100 : 0) : Number(weight.replace(',', '.'))
    options.push({ sign: sign!, text: texts.read(text!), worth, weighed: weight !== undefined, feedback: texts.read(feedback ?? '') })
  }
  const right = rightOf(options)
  if ('what' in right) return right
  const several = right.length > 1
  const explanation = general || right.flatMap(({ feedback }) => feedback || []).join('\n')
  const correct = options.flatMap((option, i) => (right.includes(option) ? [i] : []))
  const draft: Draft = { kind: several ? 'multiple' : 'single', stem, options: options.map(({ text }) => text), correct, explanation }
  const uneven = several && right.some(({ worth }) => Math.abs(worth - right[0]!.worth) > 0.1)
  const partial = !several && options.some(({ worth, weighed }) => weighed && worth !== 0 && worth !== 100)
  return { draft, lost: texts.lost, weighed: uneven || partial }
}

/** One option that is worth everything is the answer, whatever the others are worth; otherwise those that are worth everything together. */
function rightOf(options: Option[]): Option[] | Problem {
  const full = options.filter(({ worth }) => worth >= 100)
  const some = options.filter(({ worth }) => worth > 0)
  if (full.length > 1)
    return no(
      `有${full.every(({ sign }) => sign === '=') ? '多个 = 答案' : '多个满分的选项'}`,
      '单选题只留一个 =；多选题请给每个正确选项写权重，如 ~%50%',
    )
  if (full.length === 1 || !some.length) return full
  const total = some.reduce((sum, { worth }) => sum + worth, 0)
  if (some.length === 1)
    return no(`只有一个带权重的正确选项，而且不是满分（${total}%）`, '单选题的正确选项请用 =；多选题请补上其他正确选项')
  if (Math.abs(total - 100) > 1)
    return no(`没有满分的选项，各选项的权重合计 ${Number(total.toFixed(2))}%`, '多选题正确选项的权重合计应为 100%；单选题的正确选项请用 =')
  return some
}

const escaped = (text: string) => text.replace(/[~=#{}:\\]/g, (c) => `\\${c}`).replace(/\n/g, '\\n')
/** Whether a text without a [format] would be read as another one. */
const needsPlain = (text: string) => readGiftText(text, 'moodle').text !== text

/** The same the other way round: what is written here is read there unchanged. */
export function writeGift(courseTitle: string, drafts: Draft[]): string {
  const blocks = drafts.map((draft, i) => {
    const { kind, stem, options, correct, explanation } = draft
    const literal = [stem, ...(kind === 'judgement' ? [] : options), explanation].some(needsPlain)
    const text = (one: string) => `${literal ? '[plain]' : ''}${escaped(one)}`
    // Three of them share 100 %: 33.33333 each, as Moodle has it.
    const share = Number((100 / correct.length).toFixed(5))
    const answer = (option: string, right: boolean) => {
      if (kind === 'multiple') return `~%${right ? share : -share}%${text(option)}`
      return `${right ? '=' : '~'}${option.startsWith('%') ? (right ? '%100%' : '%0%') : ''}${text(option)}`
    }
    const answers =
      kind === 'judgement' ? [correct[0] === 0 ? 'TRUE' : 'FALSE'] : options.map((option, o) => answer(option, correct.includes(o)))
    const lines = explanation ? [...answers, `####${text(explanation)}`] : answers
    return `::${i + 1}::${text(stem)} {\n${lines.map((line) => `\t${line}\n`).join('')}}`
  })
  return `// ${courseTitle.replace(/\s+/g, ' ')}\n\n${blocks.join('\n\n')}\n`
}
