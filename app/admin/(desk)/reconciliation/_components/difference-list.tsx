import { ActionForm } from '@/components/form/action-form'
import { ChoiceField } from '@/components/form/choice-field'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import type { DifferenceRow } from '@/lib/reconciliation/queries'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { providerNames } from '../../_components/money-words'
import { settleAction } from '../actions'
import { differenceWords, outcomeWords } from './words'

const amount = (fen: number | null) => (fen === null ? '没有' : formatMoney(fen))

/** Differences, each with what to do about it or what became of it. `dated`: each leads to its day. */
export const DifferenceList = ({ rows, maySettle, dated }: { rows: DifferenceRow[]; maySettle: boolean; dated?: boolean }) => (
  <ul className="difference-list">
    {rows.map((row) => (
      <Difference key={row.difference.id} row={row} maySettle={maySettle} dated={dated} />
    ))}
  </ul>
)

function Difference({
  row: { difference, orderNumber, settledBy },
  maySettle,
  dated,
}: {
  row: DifferenceRow
  maySettle: boolean
  dated?: boolean
}) {
  const { id, kind, provider, day, tradeNumber, billFen, oursFen, outcome, settledAt, note } = difference
  const { title, todo } = differenceWords[kind]
  return (
    <li>
      <div className="row wrapped">
        <h3 className="h-card grow">{title}</h3>
        {outcome ? (
          <Badge tone="good" icon="check">
            {outcomeWords[outcome]}
          </Badge>
        ) : (
          <Badge tone="bad" icon="circle-alert">
            待处理
          </Badge>
        )}
      </div>
      <dl className="bill-facts">
        {dated && (
          <Fact term="日期">
            <Link className="link num nowrap" href={`/admin/reconciliation/${provider}/${day}`}>
              {day}
            </Link>{' '}
            {providerNames[provider] ?? provider}
          </Fact>
        )}
        <Fact term="账单">
          <b className="num">{amount(billFen)}</b>
        </Fact>
        <Fact term="本平台">
          <b className="num">{amount(oursFen)}</b>
        </Fact>
        <Fact term="交易号">
          <span className="num break">{tradeNumber}</span>
        </Fact>
        {orderNumber && (
          <Fact term="订单">
            <Link className="link num" href={`/admin/orders/${orderNumber}`}>
              {orderNumber}
            </Link>
          </Fact>
        )}
      </dl>
      {settledAt ? (
        <p className="soft">
          <span className="num nowrap">{formatMoment(settledAt)}</span> {settledBy ?? '系统'}
          {note && `：${note}`}
        </p>
      ) : (
        <p className="soft">{todo}</p>
      )}
      {!settledAt && maySettle && (
        <details className="cell-form">
          <summary className="btn small">登记处理结果</summary>
          <ActionForm action={settleAction} className="form-stack">
            <input type="hidden" name="id" value={id} />
            <p className="small muted">
              列作长短款：差额留在“长短款”科目，由单位另行处理。不属于本平台：是这个商户号上其他业务的款项，从账簿中去掉。
            </p>
            <ChoiceField
              name="outcome"
              label="怎样处理"
              defaultValue=""
              options={[
                { value: 'kept', label: '列作长短款' },
                { value: 'foreign', label: '不属于本平台' },
              ]}
            />
            <TextField name="note" label="情况说明" hint="查到的情况和依据，会留在账里，最多 200 字。" maxLength={200} rows={3} />
            <SubmitButton className="btn primary" busy="正在登记">
              登记
            </SubmitButton>
          </ActionForm>
        </details>
      )}
    </li>
  )
}

const Fact = ({ term, children }: { term: string; children: React.ReactNode }) => (
  <div>
    <dt>{term}</dt>
    <dd>{children}</dd>
  </div>
)
