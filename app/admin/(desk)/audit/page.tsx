import type { Metadata } from 'next'
import { DataTable, type TableColumn } from '@/components/ui/data-table'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { type AuditFilter, type AuditRow, auditFilters, listAudit } from '@/lib/admin/audit'
import { getAuditState } from '@/lib/admin/audit-state'
import { openTyped } from '@/lib/admin/typed-number'
import { actorKindWords, auditEvents } from '@/lib/audit/events'
import { staffCtx } from '@/lib/identity/session'
import { type ListQuery, listHref, readListQuery, type SearchParams } from '@/lib/shared/list-query'
import { formatDay, formatMoment } from '@/lib/shared/time'
import { findAction } from '../_components/actions'

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
    cell: ({ objects }) => (
      <span className="obj">
        {objects.map(({ name, href, who }) => (
          <span key={`${name} ${who}`}>
            {href ? (
              <Link className="link" href={href} prefetch={false}>
                {name}
              </Link>
            ) : (
              name
            )}
            {who && ` ${who}`}
          </span>
        ))}
      </span>
    ),
  },
]

/** 操作日志: who did what to whom, and when. */
export default async function AuditPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await staffCtx('audit.read')
  const query = readListQuery<AuditFilter>(await searchParams, { filters: auditFilters, sorts: ['at'] })
  const [{ rows, total, more }, state] = await Promise.all([listAudit(ctx, query), getAuditState(ctx)])
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
        {rows.length > 0 && (
          <div className="acts">
            <a className="btn" href={listHref(`${path}/log.xlsx`, { ...query, sort: '' })}>
              导出 Excel
            </a>
          </div>
        )}
      </div>
      <SealState {...state} />
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
            <p className="soft">请换一段日期或一种操作。姓名、单位和各种号码要填写全称，班级和课程可以只填一部分（至少四个字）。</p>
          </Empty>
        }
      />
    </>
  )
}

/** How far the log is proved, and the days that can be kept elsewhere. */
function SealState({ sealedAt, checked, days }: Awaited<ReturnType<typeof getAuditState>>) {
  return (
    <div className="seal-state">
      <p className="soft">
        {sealedAt ? (
          <>
            已封存至 <span className="num nowrap">{formatMoment(sealedAt)}</span>
          </>
        ) : (
          '尚未封存'
        )}
        {checked && (
          <>
            ，<span className="num nowrap">{formatMoment(checked.at)}</span>{' '}
            {checked.faults ? <span className="badge bad">校验发现 {checked.faults} 处异常，请联系系统管理员</span> : '校验通过'}
          </>
        )}
      </p>
      {days.length > 0 && (
        <details>
          <summary className="link tap">下载已封存的日志</summary>
          <p className="soft">每天一个文件，带签名，可在平台以外核验。请保存在平台以外的地方。</p>
          <ul>
            {days.map(({ day, entries }) => (
              <li key={day}>
                <a className="link num tap" href={`${path}/days/${day}`} download>
                  {day}
                </a>{' '}
                <span className="soft num">{entries.toLocaleString('en-US')} 条</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function AuditSearch({ query, today }: { query: ListQuery<AuditFilter>; today: string }) {
  const narrowed = Boolean(query.q) || Object.keys(query.filters).length > 0
  return (
    <search className="list-search">
      <form action={findAction}>
        <input type="hidden" name="list" value="audit" />
        <div className="search">
          <Icon name="search" />
          <input
            className="input"
            type="search"
            name="q"
            defaultValue={openTyped(query.q)}
            placeholder="姓名、单位、班级，或证件号、订单号、证书编号"
            aria-label="操作人或对象"
            maxLength={100}
          />
        </div>
        <select className="input" name="action" defaultValue={query.filters.action ?? ''} aria-label="操作">
          <option value="">全部操作</option>
          {Object.entries(auditEvents).map(([action, { words }]) => (
            <option key={action} value={action}>
              {words}
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
        {(['from', 'until'] as const).map((name) => (
          <input
            key={name}
            className="input num day"
            name={name}
            defaultValue={query.filters[name] ?? ''}
            placeholder={name === 'from' ? '从 2026-06-18' : `至 ${today}`}
            inputMode="numeric"
            maxLength={10}
            aria-label={name === 'from' ? '开始日期，例如 2026-06-18' : '结束日期，例如 2026-06-18'}
          />
        ))}
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
