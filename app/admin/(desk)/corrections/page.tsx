import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { type CorrectionFilter, type CorrectionRow, listCorrections } from '@/lib/admin/corrections'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatMoment, formatWait } from '@/lib/shared/time'
import { correctionStates, fieldWords } from './_components/correction-words'

export const metadata: Metadata = { title: '更正申请' }

const path = '/admin/corrections'

export default async function CorrectionsPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('people.correct')
  const query = readListQuery<CorrectionFilter>(await searchParams, { filters: ['state', 'field'], sorts: ['asked'] })
  const { rows, total } = await listCorrections(ctx, query)
  const columns: TableColumn<CorrectionRow>[] = [
    {
      key: 'name',
      title: '学员',
      cell: ({ name, idNumberMasked }) => (
        <span className="obj">
          <b>{name}</b>
          <span className="num">{idNumberMasked}</span>
        </span>
      ),
    },
    { key: 'field', title: '更正', cell: ({ field }) => fieldWords[field] },
    { key: 'reason', title: '原因', cell: ({ reason }) => reason },
    { key: 'region', title: '行政区划', cell: ({ region }) => region ?? '–' },
    {
      key: 'asked',
      title: '提交',
      cell: ({ askedAt, status }) => (
        <span className="nowrap">
          {status === 'open' ? `等了 ${formatWait(askedAt, ctx.now)}` : <span className="num nowrap">{formatMoment(askedAt)}</span>}
        </span>
      ),
    },
    {
      key: 'state',
      title: '状态',
      cell: ({ status }) => (
        <Badge tone={correctionStates[status].tone} icon={correctionStates[status].icon}>
          {correctionStates[status].word}
        </Badge>
      ),
    },
    {
      key: 'act',
      title: '操作',
      kind: 'action',
      cell: ({ traineeId, id, status, name }) => (
        <Link className="btn small" href={`${path}/${traineeId}/${id}`} prefetch={false}>
          {status === 'open' ? '核对' : '查看'}
          <span className="sr">：{name}</span>
        </Link>
      ),
    },
  ]
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">更正申请</h1>
        <p className="soft">
          共 <span className="num">{total}</span> 件
        </p>
      </div>
      <ListSearch
        path={path}
        query={query}
        filters={[
          {
            name: 'state',
            label: '状态',
            all: '待核对',
            options: [
              { value: 'approved', label: '已更正' },
              { value: 'declined', label: '未更正' },
            ],
          },
          {
            name: 'field',
            label: '更正的内容',
            all: '姓名和号码',
            options: [
              { value: 'name', label: '姓名' },
              { value: 'id_number', label: '证件号码' },
            ],
          },
        ]}
      />
      <DataTable
        label="更正申请"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          query.filters.state || query.filters.field ? (
            <ListEmpty path={path} query={query} icon="pencil" what="更正申请" />
          ) : (
            <Empty icon="circle-check" title="暂无等待核对的更正申请">
              <p>学员申请更正姓名或证件号码后，在这里对照证件照片处理。</p>
            </Empty>
          )
        }
      />
    </>
  )
}
