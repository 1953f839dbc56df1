import type { Metadata } from 'next'
import { OrderBadge } from '@/app/(center)/_components/order-badge'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listTransfers, transferFilters } from '@/lib/checkout/desk-transfers'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatYuan } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'

export const metadata: Metadata = { title: '对公转账' }

type Row = Awaited<ReturnType<typeof listTransfers>>['rows'][number]

const columns = (mayConfirm: boolean): TableColumn<Row>[] => [
  {
    key: 'buyer',
    title: '单位或学员',
    cell: (row) => (
      <span className="obj">
        <b>{row.buyerName}</b>
        <span>
          <Link className="link num" href={`/admin/orders/${row.number}`}>
            {row.number}
          </Link>
        </span>
      </span>
    ),
  },
  { key: 'amount', title: '应收（元）', kind: 'figure', cell: (row) => formatYuan(row.amountFen) },
  {
    key: 'announcedAt',
    title: '选择转账',
    cell: (row) => (
      <span className="obj">
        <span className="num nowrap">{formatMoment(row.announcedAt)}</span>
        {!row.confirmedAt && row.orderStatus === 'pending' && (
          <span>
            保留至 <span className="num nowrap">{formatMoment(row.expiresAt)}</span>
          </span>
        )}
      </span>
    ),
  },
  { key: 'status', title: '订单', cell: (row) => <OrderBadge status={row.orderStatus} /> },
  {
    key: 'transfer',
    title: '到账',
    cell: (row) =>
      row.confirmedAt ? (
        <span className="obj">
          <Badge tone="good" icon="check">
            已确认
          </Badge>
          <span>
            {row.confirmedBy} <span className="num">{row.reference}</span>
          </span>
        </span>
      ) : (
        <span className="obj">
          <Badge tone={row.orderStatus === 'pending' ? 'wait' : 'plain'} icon={row.orderStatus === 'pending' ? 'clock' : undefined}>
            {row.orderStatus !== 'pending' ? '没有到账' : row.receivedFen ? '待余款' : '待确认'}
          </Badge>
          {row.orderStatus === 'pending' && row.receivedFen > 0 && (
            <span>
              已到 <span className="num">{formatYuan(row.receivedFen)}</span>
            </span>
          )}
        </span>
      ),
  },
  {
    key: 'act',
    title: '操作',
    kind: 'action',
    cell: (row) =>
      !row.confirmedAt &&
      mayConfirm && (
        <Link className="btn small" href={`/admin/transfers/${row.number}`}>
          确认到账<span className="sr">：{row.buyerName}</span>
        </Link>
      ),
  },
]

/** 对公转账 that enterprises announced: finance finds them on the bank's statement. */
export default async function TransfersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('orders.read')
  const query = readListQuery(await searchParams, { filters: transferFilters, sorts: ['announcedAt'] })
  const { rows, total } = await listTransfers(ctx, query)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">对公转账</h1>
        <p className="muted">学员或单位选择转账后，订单保留 15 天。对照银行流水确认到账，订单即支付。</p>
        {ctx.actor.rights.includes('transfers.confirm') && (
          <div className="acts">
            <Link className="btn" href="/admin/transfers/import">
              <Icon name="file-up" />
              导入银行流水
            </Link>
          </div>
        )}
      </div>
      <ListSearch
        path="/admin/transfers"
        query={query}
        placeholder="订单号、单位、金额或流水号"
        filters={[
          {
            name: 'state',
            label: '到账状态',
            all: '全部转账',
            options: [
              { value: 'waiting', label: '待确认' },
              { value: 'confirmed', label: '已确认' },
            ],
          },
        ]}
      />
      <DataTable
        label="对公转账"
        columns={columns(ctx.actor.rights.includes('transfers.confirm'))}
        rows={rows}
        rowKey={(row) => row.number}
        path="/admin/transfers"
        query={query}
        total={total}
        empty={
          <ListEmpty path="/admin/transfers" query={query} icon="landmark" what="对公转账">
            <p>学员或单位缴费时选择转账后，在这里对照银行流水确认到账。</p>
          </ListEmpty>
        }
      />
    </>
  )
}
