import type { Metadata } from 'next'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import { listPeople, listRegionOptions, type PeopleFilter, type PersonRow } from '@/lib/admin/people'
import { openTyped } from '@/lib/admin/typed-number'
import { staffCtx } from '@/lib/identity/session'
import { readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatDay } from '@/lib/shared/time'
import { findAction } from '../_components/actions'
import { AccountBadge } from './_components/account-badge'

export const metadata: Metadata = { title: '学员' }

const path = '/admin/people'
const columns: TableColumn<PersonRow>[] = [
  {
    key: 'name',
    title: '学员',
    cell: ({ id, name, idNumberMasked }) => (
      <span className="obj">
        <Link className="link bold" href={`${path}/${id}`}>
          {name}
        </Link>
        <span className="num">{idNumberMasked}</span>
      </span>
    ),
  },
  { key: 'phone', title: '手机号', cell: ({ phone }) => <span className="num nowrap">{phone ?? '未登记'}</span> },
  { key: 'employer', title: '工作单位', cell: ({ employer }) => employer ?? '–' },
  { key: 'region', title: '行政区划', cell: ({ region }) => region ?? '–' },
  { key: 'state', title: '账号', cell: ({ state }) => <AccountBadge state={state} /> },
  { key: 'created', title: '注册日期', cell: ({ createdAt }) => <span className="num nowrap">{formatDay(createdAt)}</span> },
]

/** 学员: one box finds by name, whole ID number, phone or certificate number. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('people.read')
  const query = readListQuery<PeopleFilter>(await searchParams, { filters: ['region', 'state'], sorts: ['created'] })
  const [{ kind, rows, total, more }, regions] = await Promise.all([listPeople(ctx, query), listRegionOptions(ctx)])
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">学员</h1>
        <p className="soft">
          {rows.length > 0 && (
            <>
              共 <span className="num">{total.toLocaleString('en-US')}</span>
              {more ? ' 人以上，请缩小范围' : ' 人'}
            </>
          )}
        </p>
        {ctx.actor.rights.includes('people.reset') && (
          <div className="acts">
            <Link className="btn" href="/admin/people/phones">
              <Icon name="smartphone" />
              手机号变更
            </Link>
          </div>
        )}
      </div>
      <ListSearch
        path={path}
        query={query}
        posted={{ action: findAction, typed: openTyped(query.q) }}
        placeholder="姓名、完整身份证号、手机号或证书编号"
        filters={[
          { name: 'region', label: '行政区划', all: '全部行政区划', options: regions },
          {
            name: 'state',
            label: '账号状态',
            all: '全部账号',
            options: [
              { value: 'active', label: '正常' },
              { value: 'waiting', label: '待激活' },
              { value: 'disabled', label: '已停用' },
            ],
          },
        ]}
      />
      <DataTable
        label="学员"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          kind === 'unfinished' ? (
            <Empty icon="search" title="号码不完整">
              <p className="soft">身份证号和手机号要填写完整才能查到。也可以按姓名或证书编号查找。</p>
            </Empty>
          ) : (
            <ListEmpty path={path} query={query} icon="users-round" what="学员">
              <p>学员在门户首页注册，或由单位集体报名后，会出现在这里。</p>
            </ListEmpty>
          )
        }
      />
    </>
  )
}
