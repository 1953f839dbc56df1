import { Icon } from '@/components/ui/icon'
import { Phrase } from '@/components/ui/phrase'
import type { EditableRow } from '@/lib/rosters/queries'
import type { ShownRow } from '@/lib/rosters/shown-rows'
import { OpenRow, RowActs, RowNumber } from './row-parts'
import type { View } from './view'

type Props = { rosterId: string; rows: ShownRow[]; editable: EditableRow | null; back: string; view: View }

/** Each row with what is wrong and what to do; one of them may be open to be put right. */
export function ProblemTable({ rosterId, rows, editable, back, view }: Props) {
  return (
    <div className="card list-table">
      <table className="data-table cards problems">
        <caption className="sr">需要修改的人员，每行一人</caption>
        <thead>
          <tr>
            <th scope="col">行号</th>
            <th scope="col">姓名</th>
            <th scope="col">问题</th>
            <th scope="col">怎么改</th>
            <th scope="col">
              <span className="sr">操作</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) =>
            editable?.row === row.row ? (
              <OpenRow key={row.row} rosterId={rosterId} row={editable} back={back} />
            ) : (
              <Row key={row.row} rosterId={rosterId} row={row} back={back} view={view} />
            ),
          )}
        </tbody>
      </table>
    </div>
  )
}

function Row({ rosterId, row, back, view }: { rosterId: string; row: ShownRow; back: string; view: View }) {
  return (
    <tr id={`row-${row.row}`}>
      <RowNumber row={row.row} />
      <td className="pers">
        <b>{row.name || '未填写'}</b>
        <span className="id num">{row.idNumberMasked || '未填写'}</span>
      </td>
      <td className="pb">
        <ul>
          {row.problems.map((problem) => (
            <li key={problem.kind + problem.title}>
              <Icon name="circle-alert" />
              <span>
                <Phrase>{problem.wrong}</Phrase>
                {shows(problem) && (
                  <span className="stands">
                    {problem.title}：{problem.value}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </td>
      <td className="fix">
        {row.problems.map((problem) => (
          <p key={problem.kind + problem.title}>{problem.todo}。</p>
        ))}
      </td>
      <RowActs rosterId={rosterId} row={row} back={back} view={view} />
    </tr>
  )
}

/** What stands in the cell, unless it stands beside it anyway. */
const shows = ({ column, value }: ShownRow['problems'][number]) => value !== '' && column !== 'idNumber' && column !== 'name'
