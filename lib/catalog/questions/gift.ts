import { type Draft, judgementOptions, most, problemsOf } from './rules'

export type GiftProblem = { line: number; value: string; what: string; todo: string }
export type GiftFile = { questions: { line: number; draft: Draft }[]; problems: GiftProblem[]; remarks: string[] }

/** Of one question with its options and feedback. */
const mostCharacters = 20_000

type Block = { line: number; text: string }

/**
 * Reads a Moodle GIFT file: 单选 and 多选 by = and ~ with %weights%, 判断 by TRUE and FALSE, # feedback, \ escapes, // comments.
 * Categories are left out, and said. Whatever is of another kind is a problem with its line; nothing is guessed.
 */
export function parseGift(source: string): GiftFile {
  const file: GiftFile = { questions: [], problems: [], remarks: [] }
  let categories = 0
  for (const block of blocksOf(source)) {
    if (/^\$CATEGORY\s*:/i.test(block.text)) {
      categories++
      const rest = block.text.split('\n').slice(1).join('\n').trim()
      if (rest) read(file, { line: block.line + 1, text: rest })
    } else read(file, block)
    if (file.questions.length + file.problems.length > most.questions) break
  }
  if (categories) file.remarks.push(`文件中的 ${categories} 处题目分类（$CATEGORY）没有导入：题目都归入这门课程。`)
  return file
}

