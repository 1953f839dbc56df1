import type { Metadata } from 'next'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { type AuditFilter, type AuditRow, listAudit } from '@/lib/admin/audit'
import { actorKindWords, auditWords } from '@/lib/admin/audit-words'
import { staffCtx } from '@/lib/identity/session'
import { type ListQuery, readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatDay, formatMoment } from '@/lib/shared/time'

export const metadata: Metadata = { title: '操作日志' }

const path = '/admin/audit'
const columns: TableColumn<AuditRow>[] = [
  { key: 'at', title: '时间', cell: ({ at }) => <span className="num nowrap">{formatMoment(at)}</span> },
  {
    key: 'actor',
    title: '操作人',
    cell: ({ actor, actorKind, address }) => (
      <span className="obj">
        {actor}
        <span>
          {actor !== actorKind && `${actorKind}，`}
          {address ?? '–'}
        </span>
      </span>
    ),
  },
  {
    key: 'what',
    title: '操作',
    cell: ({ what, details }) => (
      <span className="obj">
        <b>{what}</b>
        {details.map((line) => (
          <span key={line}>{line}</span>
        ))}
      </span>
    ),
  },
  {
    key: 'subject',
    title: '对象',
    cell: ({ subject }) =>
      subject?.href ? (
        <Link className="link" href={subject.href} prefetch={false}>
          {subject.name}
        </Link>
      ) : (
        (subject?.name ?? '–')
      ),
  },
]

/** 操作日志: who did what to whom, and when. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('audit.read')
  const query = readListQuery<AuditFilter>(await searchParams, { filters: ['action', 'actor', 'day'], sorts: ['at'] })
  const { rows, total, more } = await listAudit(ctx, query)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">操作日志</h1>
        <p className="soft">
          {rows.length > 0 && (
            <>
              共 <span className="num">{total.toLocaleString('en-US')}</span>
              {more ? ' 条以上，请缩小范围' : ' 条'}
            </>
          )}
        </p>
      </div>
      <AuditSearch query={query} today={formatDay(ctx.now)} />
      <DataTable
        label="操作日志"
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        path={path}
        query={query}
        total={total}
        empty={
          <Empty icon="scroll-text" title="没有符合条件的记录">
            <p className="soft">请换一个日期或操作，姓名和单位要填写全称。</p>
          </Empty>
        }
      />
    </>
  )
}

function AuditSearch({ query, today }: { query: ListQuery<AuditFilter>; today: string }) {
  const narrowed = Boolean(query.q) || Object.keys(query.filters).length > 0
  return (
    <search className="list-search">
      <form action={path}>
        <div className="search">
          <Icon name="search" />
          <input
            className="input"
            type="search"
            name="q"
            defaultValue={query.q}
            placeholder="姓名、用户名、号码或单位"
            aria-label="操作人或对象"
            maxLength={100}
          />
        </div>
        <select className="input" name="action" defaultValue={query.filters.action ?? ''} aria-label="操作">
          <option value="">全部操作</option>
          {Object.entries(auditWords).map(([action, word]) => (
            <option key={action} value={action}>
              {word}
            </option>
          ))}
        </select>
        <select className="input" name="actor" defaultValue={query.filters.actor ?? ''} aria-label="操作人类别">
          <option value="">全部操作人</option>
          {Object.entries(actorKindWords).map(([kind, word]) => (
            <option key={kind} value={kind}>
              {word}
            </option>
          ))}
        </select>
        <input
          className="input num day"
          name="day"
          defaultValue={query.filters.day ?? ''}
          placeholder={today}
          inputMode="numeric"
          maxLength={10}
          aria-label="日期，例如 2026-06-18"
        />
        <button className="btn" type="submit">
          查找
        </button>
        {narrowed && (
          <Link className="link tap" href={path}>
            清除条件
          </Link>
        )}
      </form>
    </search>
  )
}
