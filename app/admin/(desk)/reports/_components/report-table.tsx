import { besideTitles, type Dimension, dimensions } from '@/lib/admin/report-dimensions'
import type { ReportRow } from '@/lib/admin/reports'
import { formatYuan } from '@/lib/shared/money'

const count = (n: number) => n.toLocaleString('en-US')

export const reportColumns: [title: string, cell: (row: ReportRow) => string][] = [
  ['报名（人次）', (row) => count(row.enrolled)],
  ['学习中', (row) => count(row.learning)],
  ['合格', (row) => count(row.passed)],
  ['获得学时', (row) => count(row.hours)],
  ['收款（元）', (row) => formatYuan(row.receivedFen)],
  ['退款（元）', (row) => formatYuan(row.refundedFen)],
  ['净额（元）', (row) => formatYuan(row.receivedFen - row.refundedFen)],
]

/** What has no column of its own on the screen, and stands below something that has. */
const below: Record<string, string[]> = { 姓名: ['身份证号', '单位'], 培训项目: ['班级'] }

/** The groups of a report, each with what is told beside its name. */
export function ReportTable({ by, rows, total }: { by: Dimension; rows: ReportRow[]; total: number }) {
  const titles = besideTitles(by)
  const beside = titles.filter((title) => by !== 'person' || !Object.values(below).flat().includes(title))
  const first = by === 'person' ? '姓名' : dimensions[by]
  const told = (row: ReportRow, title: string) => row.beside[titles.indexOf(title)]
  const cell = (row: ReportRow, title: string, text: string) => (
    <span className="obj">
      {title === '姓名' ? <b>{text}</b> : text}
      {by === 'person' && below[title]?.map((other) => <span key={other}>{told(row, other)}</span>)}
    </span>
  )
  return (
    <section className="card list-table" aria-label="明细">
      <table className="data-table cards report-table">
        <caption className="sr">
          按{dimensions[by]}，共 {total} 组
        </caption>
        <thead>
          <tr>
            <th scope="col">{first}</th>
            {beside.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            {reportColumns.map(([title]) => (
              <th key={title} scope="col" className="right">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <td>{cell(row, first, row.name)}</td>
              {beside.map((title) => (
                <td key={title} data-l={title} className={title === '培训项目' ? 'wide' : 'told'}>
                  {cell(row, title, told(row, title) ?? '–')}
                </td>
              ))}
              {reportColumns.map(([title, figure]) => (
                <td key={title} className="n" data-l={title}>
                  {figure(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
