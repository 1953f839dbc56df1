import { actorKindWords, auditWord } from '@/lib/audit/events'
import type { listEnterpriseHistory } from '@/lib/identity/enterprise/staff-queries'
import { formatMoment } from '@/lib/shared/time'

type Entry = Awaited<ReturnType<typeof listEnterpriseHistory>>[number]

const fieldNames: Record<string, string> = {
  name: '单位名称',
  kind: '单位类型',
  code: '代码',
  regionCode: '行政区划',
  address: '地址',
  contactName: '联系人',
  phone: '手机号',
  invoice: '发票信息',
}

/** What happened to an enterprise, from the audit log, the newest first. */
export function EnterpriseHistory({ entries }: { entries: Entry[] }) {
  return (
    <section className="card" aria-labelledby="history-title">
      <div className="head">
        <h2 className="h-card" id="history-title">
          历史
        </h2>
      </div>
      {entries.length ? (
        <ol className="history">
          {entries.map((entry) => (
            <li key={entry.id}>
              <time className="num small muted nowrap">{formatMoment(entry.at)}</time>
              <div>
                <p>
                  {auditWord(entry.action)}
                  <span className="muted">
                    ，{entry.by ?? actorKindWords[entry.actorKind === 'visitor' ? 'enterprise' : entry.actorKind]}
                  </span>
                </p>
                {said(entry) && <p className="small soft reason">{said(entry)}</p>}
              </div>
            </li>
          ))}
        </ol>
      ) : (
        <p className="card-empty">还没有记录。</p>
      )}
    </section>
  )
}

function said({ details }: Entry): string | null {
  const reason = typeof details?.reason === 'string' ? details.reason : null
  if (!Array.isArray(details?.changed)) return reason
  const names = details.changed.flatMap((field) => fieldNames[String(field)] ?? [])
  const changes = names.length ? `改了${names.join('、')}` : '内容没有改动'
  return reason ? `${changes}：${reason}` : changes
}
