import type { Metadata } from 'next'
import { OrderBadge } from '@/app/(center)/_components/order-badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listOrdersForDesk, orderFilters, orderSorts } from '@/lib/checkout/desk-orders'
import { orderTitle } from '@/lib/checkout/rules'
import { listRegions } from '@/lib/identity/employers'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatYuan } from '@/lib/shared/money'
import { formatMoment, yearsSince } from '@/lib/shared/time'
import { buyerKindNames } from '../_components/money-words'

export const metadata: Metadata = { title: '订单' }

type Row = Awaited<ReturnType<typeof listOrdersForDesk>>['rows'][number]

const columns: TableColumn<Row>[] = [
  {
    key: 'number',
    title: '订单',
    cell: (row) => (
      <span className="obj">
        <Link className="link num" href={`/admin/orders/${row.number}`}>
          {row.number}
        </Link>
        <span>{orderTitle(row.title, row.items, row.single)}</span>
      </span>
    ),
  },
  {
    key: 'buyer',
    title: '购买方',
    cell: (row) => (
      <span className="obj">
        {row.buyerName}
        <span>{buyerKindNames[row.buyerKind]}</span>
      </span>
    ),
  },
  { key: 'createdAt', title: '下单时间', sortable: true, cell: (row) => <span className="num nowrap">{formatMoment(row.createdAt)}</span> },
  { key: 'amountFen', title: '金额（元）', sortable: true, kind: 'figure', cell: (row) => formatYuan(row.amountFen) },
  { key: 'status', title: '状态', cell: (row) => <OrderBadge status={row.status} /> },
]

const states = { pending: '待支付', paid: '已支付', refunding: '退款中', refunded: '已退款', cancelled: '已取消', expired: '已过期' }

/** 订单 of everybody. */
export default async function OrdersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('orders.read')
  const query = readListQuery(await searchParams, { filters: orderFilters, sorts: orderSorts })
  const [{ rows, total }, regions] = await Promise.all([listOrdersForDesk(ctx, query), listRegions(ctx)])
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">订单</h1>
        <p className="muted">
          共 <span className="num">{total}</span> 笔
        </p>
      </div>
      <ListSearch
        path="/admin/orders"
        query={query}
        placeholder="订单号、购买方或学员姓名"
        filters={[
          {
            name: 'status',
            label: '订单状态',
            all: '全部状态',
            options: Object.entries(states).map(([value, label]) => ({ value, label })),
          },
          {
            name: 'year',
            label: '下单年份',
            all: '全部年份',
            options: yearsSince(2024, ctx.now).map((value) => ({ value, label: `${value} 年` })),
          },
          {
            name: 'region',
            label: '行政区划',
            all: '全部行政区划',
            options: regions.map(({ code, name }) => ({ value: code, label: name })),
          },
          {
            name: 'buyer',
            label: '购买方',
            all: '个人和单位',
            options: [
              { value: 'trainee', label: '学员个人' },
              { value: 'enterprise', label: '单位' },
            ],
          },
        ]}
      />
      <DataTable
        label="订单"
        columns={columns}
        rows={rows}
        rowKey={(row) => row.id}
        path="/admin/orders"
        query={query}
        total={total}
        empty={
          <ListEmpty path="/admin/orders" query={query} icon="wallet" what="订单">
            <p>学员或单位提交订单后，会出现在这里。</p>
          </ListEmpty>
        }
      />
    </>
  )
}
