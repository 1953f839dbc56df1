import { halfWidth } from '@/lib/shared/half-width'

/** 行政区划 as code and name; 培训类别 with 专业, of which the second may be missing. */
export type BasicsKind = 'regions' | 'fields'
export type Line = { row: number; cells: string[] }
export type BasicsProblem = { row: number; value: string; what: string; todo: string }
export type BasicsThere = { regions: { code: string; name: string }[]; categories: { name: string; specialties: { name: string }[] }[] }
export type NewBasics = {
  regions: { row: number; code: string; name: string }[]
  categories: { row: number; name: string }[]
  specialties: { row: number; category: string; name: string }[]
}
export type CheckedBasics = { kind: BasicsKind; fresh: NewBasics; already: number; problems: BasicsProblem[] }

export const mostLines = 2000

/** What was pasted: cells between tabs as tables copy them, or between commas or blanks as people write them. */
export function linesOf(text: string): Line[] {
  return text
    .split(/\r\n?|\n/)
    .map((line, i) => ({
      row: i + 1,
      cells: (line.includes('\t') ? line.split('\t') : line.trim().split(/\s*[,，;；、]\s*|\s+/)).map(tidy),
    }))
    .filter(({ cells }) => cells.some(Boolean))
}

const tidy = (text: string) =>
  halfWidth(text)
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()

/** What of a table is new, what is there already, and what is wrong in which row. */
export function checkBasics(kind: BasicsKind, lines: Line[], there: BasicsThere): CheckedBasics {
  const checked: CheckedBasics = { kind, fresh: { regions: [], categories: [], specialties: [] }, already: 0, problems: [] }
  const rows = lines.map(({ row, cells }) => ({ row, cells: cells.map(tidy) })).filter(({ cells }) => cells.some(Boolean))
  const header = rows.slice(0, 5).findLastIndex(({ cells }) => isHeader(kind, cells))
  const body = rows.slice(header + 1)
  if (kind === 'regions') checkRegions(checked, body, there.regions)
  else checkFields(checked, body, there.categories)
  return checked
}

const headers = { regions: /^(行政区划)?(代码|编码|名称|区划代码|区划名称|序号)$/, fields: /^(培训)?(类别|专业)(名称)?$/ }
/** A row of titles; what stands above it is a heading. */
const isHeader = (kind: BasicsKind, cells: string[]) => {
  const some = cells.filter(Boolean)
  return some.some((cell) => headers[kind].test(cell)) && !some.some((cell) => /\d{6}/.test(cell))
}

/** What is wrong with a name, and what to do; null when nothing is. */
function nameProblem(what: string, name: string): [what: string, todo: string] | null {
  const length = [...name].length
  if (length < 2) return [`${what}没有填写，或只有一个字`, '名称至少 2 个字']
  return length > 40 ? [`${what}超过 40 个字`, '请缩短名称'] : null
}

const problemAt =
  ({ problems }: CheckedBasics, { row, cells }: Line) =>
  (what: string, todo: string) =>
    void problems.push({ row, value: cells.filter(Boolean).join(' ').slice(0, 60), what, todo })

function checkRegions(checked: CheckedBasics, rows: Line[], there: BasicsThere['regions']): void {
  const byCode = new Map(there.map(({ code, name }) => [code, { name, row: 0 }]))
  const byName = new Map(there.map(({ code, name }) => [name, code]))
  for (const line of rows) {
    const refuse = problemAt(checked, line)
    const written = line.cells.find((cell) => /^\d{4,}$/.test(cell)) ?? ''
    const code = written.replace(/^(\d{6})(000|000000)$/, '$1') // as the statistics office lengthens them
    const name = line.cells.find((cell) => cell && !/^\d+$/.test(cell)) ?? ''
    const wrong = nameProblem('名称', name)
    const same = byCode.get(code)
    const other = byName.get(name)
    if (!/^\d{6}$/.test(code)) refuse(written ? `代码“${written}”不是 6 位数字` : '没有代码', '请填写 6 位行政区划代码')
    else if (wrong) refuse(...wrong)
    else if (same?.name === name) checked.already++
    else if (same)
      refuse(
        `代码 ${code} 已是“${same.name}”${same.row ? `（第 ${same.row} 行）` : ''}`,
        same.row ? '请核对代码' : '要改名请用页面上的“改名”',
      )
    else if (other) refuse(`“${name}”已有，代码是 ${other}`, '请核对代码和名称')
    else {
      checked.fresh.regions.push({ row: line.row, code, name })
      byCode.set(code, { name, row: line.row })
      byName.set(name, code)
    }
  }
}

/** A cell left empty in the first column stands for the one above, as merged cells come. */
function checkFields(checked: CheckedBasics, rows: Line[], there: BasicsThere['categories']): void {
  const known = new Map(there.map(({ name, specialties }) => [name, new Set(specialties.map((one) => one.name))]))
  let above = ''
  for (const line of rows) {
    const refuse = problemAt(checked, line)
    const [category = above, specialty = '', ...more] = [line.cells[0] || undefined, ...line.cells.slice(1)]
    const wrong = nameProblem('培训类别', category) ?? (specialty ? nameProblem('专业', specialty) : null)
    if (more.some(Boolean)) refuse('多于两列', '第一列是培训类别，第二列是专业，一行一个专业')
    else if (wrong) refuse(...wrong)
    else {
      above = category
      const specialties = known.get(category)
      const isNew = !specialties
      if (isNew) {
        checked.fresh.categories.push({ row: line.row, name: category })
        known.set(category, new Set())
      }
      if (specialty && !specialties?.has(specialty)) {
        checked.fresh.specialties.push({ row: line.row, category, name: specialty })
        known.get(category)!.add(specialty)
      } else if (!isNew) checked.already++
    }
  }
}
