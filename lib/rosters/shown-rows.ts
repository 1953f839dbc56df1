import { type DocumentKind, documentNames } from '@/lib/identity/documents'
import { maskIdNumber } from '@/lib/identity/rules'
import { type Column, titleOf } from './columns'
import { type Problem, type ProblemKind, problemKinds } from './problems'
import { type DraftRow, versionOf } from './sealed-rows'

/**
 * Numbers are shown masked, right or wrong, with whatever stands between their digits: what was mended there is still to be seen.
 * Everything else is shown as it stands in the file, as far as there is room.
 */
function shown(column: Column, value: string): string {
  if (column !== 'idNumber' && column !== 'phone') return value.length > 40 ? `${value.slice(0, 40)}…` : value
  const length = [...value].filter(isPart).length
  const [first, last] = column === 'phone' ? [3, 4] : length < 15 ? [2, 2] : [4, 4]
  let at = 0
  return [...value].map((c) => (!isPart(c) || ++at <= first || at > length - last || length <= first + last ? c : '*')).join('')
}

const isPart = (c: string) => /[\p{L}\p{N}?]/u.test(c)

const told = ({ kind, column, value, wrong, todo }: Problem) => ({
  kind,
  column,
  label: problemKinds[kind].label,
  title: titleOf(column),
  value: shown(column, value),
  wrong,
  todo,
})

/** A row in a list. Of one that was submitted only the values are left. */
export const showRow = ({ row, values, problems = [], repairs = [], edited, phoneDiffers }: DraftRow, sealed: string) => ({
  row,
  version: versionOf(sealed),
  name: values.name,
  idNumberMasked: values.idNumber && maskIdNumber(values.idNumber),
  phoneMasked: values.phone && shown('phone', values.phone),
  employer: values.employer,
  problems: problems.map(told),
  repairs: repairs.map(({ column, from, to, what }) => ({
    title: titleOf(column),
    from: shown(column, from.trim()),
    to: shown(column, to),
    what,
  })),
  edited: Boolean(edited),
  phoneDiffers: Boolean(phoneDiffers),
})
export type ShownRow = ReturnType<typeof showRow>

/** What else may be the wrong one of two things that do not fit. */
const besides: Partial<Record<ProblemKind, Column[]>> = {
  sex_differs: ['idNumber'],
  born_differs: ['idNumber'],
  document_kind_differs: ['documentKind'],
  passport_form: ['documentKind'],
  id_length: ['documentKind'],
  duplicate: ['name'],
  name_differs: ['idNumber'],
  name_differs_in_file: ['idNumber'],
}

/** The cells of a row that may have to be put right; of a row without problems those that everybody has. */
function columnsToMend(problems: Pick<Problem, 'kind' | 'column'>[]): Column[] {
  const columns = problems.flatMap(({ kind, column }) => [column, ...(besides[kind] ?? [])])
  return columns.length ? [...new Set(columns)] : ['name', 'idNumber', 'phone']
}

/** A row to be put right, with what stands in its cells. */
export const showEditable = (row: DraftRow, sealed: string) => ({
  ...showRow(row, sealed),
  fields: columnsToMend(row.problems).map((column) => ({
    column,
    title: titleOf(column),
    value: row.cells[column]?.kind === 'error' ? '' : (row.cells[column]?.text.trim() ?? ''),
    choices: choicesOf(column),
  })),
})

const choicesOf = (column: Column): string[] | null =>
  column === 'documentKind'
    ? (Object.keys(documentNames) as DocumentKind[]).map((kind) => documentNames[kind])
    : column === 'sex'
      ? ['男', '女']
      : null
