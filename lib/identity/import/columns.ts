import type { Row } from '@/lib/shared/spreadsheet/row'
import { normalizeIdNumber } from '../rules'

/** What the head of a table calls each column: the old platform's words and those offices use. */
const personColumns = {
  name: ['姓名', '学员姓名'],
  idNumber: ['身份证号', '身份证号码', '公民身份号码', '身份证', '证件号码', '证件号'],
  phone: ['手机号', '手机号码', '手机', '移动电话', '联系电话'],
  employer: ['单位', '单位名称', '工作单位', '所在单位'],
  region: ['行政区划', '所在行政区划', '区划', '县区', '地区', '所在地区'],
  grade: ['职称', '技术等级', '职称/技术等级', '专业技术职务'],
}
const recordColumns = {
  idNumber: personColumns.idNumber,
  year: ['年度', '年份'],
  title: ['项目/课程', '项目', '课程', '项目名称', '课程名称', '培训项目', '项目或课程'],
  creditHours: ['学时', '学时数'],
  certificateNumber: ['证书编号', '证书号', '证明编号'],
  passedOn: ['合格日期', '通过日期', '发证日期'],
}

type Places<Names extends string> = Record<Names, number | undefined>
export type Head = { kind: 'people'; at: Places<keyof typeof personColumns> } | { kind: 'history'; at: Places<keyof typeof recordColumns> }

/** Whether a row is the head of a table of people or of records, and where its columns stand; null for titles and notes above it. */
export function readHead({ cells }: Row): Head | null {
  const heads = cells.map((cell) => cell && normalizeIdNumber(cell.text).replace(/[*＊]|[（(].*[)）]$/g, ''))
  const history = places(recordColumns, heads)
  if (history.idNumber !== undefined && history.year !== undefined && history.title !== undefined) return { kind: 'history', at: history }
  const people = places(personColumns, heads)
  return people.idNumber !== undefined && people.name !== undefined ? { kind: 'people', at: people } : null
}

function places<Names extends string>(columns: Record<Names, string[]>, heads: (string | undefined)[]): Places<Names> {
  const find = (names: string[]) => {
    const at = heads.findIndex((head) => head !== undefined && names.includes(head))
    return at < 0 ? undefined : at
  }
  return Object.fromEntries(Object.entries<string[]>(columns).map(([name, names]) => [name, find(names)])) as Places<Names>
}
