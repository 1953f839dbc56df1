import type { Metadata } from 'next'
import { InvoiceBadge } from '@/app/(center)/_components/order-badge'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListSearch } from '@/components/ui/list-search'
import { staffCtx } from '@/lib/identity/session'
import { countInvoices, type DeskInvoice, type InvoiceView, invoiceViews, listInvoicesForDesk } from '@/lib/invoices/desk-invoices'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatYuan } from '@/lib/shared/money'
import { formatDay, formatMoment } from '@/lib/shared/time'
import { refusedText } from '../_components/answer-files'
import { FileForm } from '../_components/file-form'
import { Section } from '../_components/section'

export const metadata: Metadata = { title: '发票' }

const tabs: Record<InvoiceView, string> = { pending: '待开具', reversal: '待红冲', all: '全部发票' }

const columns: TableColumn<DeskInvoice>[] = [
  {
    key: 'title',
    title: '抬头',
    cell: ({ title }) => (
      <span className="obj">
        <b>{title.title}</b>
        <span className="num">{title.taxNumber ?? (title.buyerKind === 'person' ? '个人' : '机关事业单位')}</span>
      </span>
    ),
  },
  {
    key: 'order',
    title: '订单',
    cell: ({ orderNumber, buyerName }) => (
      <span className="obj">
        <Link className="link num" href={`/admin/orders/${orderNumber}`}>
          {orderNumber}
        </Link>
        <span>{buyerName}</span>
      </span>
    ),
  },
  { key: 'amount', title: '金额（元）', kind: 'figure', cell: ({ amountFen }) => formatYuan(amountFen) },
  { key: 'at', title: '申请时间', cell: ({ requestedAt }) => <span className="num nowrap">{formatMoment(requestedAt)}</span> },
  {
    key: 'status',
    title: '状态',
    cell: ({ status, number, issuedAt, reversalAskedAt, failure }) => (
      <span className="obj">
        {status === 'issued' && reversalAskedAt ? (
          <Badge tone="wait" icon="rotate-ccw">
            待红冲
          </Badge>
        ) : (
          <InvoiceBadge status={status} />
        )}
        {number && (
          <span className="num">
            {number} {issuedAt && formatDay(issuedAt)}
          </span>
        )}
        {status === 'failed' && <span>{failure}</span>}
      </span>
    ),
  },
  {
    key: 'act',
    title: '操作',
    kind: 'action',
    cell: ({ id, title }) => (
      <Link className="btn small" href={`/admin/invoices/${id}`}>
        查看<span className="sr">{title.title}的发票</span>
        <Icon name="chevron-right" />
      </Link>
    ),
  },
]

/** 发票: those to issue, those to reverse, all of them; the bureau's form out, the issued files in. */
export default async function InvoicesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('orders.read')
  const params = await searchParams
  const query = readListQuery(params, { filters: ['view'], sorts: ['requestedAt'] })
  const view = query.filters.view && Object.hasOwn(invoiceViews, query.filters.view) ? (query.filters.view as InvoiceView) : 'pending'
  const [{ rows, total }, counts] = await Promise.all([listInvoicesForDesk(ctx, view, query), countInvoices(ctx)])
  const mayIssue = ctx.actor.rights.includes('invoices.issue')
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">发票</h1>
        {mayIssue && counts.pending > 0 && (
          <div className="acts">
            <a className="btn" href="/admin/invoices/pending.xlsx">
              <Icon name="download" />
              导出待开发票
            </a>
          </div>
        )}
      </div>
      <nav className="tabs desk-tabs" aria-label="发票">
        {Object.entries(tabs).map(([key, label]) => (
          <Link key={key} href={`/admin/invoices?view=${key}`} aria-current={key === view ? 'page' : undefined}>
            {label} <span className="num">{counts[key as InvoiceView]}</span>
          </Link>
        ))}
      </nav>
      <div className="stack-2">
        <div>
          <ListSearch path="/admin/invoices" query={query} placeholder="订单号、抬头或发票号码" />
          <DataTable
            label={tabs[view]}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
            path="/admin/invoices"
            query={query}
            total={total}
            empty={<p className="in soft">{query.q ? '没有符合条件的发票。' : nothing[view]}</p>}
          />
        </div>
        {mayIssue && view === 'pending' && (
          <Section title="上传已开具的发票">
            <p className="soft">
              在税务平台开具后，把下载的 PDF、OFD、XML 一起上传。文件名中有 18 位订单号的自动对应；发票号码和日期从 XML
              或文件名读取。没有订单号的，请到那张发票的页面上传。
            </p>
            <FileForm
              url="/admin/invoices/upload"
              accept=".pdf,.ofd,.xml"
              choose="选择发票文件"
              hint="可以一次选很多，每个不超过 10 MB，合计不超过 100 MB。"
              send="上传并开具"
              many
              refused={refusedText(params.refused as string | undefined) ?? (typeof params.failed === 'string' ? params.failed : undefined)}
            />
          </Section>
        )}
      </div>
    </>
  )
}

const nothing: Record<InvoiceView, string> = {
  pending: '暂无等待开具的发票。学员和单位支付后申请的，会出现在这里。',
  reversal: '暂无等待红冲的发票。退款后，已手工开具的发票会出现在这里。',
  all: '暂无发票。学员和单位支付后可以申请。',
}
