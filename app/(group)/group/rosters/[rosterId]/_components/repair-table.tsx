import type { ShownRow } from '@/lib/rosters/shown-rows'
import { RowNumber } from './row-parts'

/** 查看更正: what was mended in which cell, and why that was certain. */
export function RepairTable({ rows }: { rows: ShownRow[] }) {
  return (
    <div className="card list-table">
      <table className="data-table cards people">
        <caption className="sr">自动更正过的内容，每行一处</caption>
        <thead>
          <tr>
            <th scope="col">行号</th>
            <th scope="col">姓名</th>
            <th scope="col">表格中</th>
            <th scope="col">更正为</th>
            <th scope="col">原因</th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row) =>
            row.repairs.map(({ title, from, to, what }) => (
              <tr key={`${row.row}${title}`}>
                <RowNumber row={row.row} />
                <td className="pers">
                  <b>{row.name || '未填写'}</b>
                </td>
                <td data-l="表格中">
                  <span className="spaces">
                    {title}：{from || '空'}
                  </span>
                </td>
                <td data-l="更正为">
                  <span className="spaces">{to}</span>
                </td>
                <td className="fix" data-l="原因">
                  {what.join('、')}
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
    </div>
  )
}
