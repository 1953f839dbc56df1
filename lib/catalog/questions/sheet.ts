import { Unreadable } from '@/lib/shared/spreadsheet/row'
import { openWorkbook } from '@/lib/shared/spreadsheet/workbook'
import { type OutCell, writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { answerOf, plain } from './answer'
import { examples, isExample, isMarkedExample } from './examples'
import { type Kind, kindNames } from './kinds'
import { cleanText, type Draft, judgementOptions, letterOf, most, problemsOf } from './rules'

export type SheetProblem = { row: number; column: string; value: string; what: string; todo: string }
export type SheetFile = { questions: { row: number; draft: Draft }[]; problems: SheetProblem[]; remarks: string[] }

/** Rows of the template's examples besides. */
type ReadingFile = SheetFile & { examples: number[] }

const letters = Array.from({ length: most.options }, (_, i) => letterOf(i))

/** The words that a header may use for each column. */
const columns = [
  { key: 'kind', title: '题型', words: ['题型', '类型', '题目类型', '试题类型'] },
  { key: 'stem', title: '题干', words: ['题干', '题目', '试题', '问题', '题目内容', '试题内容'] },
  ...letters.map((letter) => ({ key: letter, title: `选项${letter}`, words: [`选项${letter}`, letter, `${letter}选项`, `答案${letter}`] })),
  { key: 'correct', title: '答案', words: ['答案', '正确答案', '标准答案', '参考答案'] },
  { key: 'explanation', title: '题析', words: ['题析', '解析', '答案解析', '试题解析', '说明'] },
]
const kindWords: Record<string, Kind> = {
  单选: 'single',
  单选题: 'single',
  单项选择题: 'single',
  多选: 'multiple',
  多选题: 'multiple',
  多项选择题: 'multiple',
  判断: 'judgement',
  判断题: 'judgement',
  是非题: 'judgement',
}
const headerRows = 20
const columnOf = new Map(columns.flatMap(({ key, words }) => words.map((word) => [plain(word), key])))
const longestWord = 20

/** A question bank is small: what is unpacked from one, and the time for it, is bounded accordingly. Longer texts are refused by their beginning. */
const bounds = { sheetBytes: 24e6, sharedStringBytes: 24e6, sharedCharacters: 2 * most.explanation }
const mostMs = 5000

type Header = { row: number; at: Map<string, number> }

/** Reads questions from an .xlsx file, columns found by the words of their header. @throws Unreadable */
export async function readQuestionSheet(path: string): Promise<SheetFile> {
  const began = performance.now()
  const book = await openWorkbook(path, bounds, 'shown')
  try {
    for (const sheet of book.sheets.slice(0, 5)) {
      const file: ReadingFile = { questions: [], problems: [], remarks: [], examples: [] }
      let header: Header | null = null
      let full = 0
      for await (const rows of sheet.rows()) {
        if (performance.now() - began > mostMs) throw new Unreadable('表格太大，请只保留题目，另存后再导入')
        for (const { number, cells } of rows) {
          const texts = Array.from(cells, (cell) => cleanText(cell?.text ?? ''))
          if (full) break
          if (!header) header = number <= headerRows ? headerOf(number, texts) : null
          else if (file.questions.length === most.questions) full = number
          else readRow(file, header, { number, texts, wrong: cells.findIndex((cell) => cell?.error) })
        }
        if (full || (!header && (rows.at(-1)?.number ?? 0) > headerRows)) break
      }
      if (!header) continue
      if (full) file.remarks.push(`一次最多导入 ${most.questions} 道题，第 ${full} 行起没有读取。`)
      if (file.examples.length) file.remarks.push(`第 ${file.examples.join('、')} 行是模版中的示例，没有导入。`)
      if (book.sheets.length > 1) file.remarks.push(`读取了工作表“${sheet.name}”，其他工作表没有读取。`)
      const { examples: _, ...found } = file
      return found
    }
  } finally {
    await book.close()
  }
  throw new Unreadable('没有找到表头。表头应有“题型”“题干”“选项A”“答案”等列，请对照模版核对')
}

function headerOf(row: number, texts: string[]): Header | null {
  const at = new Map<string, number>()
  for (const [i, text] of texts.entries()) {
    const key = text.length > longestWord ? undefined : columnOf.get(plain(text))
    if (key && !at.has(key)) at.set(key, i)
  }
  return ['kind', 'stem', 'correct'].every((key) => at.has(key)) ? { row, at } : null
}

type ReadRow = { number: number; texts: string[]; wrong: number }

function readRow(file: ReadingFile, { at }: Header, { number: row, texts, wrong }: ReadRow) {
  const text = (key: string) => texts[at.get(key) ?? -1] ?? ''
  if (![...at.keys()].some((key) => text(key))) return
  if (isMarkedExample(text('stem'))) return void file.examples.push(row)
  const refuse = (column: string, value: string, what: string, todo: string) =>
    file.problems.push({ row, column, value: value.slice(0, 60), what, todo })
  const wrongKey = [...at].find(([, column]) => column === wrong)?.[0]
  if (wrongKey) return refuse(titleOf(wrongKey), text(wrongKey), '单元格没有值，只有公式的错误', '请改正公式，或直接填写内容')
  const kind = kindWords[plain(text('kind'))]
  if (!kind) return refuse('题型', text('kind'), '题型不认识', '请填写单选题、多选题或判断题')
  const filled = letters.map(text)
  const last = filled.findLastIndex(Boolean)
  const options = kind === 'judgement' ? judgementOptions : filled.slice(0, last + 1)
  const answer = answerOf(kind, text('correct'), filled)
  if ('unclear' in answer) {
    const todo = kind === 'judgement' ? '请填写正确或错误' : '请填写选项的字母，多个字母连写，如 ABD'
    return refuse('答案', text('correct'), answer.unclear, todo)
  }
  const draft: Draft = { kind, stem: text('stem'), options, correct: answer.correct, explanation: text('explanation') }
  if (isExample(draft)) return void file.examples.push(row)
  const problems = problemsOf(draft)
  for (const { field, what, todo } of problems) {
    const value = field === 'correct' ? text('correct') : draft.stem
    refuse(field === 'options' ? '选项' : titleOf(field), value, what, todo)
  }
  if (!problems.length) file.questions.push({ row, draft })
}

const titleOf = (key: string) => columns.find((column) => column.key === key)!.title

const header: OutCell[] = columns.map(({ title }) => ({ value: title, style: 'header' }))
const widths = columns.map(({ key }) => ({ width: key === 'stem' || key === 'explanation' ? 48 : key.length === 1 ? 20 : 12, text: true }))

const rowOf = ({ kind, stem, options, correct, explanation }: Draft, style: 'text' | 'example' = 'text'): OutCell[] =>
  [
    kindNames[kind],
    stem,
    ...letters.map((_, i) => (kind === 'judgement' ? '' : (options[i] ?? ''))),
    kind === 'judgement' ? judgementOptions[correct[0]!]! : correct.map(letterOf).join(''),
    explanation,
  ].map((value) => (value ? { value, style } : undefined))

/** A bank as .xlsx: what is imported again as it was. */
export const writeQuestionSheet = (drafts: Draft[]) =>
  writeWorkbook([{ name: '题库', rows: [header, ...drafts.map((draft) => rowOf(draft))], columns: widths, frozenRows: 1, literal: true }])

/** The template: three examples, which are not imported, drop-downs and prompts, and a sheet of rules. */
export function questionTemplate(): Buffer {
  const guide = (key: string, prompt: string, choices?: string) => ({
    column: columns.findIndex((column) => column.key === key),
    fromRow: 2,
    toRow: most.questions + 1,
    title: columns.find((column) => column.key === key)!.title,
    prompt,
    choices,
  })
  const rules = [
    '一行一道题，表头的列名不要改，列的顺序可以改。标明“示例”的三行不会导入，可以删去，也可以保留。',
    '题型：单选题、多选题或判断题。',
    `选项：从选项A起依次填写，最多 ${most.options} 个；判断题不填选项。`,
    '答案：单选题填一个字母，多选题填多个字母（如 ABD），判断题填“正确”或“错误”。',
    '题析：交卷后显示给学员，可以不填。',
    `一次最多导入 ${most.questions} 道题。与题库中题干、选项和答案都相同的题目会标出，不会重复导入。`,
  ]
  return writeWorkbook([
    {
      name: '题库',
      rows: [header, ...examples.map((draft) => rowOf(draft, 'example'))],
      columns: widths,
      frozenRows: 1,
      guides: [
        guide('kind', '请从列表中选择题型。', `"${Object.values(kindNames).join(',')}"`),
        guide('correct', '单选题填一个字母，多选题填多个字母（如 ABD），判断题填正确或错误。'),
      ],
    },
    { name: '填写规则', rows: rules.map((rule): OutCell[] => [{ value: rule, style: 'prose' }]), columns: [{ width: 90 }] },
  ])
}