function read(file: GiftFile, block: Block) {
  const [found, problem] = questionOf(block.text)
  const value = block.text.replace(/\s+/g, ' ').slice(0, 60)
  if (problem) file.problems.push({ line: block.line, value, ...problem })
  else if (found) {
    const wrong = problemsOf(found)
    if (wrong.length) file.problems.push(...wrong.map(({ what, todo }) => ({ line: block.line, value, what, todo })))
    else file.questions.push({ line: block.line, draft: found })
  }
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
type Read = [Draft, null] | [null, Problem] | [null, null]
const no = (what: string, todo: string): Read => [null, { what, todo }]

/** Control characters stand for escaped ones while the text is taken apart. */
const escapes = '~=#{}:\\'
const hide = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those that stand for escaped characters must not come from the file
    .replace(/[\x01-\x08]/g, '')
    .replace(/\\n/g, '\x08')
    .replace(/\\([~=#{}:\\])/g, (_, c: string) => String.fromCharCode(1 + escapes.indexOf(c)))
const show = (text: string) =>
  text
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    .replace(/[\x01-\x07]/g, (c) => escapes[c.charCodeAt(0) - 1]!)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: as above
    .replace(/\x08/g, '\n')
    .replace(/<\/?(p|br|b|i|em|strong|span|div|u|sub|sup)\b[^<>]{0,200}>/gi, ' ')
    .replace(/&nbsp;/g, ' ')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, '&')
    .replace(/[ \t\xa0]+/g, ' ')
    .trim()

function questionOf(block: string): Read {
  if (block.length > mostCharacters) return no('这道题太长', '请检查题目之间是否有空行')
  const text = hide(block)
    .replace(/^::[\s\S]*?::/, '')
    .replace(/^\s*\[(html|markdown|plain|moodle)\]/i, '')
  const [open, close] = [text.indexOf('{'), text.indexOf('}')]
  if (open < 0 && close < 0) return no('没有答案', '请在题干后用 { } 写出答案；说明文字请删去')
  if (open < 0 || close < open) return no('花括号不成对', '请检查 { 和 }；题干中的花括号要写成 \\{ \\}')
  if (/[{}]/.test(text.slice(open + 1, close) + text.slice(close + 1)))
    return no('有多对花括号', '一道题只能有一对 { }；其余的请写成 \\{ \\}')
  const before = show(text.slice(0, open))
  const after = show(text.slice(close + 1))
  const stem = after ? `${before}（　）${after}` : before
  const [answers, ...general] = text.slice(open + 1, close).split('####')
  return answersOf(stem, answers!.trim(), show(general.join(' ')))
}

function answersOf(stem: string, answers: string, general: string): Read {
  if (!answers) return no('问答题不能导入', '请改为单选、多选或判断题')
  if (answers.startsWith('#')) return no('数值题不能导入', '请改为单选、多选或判断题')
  if (/->/.test(answers) && !answers.includes('~')) return no('匹配题不能导入', '请改为单选、多选或判断题')
  const judgement = /^(TRUE|FALSE|T|F)\s*(#[\s\S]*)?$/i.exec(answers)
  if (judgement) return judgementOf(stem, /^t/i.test(judgement[1]!), judgement[2] ?? '', general)
  const parts = answers.split(/(?=[=~])/).filter((part) => part.trim())
  if (parts.length > 10 * most.options) return no(`选项多于 ${most.options} 个`, '请减少选项')
  if (!/^[=~]/.test(parts[0]!)) return no('答案的写法不对', '每个选项前要有 =（对）或 ~（错）')
  if (!parts.some((part) => part.startsWith('~'))) return no('填空题不能导入', '请改为单选、多选或判断题')
  return choiceOf(stem, parts, general)
}

/** {T#说给答错的人#说给答对的人} */
function judgementOf(stem: string, truth: boolean, feedback: string, general: string): Read {
  const [wrong = '', right = ''] = feedback.split('#').slice(1).map(show)
  return [{ kind: 'judgement', stem, options: judgementOptions, correct: [truth ? 0 : 1], explanation: general || right || wrong }, null]
}

function choiceOf(stem: string, parts: string[], general: string): Read {
  const options: { text: string; right: boolean; weighed: boolean; feedback: string }[] = []
  for (const part of parts) {
    const found = /^([=~])\s*(?:%(-?\d+(?:\.\d+)?)%)?([^#]*)(?:#([\s\S]*))?$/.exec(part)
    if (!found) return no(`选项的写法不对：${show(part).slice(0, 20)}`, '权重写成 %50%，反馈写在 # 后面')
    const [, sign, weight, text, feedback] = found
    if (weight === undefined && /^%/.test(text!)) return no(`权重的写法不对：${show(text!).slice(0, 20)}`, '请写成 %50% 或 %-50%')
    const worth = weight === undefined ? (sign === '=' ? 100 : 0) : Number(weight)
    options.push({
      text: show(text!),
      right: worth > 0,
      weighed: weight !== undefined && worth > 0 && worth < 100,
      feedback: show(feedback ?? ''),
    })
  }
  const right = options.filter((option) => option.right)
  if (right.length > 1 && !right.every(({ weighed }) => weighed))
    return no('有多个 = 答案', '多选题请给每个正确选项写权重，如 ~%50%；单选题只留一个 =')
  if (right.length === 1 && right[0]!.weighed) return no('只有一个带权重的正确选项', '单选题请用 =；多选题请补上其他正确选项')
  return [
    {
      kind: right.length > 1 ? 'multiple' : 'single',
      stem,
      options: options.map(({ text }) => text),
      correct: options.flatMap((option, i) => (option.right ? [i] : [])),
      explanation:
        general ||
        right
          .map(({ feedback }) => feedback)
          .filter(Boolean)
          .join('\n'),
    },
    null,
  ]
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string) =>
  text
    .replace(/[&<>]/g, (c) => entities[c]!)
    .replace(/[~=#{}:\\]/g, (c) => `\\${c}`)
    .replace(/\r?\n/g, '\\n')

/** The same the other way round: what is written here is read there unchanged. */
export function writeGift(title: string, drafts: Draft[]): string {
  const blocks = drafts.map(({ kind, stem, options, correct, explanation }, i) => {
    const said = explanation ? `####${escaped(explanation)}` : ''
    // Three of them share 100 %: 33.33333 each, as Moodle has it.
    const weight = kind === 'multiple' ? Number((100 / correct.length).toFixed(5)) : 0
    const answers =
      kind === 'judgement'
        ? [correct[0] === 0 ? 'TRUE' : 'FALSE']
        : options.map((option, o) =>
            kind === 'single'
              ? `${correct.includes(o) ? '=' : '~'}${option.startsWith('%') ? (correct.includes(o) ? '%100%' : '%0%') : ''}${escaped(option)}`
              : `~%${correct.includes(o) ? weight : -weight}%${escaped(option)}`,
          )
    return `::${i + 1}::${escaped(stem)} {\n${answers.map((answer) => `\t${answer}\n`).join('')}${said ? `\t${said}\n` : ''}}`
  })
  return `// ${title.replace(/\s+/g, ' ')}\n\n${blocks.join('\n\n')}\n`
}
