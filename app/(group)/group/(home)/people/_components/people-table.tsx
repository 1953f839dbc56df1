import { Badge } from '@/components/ui/badge'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import type { IconName } from '@/components/ui/icon-names'
import { Phrase } from '@/components/ui/phrase'
import { ProgressBar } from '@/components/ui/progress-bar'
import type { listProgress, Person, ProgressQuery, ProgressState } from '@/lib/rosters/progress'
import { stateNames } from '@/lib/rosters/progress'
import { formatDay } from '@/lib/shared/time'

const looks: Record<ProgressState, [tone: 'plain' | 'wait' | 'info' | 'good', icon: IconName]> = {
  not_started: ['plain', 'circle'],
  behind: ['wait', 'clock'],
  learning: ['info', 'book-open'],
  passed: ['good', 'check'],
}

const columns: TableColumn<Person>[] = [
  {
    key: 'name',
    title: '姓名',
    cell: ({ enrollmentId, name, idNumberMasked, state }) => (
      <span className="colleague">
        {state === 'passed' ? (
          <span className="bold">{name}</span>
        ) : (
          <label className="check">
            <input type="checkbox" name="chosen" value={enrollmentId} aria-label={`提醒${name}`} />
            <span className="bold">{name}</span>
          </label>
        )}
        <span className="small muted num nowrap">{idNumberMasked}</span>
      </span>
    ),
  },
  { key: 'class', title: '班级', cell: ({ classTitle }) => <Phrase>{classTitle}</Phrase> },
  {
    key: 'hours',
    title: '已获得学时',
    cell: ({ name, earned, required }) => (
      <span className="colleague-hours">
        <span className="num nowrap">
          <b>{earned}</b> / {required}
        </span>
        <ProgressBar label={`${name}的学时`} percent={required ? Math.floor((100 * Math.min(earned, required)) / required) : 0} />
      </span>
    ),
  },
  {
    key: 'state',
    title: '状态',
    cell: ({ state, mustActivate }) => (
      <span>
        <Badge tone={looks[state][0]} icon={looks[state][1]}>
          {stateNames[state]}
        </Badge>
        {mustActivate && <span className="small soft below">待激活账号</span>}
      </span>
    ),
  },
  {
    key: 'last',
    title: '最近学习',
    cell: ({ lastLearntAt, passedAt, remindedAt, reminders }) => (
      <span>
        <span className="num nowrap">{lastLearntAt ? formatDay(lastLearntAt) : '–'}</span>
        {!passedAt && remindedAt && (
          <span className="small soft below">
            {formatDay(remindedAt).slice(5)} 提醒过，共 {reminders} 次
          </span>
        )}
      </span>
    ),
  },
]

type Props = { path: string; query: ProgressQuery; list: Awaited<ReturnType<typeof listProgress>> }

export function PeopleTable({ path, query, list }: Props) {
  return (
    <DataTable
      label="职工进度"
      columns={columns}
      rows={list.people}
      rowKey={({ enrollmentId }) => enrollmentId}
      path={path}
      query={query}
      total={list.total}
      empty={<p className="in soft">没有符合条件的职工。</p>}
    />
  )
}
