import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import { bookable, type MatchedLine } from '@/lib/checkout/import-statement'
import { formatYuan } from '@/lib/shared/money'
import { bookStatementAction } from '../../actions'
import { matchWords } from './match-words'

/** What came in by a statement, each line beside the order it pays; those that agree are ticked. */
export function MatchedLines({ importId, lines }: { importId: string; lines: MatchedLine[] }) {
  const open = lines.filter(({ state }) => bookable.includes(state))
  return (
    <ActionForm action={bookStatementAction} className="stack-2">
      <input type="hidden" name="importId" value={importId} />
      <section className="card list-table" aria-label="流水中的收入">
        <table className="data-table cards">
          <caption className="sr">流水中的收入，共 {lines.length} 笔</caption>
          <thead>
            <tr>
              <th scope="col">付款人</th>
              <th scope="col" className="right">
                金额（元）
              </th>
              <th scope="col">附言</th>
              <th scope="col">订单</th>
              <th scope="col">核对</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <Line key={line.row} line={line} />
            ))}
          </tbody>
        </table>
      </section>
      {open.length > 0 && (
        <div className="row wrapped">
          <SubmitButton className="btn primary" busy="正在登记">
            登记勾选的款项
          </SubmitButton>
          <p className="small muted">逐笔登记，和“确认到账”一样；操作会被记录。</p>
        </div>
      )}
    </ActionForm>
  )
}

function Line({ line: { row, paidOn, amountFen, payer, remark, reference, state, order } }: { line: MatchedLine }) {
  const { words, tone, todo } = matchWords[state]
  const name = payer || '付款人不详'
  const who = (
    <span className="obj">
      <b>{name}</b>
      <span className="num">
        {paidOn} {reference}
      </span>
    </span>
  )
  return (
    <tr>
      <td>
        {bookable.includes(state) ? (
          <label className="check">
            <input type="checkbox" name={`row-${row}`} defaultChecked={state === 'exact'} />
            {who}
          </label>
        ) : (
          who
        )}
      </td>
      <td className="n" data-l="金额（元）">
        {formatYuan(amountFen)}
      </td>
      <td data-l="附言" className="break">
        {remark || '–'}
      </td>
      <td data-l="订单">
        {order ? (
          <span className="obj">
            <Link className="link num" href={`/admin/orders/${order.number}`}>
              {order.number}
            </Link>
            <span>
              {order.buyerName}，应收 <span className="num">{formatYuan(order.dueFen)}</span>
            </span>
          </span>
        ) : (
          '–'
        )}
      </td>
      <td data-l="核对">
        <span className="obj">
          <Badge tone={tone}>{words}</Badge>
          <span className="small">{todo}</span>
        </span>
      </td>
    </tr>
  )
}
