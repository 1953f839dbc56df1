import { Badge } from '@/components/ui/badge'
import { Crumb } from '@/components/ui/crumb'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Empty } from '@/components/ui/empty'
import { Link } from '@/components/ui/link'
import { ListEmpty } from '@/components/ui/list-empty'
import { ListSearch } from '@/components/ui/list-search'
import type { PhoneChangeRow, phoneFilters } from '@/lib/identity/phone-change/queries'
import type { ListQuery } from '@/lib/shared/list-query'
import { formatMoment } from '@/lib/shared/time'

const states = {
  waiting: { tone: 'wait', icon: 'clock', word: '等待生效' },
  in_force: { tone: 'good', icon: 'check', word: '已生效' },
  cancelled: { tone: 'plain', icon: 'x', word: '已撤销' },
} as const

type Props = {
  /** 学员 or 单位, and the page of their list. */
  whose: string
  home: string
  rows: PhoneChangeRow[]
  total: number
  query: ListQuery<(typeof phoneFilters)[number]>
}

/** 手机号变更: those that wait, the first to take effect on top; or those that were decided, the newest first. */
export function PhoneChangeList({ whose, home, rows, total, query }: Props) {
  const path = `${home}/phones`
  const columns: TableColumn<PhoneChangeRow>[] = [
    {
      key: 'name',
      title: whose,
      cell: ({ name, phone }) => (
        <span className="obj">
          <b>{name}</b>
          <span>
            新手机号 <span className="num nowrap">{phone}</span>
          </span>
        </span>
      ),
    },
    { key: 'region', title: '行政区划', cell: ({ region }) => region ?? '–' },
    { key: 'by', title: '登记人', cell: ({ by }) => by ?? '单位本身' },
    { key: 'asked', title: '登记时间', cell: ({ askedAt }) => <span className="num nowrap">{formatMoment(askedAt)}</span> },
    {
      key: 'effect',
      title: query.filters.state ? '处理时间' : '到时生效',
      cell: ({ takesEffectAt, decidedAt }) => <span className="num nowrap">{formatMoment(decidedAt ?? takesEffectAt)}</span>,
    },
    {
      key: 'state',
      title: '状态',
      cell: ({ status, decidedByOwner }) => (
        <Badge tone={states[status].tone} icon={states[status].icon}>
          {decidedByOwner ? '本人已撤销' : states[status].word}
        </Badge>
      ),
    },
    {
      key: 'act',
      title: '操作',
      kind: 'action',
      cell: ({ accountId, name, status }) => (
        <Link className="btn small" href={`${home}/${accountId}`} prefetch={false}>
          {status === 'waiting' ? '复核' : '查看'}
          <span className="sr">：{name}</span>
        </Link>
      ),
    },
  ]
  return (
    <>
      <Crumb above={[[home, whose]]} here="手机号变更" />
      <div className="desk-head">
        <h1 className="h-page">{whose}手机号变更</h1>
        <p className="soft">
          共 <span className="num">{total}</span> 件
        </p>
      </div>
      <ListSearch
        path={path}
        query={query}
        placeholder={`${whose}${whose === '学员' ? '姓名' : '名称'}`}
        filters={[
          {
            name: 'state',
            label: '状态',
            all: '等待生效',
            options: [
              { value: 'in_force', label: '已生效' },
              { value: 'cancelled', label: '已撤销' },
            ],
          },
        ]}
      />
      <DataTable
        label={`${whose}手机号变更`}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          query.filters.state || query.q ? (
            <ListEmpty path={path} query={query} icon="smartphone" what="手机号变更" />
          ) : (
            <Empty icon="circle-check" title="暂无等待生效的手机号">
              <p>新登记的手机号要等一段时间，或由另一位工作人员复核，才会生效。</p>
            </Empty>
          )
        }
      />
    </>
  )
}
