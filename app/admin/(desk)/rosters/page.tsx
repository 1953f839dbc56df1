import type { Metadata } from 'next'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listRegionOptions } from '@/lib/admin/people'
import { listAllRosters, type RosterFilter, type RosterState, type StaffRosterRow } from '@/lib/admin/rosters'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatMoment } from '@/lib/shared/time'
import { RosterStateBadge, rosterWords } from './_components/roster-state'

export const metadata: Metadata = { title: '集体报名' }

const path = '/admin/rosters'
const columns: TableColumn<StaffRosterRow>[] = [
  {
    key: 'enterprise',
    title: '单位',
    cell: ({ id, enterpriseId, enterprise, code }) => (
      <span className="obj">
        <Link className="link bold" href={`${path}/${enterpriseId}/${id}`}>
          {enterprise}
        </Link>
        <span className="num">{code}</span>
      </span>
    ),
  },
  { key: 'class', title: '班级', cell: ({ classTitle }) => classTitle },
  { key: 'region', title: '行政区划', cell: ({ region }) => region },
  {
    key: 'people',
    title: '人数',
    kind: 'figure',
    cell: ({ people, ready, status }) => (status !== 'draft' ? ready : ready < people ? `${ready} / ${people}` : people),
  },
  { key: 'uploaded', title: '上传', cell: ({ uploadedAt }) => <span className="num nowrap">{formatMoment(uploadedAt)}</span> },
  { key: 'state', title: '状态', cell: ({ state }) => <RosterStateBadge state={state} /> },
]

/** 集体报名: the rosters of all enterprises, to read. */
export default async function RostersPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('rosters.read')
  const query = readListQuery<RosterFilter>(await searchParams, { filters: ['state', 'region'], sorts: ['uploaded'] })
  const [{ rows, total }, regions] = await Promise.all([listAllRosters(ctx, query), listRegionOptions(ctx)])
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">集体报名</h1>
        <p className="soft">
          共 <span className="num">{total}</span> 份名单
        </p>
      </div>
      <ListSearch
        path={path}
        query={query}
        placeholder="单位名称、代码或订单编号"
        filters={[
          {
            name: 'state',
            label: '状态',
            all: '全部状态',
            options: (Object.keys(rosterWords) as RosterState[]).map((state) => ({ value: state, label: rosterWords[state][1] })),
          },
          { name: 'region', label: '行政区划', all: '全部行政区划', options: regions },
        ]}
      />
      <DataTable
        label="集体报名名单"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          <ListEmpty path={path} query={query} icon="list-checks" what="名单">
            <p>审核通过的单位上传名单后，会出现在这里。</p>
          </ListEmpty>
        }
      />
    </>
  )
}
