import type { Metadata } from 'next'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listRefundRequests, refundFilters } from '@/lib/checkout/desk-refunds'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatYuan } from '@/lib/shared/money'
import { daysBetween, formatMoment } from '@/lib/shared/time'
import { RequestBadge } from '../_components/money-badges'
import { RefundTabs } from './_components/refund-tabs'

export const metadata: Metadata = { title: '退款' }

type Row = Awaited<ReturnType<typeof listRefundRequests>>['rows'][number]

const columns: TableColumn<Row>[] = [
  {
    key: 'what',
    title: '申请',
    cell: (row) => (
      <span className="obj">
        <b>{row.person && row.person !== row.buyerName ? `${row.buyerName}：${row.person}` : row.buyerName}</b>
        <span>
          {row.itemId ? '单项退款' : '整单退款'}，订单 <span className="num">{row.number}</span>
        </span>
      </span>
    ),
  },
  { key: 'reason', title: '原因', cell: (row) => row.reason },
  {
    key: 'requestedAt',
    title: '申请时间',
    cell: (row) => (
      <span className="obj">
        <span className="num nowrap">{formatMoment(row.requestedAt)}</span>
        {row.paidAt && <span>支付后第 {daysBetween(row.paidAt, row.requestedAt) + 1} 天</span>}
      </span>
    ),
  },
  { key: 'amount', title: '应退（元）', kind: 'figure', cell: (row) => formatYuan(row.amountFen) },
  { key: 'status', title: '状态', cell: (row) => <RequestBadge status={row.status} proposedAt={row.proposedAt} /> },
  {
    key: 'act',
    title: '操作',
    kind: 'action',
    cell: (row) => (
      <Link className="btn small" href={`/admin/refunds/${row.id}`}>
        {row.status !== 'open' ? '查看' : row.proposedAt ? '复核' : '审核'}
        <span className="sr">{row.buyerName}的退款申请</span>
        <Icon name="chevron-right" />
      </Link>
    ),
  },
]

/** 退款申请: those that wait first. */
export default async function RefundsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('orders.read')
  const query = readListQuery(await searchParams, { filters: refundFilters, sorts: ['requestedAt'] })
  const { rows, total } = await listRefundRequests(ctx, query)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">退款</h1>
      </div>
      <RefundTabs ctx={ctx} current="refunds" />
      <ListSearch
        path="/admin/refunds"
        query={query}
        placeholder="订单号或购买方"
        filters={[
          {
            name: 'state',
            label: '申请状态',
            all: '全部申请',
            options: [
              { value: 'open', label: '待审核' },
              { value: 'approved', label: '已同意' },
              { value: 'declined', label: '已驳回' },
            ],
          },
        ]}
      />
      <DataTable
        label="退款申请"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        path="/admin/refunds"
        query={query}
        total={total}
        empty={
          <ListEmpty path="/admin/refunds" query={query} icon="undo-2" what="退款申请">
            <p>学员或单位申请退款后，在这里审核。</p>
          </ListEmpty>
        }
      />
    </>
  )
}
