import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { enterpriseFilters, enterpriseSorts, listEnterprises, listOwnRegions } from '@/lib/identity/enterprise/staff-queries'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatMoment } from '@/lib/shared/time'
import { EnterpriseBadge, enterpriseStatusNames } from './_components/enterprise-badge'

export const metadata: Metadata = { title: '单位审核' }

const path = '/admin/enterprises'
type Row = Awaited<ReturnType<typeof listEnterprises>>['rows'][number]

const columns = (mayReview: boolean): TableColumn<Row>[] => [
  {
    key: 'name',
    title: '单位',
    sortable: true,
    cell: ({ name, code, codeDoubtful }) => (
      <>
        <span className="obj">
          <b>{name}</b>
          <span className="num">{code}</span>
        </span>
        {codeDoubtful && (
          <Badge tone="wait" icon="triangle-alert">
            代码存疑
          </Badge>
        )}
      </>
    ),
  },
  { key: 'region', title: '行政区划', sortable: true, cell: ({ region }) => region },
  { key: 'contact', title: '联系人', cell: ({ contactName }) => <span className="short-name">{contactName}</span> },
  {
    key: 'submitted',
    title: '提交时间',
    sortable: true,
    cell: ({ submittedAt }) => <span className="num nowrap">{formatMoment(submittedAt)}</span>,
  },
  { key: 'status', title: '状态', cell: ({ status }) => <EnterpriseBadge status={status} /> },
  {
    key: 'act',
    title: '操作',
    kind: 'action',
    cell: ({ id, name, status }) => (
      <Link className="btn small" href={`${path}/${id}`}>
        {mayReview && status === 'pending' ? '审核' : '查看'}
        <span className="sr">：{name}</span>
      </Link>
    ),
  },
]

/** 单位审核: those that wait first, the longest waiting on top. */
export default async function EnterprisesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('enterprises.read')
  const query = readListQuery(await searchParams, { filters: enterpriseFilters, sorts: enterpriseSorts })
  const [{ rows, total }, regions] = await Promise.all([listEnterprises(ctx, query), listOwnRegions(ctx)])
  const filters = [
    {
      name: 'status',
      label: '状态',
      all: '全部状态',
      options: Object.entries(enterpriseStatusNames).map(([value, label]) => ({ value, label })),
    },
    { name: 'region', label: '行政区划', all: '全部行政区划', options: regions.map(({ code, name }) => ({ value: code, label: name })) },
  ]
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">单位审核</h1>
        <p className="soft">
          共 <span className="num">{total}</span> 家
        </p>
        {ctx.actor.rights.includes('enterprises.review') && (
          <div className="acts">
            <Link className="btn" href="/admin/enterprises/phones">
              <Icon name="smartphone" />
              手机号变更
            </Link>
          </div>
        )}
      </div>
      <ListSearch path={path} query={query} placeholder="单位名称或代码" filters={filters} />
      <DataTable
        label="单位"
        columns={columns(ctx.actor.rights.includes('enterprises.review'))}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          <ListEmpty path={path} query={query} icon="building-2" what="单位">
            <p>单位在门户首页“集体注册”后，在这里审核。</p>
          </ListEmpty>
        }
      />
    </>
  )
}
