import type { Metadata } from 'next'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { ListSearch } from '@/components/ui/list-search'
import { canNotify } from '@/lib/identity/notify'
import { enterpriseCtx } from '@/lib/identity/session'
import {
  countReachable,
  listProgress,
  listProgressChoices,
  type ProgressQuery,
  progressFilters,
  progressStates,
  stateNames,
} from '@/lib/rosters/progress'
import { listHref, readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { PeopleTable } from './_components/people-table'
import { RemindForm } from './_components/remind-form'

export const metadata: Metadata = { title: '职工进度' }

const path = '/group/people'

/** 职工进度: how everybody stands whom the enterprise enrolled, whom to remind, and the list as a file. */
export default async function PeoplePage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await enterpriseCtx()
  const query = readListQuery(await searchParams, { filters: progressFilters, sorts: [] })
  const available = canNotify('learning_reminder')
  const [list, choices, reach] = await Promise.all([
    listProgress(ctx, query),
    listProgressChoices(ctx),
    available ? countReachable(ctx, query) : 0,
  ])
  const { state, ...rest } = query.filters
  const chip = (value?: string) => listHref(path, { ...query, filters: { ...rest, ...(value && { state: value }) } })
  if (!choices.classes.length)
    return (
      <>
        <div className="page-title">
          <h1 className="h-page">职工进度</h1>
        </div>
        <Empty icon="users-round" title="暂无开通的职工">
          <p>名单缴费后，在这里看每个人的学习进度。</p>
          <Link className="btn" href="/group/enroll">
            我要报名
          </Link>
        </Empty>
      </>
    )
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">职工进度</h1>
        <a className="btn push" href={listHref('/api/group/people', { ...query, page: 1 })} download>
          <Icon name="download" />
          导出名单
        </a>
      </div>
      <nav className="chips" aria-label="学习状态" style={{ marginBottom: '1rem' }}>
        <Link className="chip" href={chip()} aria-current={state ? undefined : 'true'}>
          全部 <span className="num">{list.counts.all}</span>
        </Link>
        {progressStates.map((one) => (
          <Link key={one} className="chip" href={chip(one)} aria-current={state === one ? 'true' : undefined}>
            {stateNames[one]} <span className="num">{list.counts[one]}</span>
          </Link>
        ))}
      </nav>
      <ListSearch path={path} query={query} placeholder="按姓名查找" filters={filtersOf(choices, state)} />
      <RemindForm query={query} total={list.total} reach={reach} available={available} passed={state === 'passed'}>
        <PeopleTable path={path} query={query} list={list} />
      </RemindForm>
    </>
  )
}

function filtersOf(choices: Awaited<ReturnType<typeof listProgressChoices>>, state: ProgressQuery['filters']['state']) {
  const several = [
    { name: 'class', label: '班级', all: '全部班级', options: choices.classes },
    { name: 'order', label: '名单', all: '全部名单', options: choices.orders },
    { name: 'year', label: '年度', all: '全部年度', options: choices.years },
  ].filter(({ options }) => options.length > 1)
  // The state stands in the chips; searching keeps it.
  return state
    ? [
        ...several,
        {
          name: 'state',
          label: '学习状态',
          all: '全部状态',
          options: [{ value: state, label: stateNames[state as keyof typeof stateNames] ?? state }],
        },
      ]
    : several
}
