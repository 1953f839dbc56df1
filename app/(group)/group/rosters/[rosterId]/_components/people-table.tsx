import Link from 'next/link'
import type { EditableRow } from '@/lib/rosters/queries'
import type { ShownRow } from '@/lib/rosters/shown-rows'
import { EditForm } from './edit-form'
import { RemoveButton } from './remove-button'
import { type View, viewHref } from './view'

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
              <tr key={row.row} id={`row-${row.row}`} className="open">
                <td colSpan={5}>
                  <EditForm rosterId={rosterId} row={editable} back={back} />
                </td>
              </tr>
            ) : (
              <tr key={row.row} id={`row-${row.row}`}>
                <td className="rn soft">
                  第 <span className="num">{row.row}</span> 行
                </td>
                <td className="pers">
                  <b>{row.name}</b>
                  <span className="id num">{row.idNumberMasked}</span>
                </td>
                <td className="num" data-l="手机号">
                  {row.phoneMasked}
                </td>
                <td className="fix" data-l="工作单位">
                  {row.employer}
                </td>
                {back && <Acts rosterId={rosterId} row={row} back={back} view={view} />}
              </tr>
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

function Acts({ rosterId, row, back, view }: { rosterId: string; row: ShownRow; back: string; view: View }) {
  const about = (
    <span className="sr">
      ：第 {row.row} 行{row.name}
    </span>
  )
  return (
    <td className="row-acts">
      <Link
        className="btn small quiet"
        href={viewHref(rosterId, { ...view, saved: undefined, removed: undefined, edit: row.row }, `#row-${row.row}`)}
        scroll={false}
      >
        修改{about}
      </Link>
      <RemoveButton rosterId={rosterId} row={row.row} version={row.version} back={back} about={about} />
    </td>
  )
}
