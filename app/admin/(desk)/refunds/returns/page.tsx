import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listReturns, type ReturnRow } from '@/lib/checkout/desk-refunds'
import { transferProvider } from '@/lib/checkout/rules'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatYuan } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { ReturnBadge } from '../../_components/money-badges'
import { providerNames } from '../../_components/money-words'
import { RefundTabs } from '../_components/refund-tabs'
import { recordReturnAction, retryRefundAction } from '../actions'

export const metadata: Metadata = { title: '退回的款项' }

const columns = (mayRecord: boolean): TableColumn<ReturnRow>[] => [
  {
    key: 'what',
    title: '款项',
    cell: (row) => (
      <span className="obj">
        <b>{row.buyerName}</b>
        <span>
          <Link className="link num" href={`/admin/orders/${row.number}`}>
            {row.number}
          </Link>{' '}
          {row.reason}
        </span>
      </span>
    ),
  },
  {
    key: 'from',
    title: '原付款',
    cell: (row) => (
      <span className="obj">
        {providerNames[row.provider] ?? row.provider}
        <span className="num">{row.tradeNumber}</span>
      </span>
    ),
  },
  { key: 'at', title: '登记时间', cell: (row) => <span className="num nowrap">{formatMoment(row.requestedAt)}</span> },
  { key: 'amount', title: '金额（元）', kind: 'figure', cell: (row) => formatYuan(row.amountFen) },
  {
    key: 'status',
    title: '状态',
    cell: (row) => (
      <span className="obj">
        <ReturnBadge status={row.status} byHand={row.provider === transferProvider} />
        {row.doneAt && <span className="num nowrap">{formatMoment(row.doneAt)}</span>}
        {row.problem && <span className="small">{row.problem}</span>}
        {row.problem && mayRecord && <Retry row={row} />}
        {row.byHand && mayRecord && <ByHand row={row} />}
      </span>
    ),
  },
]

/** What the gateway turned down is asked for again, when its reason is gone. */
const Retry = ({ row }: { row: ReturnRow }) => (
  <ActionForm action={retryRefundAction} className="cell-form">
    <input type="hidden" name="buyerId" value={row.buyerId} />
    <input type="hidden" name="refundId" value={row.id} />
    <SubmitButton className="btn small" busy="正在提交">
      重新退款
    </SubmitButton>
  </ActionForm>
)

/** Money that came by transfer, or that the gateway does not give back, is given back at the bank; its number is written down here. */
const ByHand = ({ row }: { row: ReturnRow }) => (
  <details className="cell-form">
    <summary className="btn small">登记已退回</summary>
    <ActionForm action={recordReturnAction} className="form-stack">
      <input type="hidden" name="buyerId" value={row.buyerId} />
      <input type="hidden" name="refundId" value={row.id} />
      <Field name="reference" label="银行流水号" hint="在银行转回原账户后，填写回单上的流水号。" numeric maxLength={40} />
      <SubmitButton className="btn primary" busy="正在登记">
        确认已退回
      </SubmitButton>
    </ActionForm>
  </details>
)

/** 退回的款项: what goes or went back; what finance has to give back by hand stands first. */
export default async function ReturnsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('orders.read')
  const query = readListQuery(await searchParams, { filters: [], sorts: ['requestedAt'] })
  const { rows, total } = await listReturns(ctx, query)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">退款</h1>
      </div>
      <RefundTabs ctx={ctx} current="returns" />
      <ListSearch path="/admin/refunds/returns" query={query} placeholder="订单号或购买方" />
      <DataTable
        label="退回的款项"
        columns={columns(ctx.actor.rights.includes('refunds.decide'))}
        rows={rows}
        rowKey={(row) => row.id}
        path="/admin/refunds/returns"
        query={query}
        total={total}
        empty={
          <ListEmpty path="/admin/refunds/returns" query={query} icon="undo-2" what="退回的款项">
            <p>同意退款后，款项原路退回；对公转账的由财务在银行转回，在这里登记。支付机构没有退成的也列在这里。</p>
          </ListEmpty>
        }
      />
    </>
  )
}
