import { documentNames } from '@/lib/identity/documents'
import { columnLetters, type Guide, type OutCell, type OutSheet, writeWorkbook } from '@/lib/shared/spreadsheet/write-workbook'
import { type Column, columnList, titleOf } from './columns'
import type { Place } from './find-people'
import { limits } from './limits'
import type { Values } from './rules'

export type TemplateOf = {
  /** Of the class, or of the general template. */
  title: string
  required: Column[]
  /** What the drop-down of 职称 offers; none: anything may be typed. */
  grades: string[]
  /** People to begin with, as those of last year; none: an example. */
  people?: Pick<Values, 'name' | 'documentKind' | 'idNumber' | 'phone' | 'employer' | 'technicalGrade'>[]
}

const widths: Record<Column, number> = {
  name: 14,
  documentKind: 18,
  idNumber: 24,
  phone: 16,
  sex: 8,
  bornOn: 14,
  employer: 32,
  technicalGrade: 16,
  remark: 28,
}

/** Its number has no check digit, and the row is left out when the file is read. */
const example: Record<Column, string> = {
  name: '示例：张三',
  documentKind: documentNames.resident_id,
  idNumber: '13020219900101****',
  phone: '138****0000',
  sex: '男',
  bornOn: '1990-01-01',
  employer: '单位全称，与公章一致',
  technicalGrade: '',
  remark: '这一行是示例，可以删去，也可以保留',
}

const prompts: Record<Column, string> = {
  name: '与身份证一致；少数民族姓名中间的点用“·”。',
  documentKind: '不填按居民身份证。护照等请从列表中选择。',
  idNumber: '18 位，末位可以是 X。这一列已设为文本，请不要改成数字。',
  phone: '本人的 11 位手机号，用来激活账号和接收通知。',
  sex: '男或女；可以不填，按身份证号计算。',
  bornOn: '写成 1980-01-31 的样子；可以不填，按身份证号计算。',
  employer: '单位全称；不填按本单位。',
  technicalGrade: '职称或技术等级；没有的不填。',
  remark: '最多 200 个字，供本单位使用。',
}

const promptOf = (column: Column, grades: string[]) =>
  column === 'technicalGrade' && grades.length ? '请从列表中选择；没有的不填。' : prompts[column]

const lengths: Partial<Record<Column, [least: number, most: number]>> = { idNumber: [5, 18], phone: [11, 11] }

const [titleRows, choicesName] = [2, '选项']

const fixedLists: Partial<Record<Column, string[]>> = { documentKind: Object.values(documentNames), sex: ['男', '女'] }

/** 学员集体报名模版 with 集体信息文件编辑规则, as .xlsx: header and title frozen, every column text, drop-downs and prompts beside the cells. */
export function makeTemplate({ title, required, grades, people }: TemplateOf): Buffer {
  const lists = { ...fixedLists, technicalGrade: grades }
  const listed = columnList.filter((column) => lists[column]?.length)
  const header = columnList.map((column): OutCell => ({ value: titleOf(column) + (required.includes(column) ? '*' : ''), style: 'header' }))
  const body = people?.map(rowOf) ?? [columnList.map((column): OutCell => ({ value: example[column], style: 'example' }))]
  return writeWorkbook([
    {
      name: '学员集体报名模版',
      rows: [[{ value: title, style: 'title' }], header, ...body],
      columns: columnList.map((column) => ({ width: widths[column], text: true })),
      frozenRows: titleRows,
      merges: [{ top: 0, left: 0, bottom: 0, right: columnList.length - 1 }],
      guides: columnList.map((column, i) => guideOf(column, i, lists, listed, titleRows)),
    },
    rulesSheet(required, grades),
    sheetOfLists(listed.map((column) => lists[column]!)),
  ])
}

const rowOf = (person: NonNullable<TemplateOf['people']>[number]): OutCell[] =>
  columnList.map((column) => {
    const known = { ...person, documentKind: documentNames[person.documentKind] } as Partial<Record<Column, string>>
    return known[column] ? { value: known[column], style: 'text' } : undefined
  })

const fixed = columnList.filter((column) => fixedLists[column])

/** What the drop-downs of a file given back offer, and where they stand: as in the template. */
export const choicesSheet = (): OutSheet => sheetOfLists(fixed.map((column) => fixedLists[column]!))
export const guidesOf = ({ headerRow, columns }: Place): Guide[] =>
  columnList.flatMap((column) => {
    const index = columns[column]
    return index === undefined ? [] : [guideOf(column, index, fixedLists, fixed, headerRow)]
  })

function guideOf(column: Column, index: number, lists: Partial<Record<Column, string[]>>, listed: Column[], above: number): Guide {
  const at = columnLetters(listed.indexOf(column))
  return {
    column: index,
    fromRow: above + 1,
    toRow: above + limits.people,
    title: titleOf(column),
    prompt: promptOf(column, lists.technicalGrade ?? []),
    ...(listed.includes(column) ? { choices: `${choicesName}!$${at}$1:$${at}$${lists[column]!.length}` } : {}),
    ...(lengths[column] ? { length: lengths[column] } : {}),
  }
}

const sheetOfLists = (lists: string[][]): OutSheet => ({ name: choicesName, rows: transposed(lists), columns: [], hidden: true })

const transposed = (lists: string[][]): OutCell[][] =>
  Array.from({ length: Math.max(...lists.map(({ length }) => length)) }, (_, r) =>
    lists.map((list) => (list[r] ? { value: list[r] } : undefined)),
  )

/** 集体信息文件编辑规则, line by line: on a sheet of the template, and on the page that it is downloaded from. */
export function editingRules(required: Column[], grades: string[]): string[] {
  return [
    `每人一行，从第 ${titleRows + 1} 行填起；一个文件最多 ${limits.people} 人。`,
    `带 * 的必填：${required.map(titleOf).join('、')}。其余可以不填。`,
    ...columnList.map((column) => `${titleOf(column)}：${promptOf(column, grades)}`),
    ...(grades.length ? [`职称只能是：${grades.join('、')}。`] : []),
    '可以用 Excel、WPS 或 LibreOffice 编辑，保存为 .xlsx、.xls、.et 或 .csv 都可以；列的次序可以改变，可以有空行，可以另加自己的列。',
    '身份证号如果变成 1.30203E+17 的样子，末几位已经丢失：请把这一列设为“文本”格式，再重新填写。',
    '空格、全角数字、小写 x、姓名中不同的点会自动改正，上传后可以看到改了什么。',
    '同一个人只写一行。上传后会一次列出所有问题，也可以下载带“问题说明”的原文件，改好再传。',
  ]
}

function rulesSheet(required: Column[], grades: string[]): OutSheet {
  const rows = [
    [{ value: '集体信息文件编辑规则', style: 'title' as const }],
    ...editingRules(required, grades).map((line, i) => [{ value: `${i + 1}. ${line}`, style: 'prose' as const }]),
  ]
  return { name: '集体信息文件编辑规则', rows, columns: [{ width: 100 }] }
}
