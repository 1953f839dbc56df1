import { Link } from '@/components/ui/link'
import type { EditableRow } from '@/lib/rosters/queries'
import { rowName } from '@/lib/rosters/row-number'
import type { ShownRow } from '@/lib/rosters/shown-rows'
import { EditForm } from './edit-form'
import { RemoveButton } from './remove-button'
import { type View, viewHref } from './view'

/** A row that is open to be changed. */
export const OpenRow = ({ rosterId, row, back }: { rosterId: string; row: EditableRow; back: string }) => (
  <tr id={`row-${row.row}`} className="open">
    <td colSpan={5}>
      <EditForm rosterId={rosterId} row={row} back={back} />
    </td>
  </tr>
)

export const RowNumber = ({ row }: { row: number }) => <td className="rn soft">{rowName(row)}</td>

/** 修改 and 移除; `quiet`: for rows that are in order. */
export function RowActs(props: { rosterId: string; row: ShownRow; back: string; view: View; quiet?: boolean }) {
  const { rosterId, row, back, view, quiet } = props
  const about = (
    <span className="sr">
      ：{rowName(row.row)}
      {row.name}
    </span>
  )
  return (
    <td className="row-acts">
      <Link
        className={quiet ? 'btn small quiet' : 'btn small'}
        href={viewHref(rosterId, { ...view, saved: undefined, removed: undefined, edit: row.row }, `#row-${row.row}`)}
        scroll={false}
      >
        修改{about}
      </Link>
      <RemoveButton rosterId={rosterId} row={row.row} version={row.version} back={back} about={about} />
    </td>
  )
}
