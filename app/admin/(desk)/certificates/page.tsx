import type { Metadata } from 'next'
import { ValidityBadge } from '@/app/_components/validity-badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { certificateFilters, listCertificatesForDesk } from '@/lib/certificates/desk-certificates'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatDay, yearsSince } from '@/lib/shared/time'

export const metadata: Metadata = { title: '证书' }

type Row = Awaited<ReturnType<typeof listCertificatesForDesk>>['rows'][number]

const columns: TableColumn<Row>[] = [
  {
    key: 'name',
    title: '持证人',
    cell: ({ name, title }) => (
      <span className="obj">
        <b>{name}</b>
        <span>{title}</span>
      </span>
    ),
  },
  { key: 'number', title: '证书编号', cell: ({ number }) => <span className="num">{number}</span> },
  { key: 'class', title: '班级', cell: ({ trainingClass }) => trainingClass },
  { key: 'hours', title: '学时', kind: 'figure', cell: ({ hours }) => hours },
  { key: 'issuedAt', title: '发证日期', cell: ({ issuedAt }) => <span className="num nowrap">{formatDay(issuedAt)}</span> },
  {
    key: 'state',
    title: '状态',
    cell: ({ revokedAt, replacedBy }) => <ValidityBadge revoked={revokedAt !== null} replaced={replacedBy !== null} />,
  },
  {
    key: 'act',
    title: '操作',
    kind: 'action',
    cell: ({ id, name, number }) => (
      <Link className="btn small" href={`/admin/certificates/${id}`}>
        查看
        <span className="sr">
          {name}的证书 {number}
        </span>
        <Icon name="chevron-right" />
      </Link>
    ),
  },
]

/** 证书 of everybody, for region managers those of their regions. */
export default async function CertificatesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('certificates.read')
  const query = readListQuery(await searchParams, { filters: certificateFilters, sorts: ['issuedAt'] })
  const { rows, total } = await listCertificatesForDesk(ctx, query)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">证书</h1>
        <p className="muted">
          共 <span className="num">{total}</span> 份
        </p>
      </div>
      <ListSearch
        path="/admin/certificates"
        query={query}
        placeholder="证书编号、姓名或班级"
        filters={[
          {
            name: 'year',
            label: '年度',
            all: '全部年度',
            options: yearsSince(2024, ctx.now).map((value) => ({ value, label: `${value} 年度` })),
          },
          {
            name: 'kind',
            label: '种类',
            all: '全部种类',
            options: [
              { value: 'training', label: '培训证明和证书' },
              { value: 'hours', label: '学时证明' },
            ],
          },
          {
            name: 'state',
            label: '状态',
            all: '全部状态',
            options: [
              { value: 'valid', label: '有效' },
              { value: 'revoked', label: '已撤销' },
              { value: 'replaced', label: '已换发' },
            ],
          },
        ]}
      />
      <DataTable
        label="证书"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path="/admin/certificates"
        query={query}
        total={total}
        empty={
          <ListEmpty path="/admin/certificates" query={query} icon="award" what="证书">
            <p>学员合格后自动颁发，在这里查找、撤销和换发。</p>
          </ListEmpty>
        }
      />
    </>
  )
}
