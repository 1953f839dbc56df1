import type { Metadata } from 'next'
import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listOddities, type OddityFilter, type OddityRow, oddityKinds } from '@/lib/admin/oddities'
import { listRegionOptions } from '@/lib/admin/people'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { oddityFacts, oddityWords } from './_components/oddity-words'

export const metadata: Metadata = { title: '学习异常' }

const path = '/admin/oddities'
const hrefOf = ({ traineeId, day, kind }: OddityRow) => `${path}/${traineeId}/${day}/${kind}`
const columns: TableColumn<OddityRow>[] = [
  {
    key: 'name',
    title: '学员',
    cell: ({ traineeId, name, idNumberMasked }) => (
      <span className="obj">
        <Link className="link bold" href={`/admin/people/${traineeId}`} prefetch={false}>
          {name}
        </Link>
        <span className="num">{idNumberMasked}</span>
      </span>
    ),
  },
  { key: 'employer', title: '工作单位', cell: ({ employer }) => employer ?? '–' },
  { key: 'region', title: '行政区划', cell: ({ region }) => region ?? '–' },
  { key: 'day', title: '日期', cell: ({ day }) => <span className="num nowrap">{day}</span> },
  {
    key: 'what',
    title: '情况',
    cell: ({ kind, facts }) => (
      <span className="obj">
        <b>{oddityWords[kind]}</b>
        <span>{oddityFacts(kind, facts)}</span>
      </span>
    ),
  },
  {
    key: 'state',
    title: '状态',
    cell: ({ reviewedAt }) => (
      <Badge tone={reviewedAt ? 'good' : 'wait'} icon={reviewedAt ? 'check' : 'clock'}>
        {reviewedAt ? '已核实' : '待核实'}
      </Badge>
    ),
  },
  {
    key: 'act',
    title: '操作',
    kind: 'action',
    cell: (row) => (
      <Link className="btn small" href={hrefOf(row)} prefetch={false}>
        {row.reviewedAt ? '查看' : '核实'}
        <span className="sr">
          ：{row.name}，{oddityWords[row.kind]}
        </span>
      </Link>
    ),
  },
]

/** 学习异常: what looks odd, found every hour. It has no effect by itself. */
export default async function OdditiesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('oddities.read')
  const query = readListQuery<OddityFilter>(await searchParams, { filters: ['state', 'kind', 'region'], sorts: ['day'] })
  const [{ rows, total }, regions] = await Promise.all([listOddities(ctx, query), listRegionOptions(ctx)])
  const { state, kind, region } = query.filters
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">学习异常</h1>
        <p className="soft">
          共 <span className="num">{total}</span> 条。系统每小时查找一次，只供核实，不影响学员的学时。
        </p>
      </div>
      <ListSearch
        path={path}
        query={query}
        filters={[
          { name: 'state', label: '状态', all: '待核实', options: [{ value: 'reviewed', label: '已核实' }] },
          { name: 'kind', label: '情况', all: '全部情况', options: oddityKinds.map((value) => ({ value, label: oddityWords[value] })) },
          { name: 'region', label: '行政区划', all: '全部行政区划', options: regions },
        ]}
      />
      <DataTable
        label="学习异常"
        columns={columns}
        rows={rows}
        rowKey={({ traineeId, day, kind: what }) => `${traineeId} ${day} ${what}`}
        path={path}
        query={query}
        total={total}
        empty={
          state || kind || region ? (
            <ListEmpty path={path} query={query} icon="eye" what="学习异常" />
          ) : (
            <Empty icon="circle-check" title="暂无等待核实的学习异常">
              <p>某人一天学得特别久、多人同秒看完、签到快得异常等情况，会出现在这里。</p>
            </Empty>
          )
        }
      />
    </>
  )
}
