import type { EditableRow } from '@/lib/rosters/queries'
import type { ShownRow } from '@/lib/rosters/shown-rows'
import { OpenRow, RowActs, RowNumber } from './row-parts'
import type { View } from './view'

type Props = { rosterId: string; rows: ShownRow[]; editable?: EditableRow | null; back?: string; view: View }

/** Who is in the list. `back`: where to come back to after a change; without it nothing can be changed. */
export function PeopleTable({ rosterId, rows, editable, back, view }: Props) {
  return (
    <div className="card list-table">
      <table className="data-table cards people">
        <caption className="sr">名单中的人员，每行一人</caption>
        <thead>
          <tr>
            <th scope="col">行号</th>
            <th scope="col">姓名</th>
            <th scope="col">手机号</th>
            <th scope="col">工作单位</th>
            {back && (
              <th scope="col">
                <span className="sr">操作</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            back && editable?.row === row.row ? (
              <OpenRow key={row.row} rosterId={rosterId} row={editable} back={back} />
            ) : (
              <tr key={row.row} id={`row-${row.row}`}>
                <RowNumber row={row.row} />
                <td className="pers">
                  <b>{row.name}</b>
                  <span className="id num">{row.idNumberMasked}</span>
                </td>
                <td className="num" data-l="手机号">
                  {row.phoneMasked}
                  {row.phoneDiffers && <span className="stands">与平台登记的不同，不会更改</span>}
                </td>
                <td className="fix" data-l="工作单位">
                  {row.employer}
                </td>
                {back && <RowActs rosterId={rosterId} row={row} back={back} view={view} quiet />}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}
