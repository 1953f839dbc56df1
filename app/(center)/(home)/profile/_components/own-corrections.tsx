import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { OwnCorrection } from '@/lib/identity/corrections'
import { formatDay } from '@/lib/shared/time'

const states = { open: ['wait', 'clock', '核对中'], approved: ['good', 'check', '已更正'], declined: ['plain', 'x', '未更正'] } as const

/** 更正申请: what was asked for and how it stands; one at a time for each of the two. */
export function OwnCorrections({ asked, numberLabel }: { asked: OwnCorrection[]; numberLabel: string }) {
  const labels = { name: '姓名', id_number: numberLabel }
  const openFields = new Set(asked.filter(({ status }) => status === 'open').map(({ field }) => field))
  return (
    <section className="card" aria-labelledby="corrections">
      <div className="head">
        <h2 className="h-card grow" id="corrections">
          更正申请
        </h2>
      </div>
      <div className="short-empty">
        <p className="soft">姓名或证件号码与证件不一致时，请提交更正申请，并附上证件照片。</p>
        <div className="form-actions correction-acts">
          {(['name', 'id_number'] as const)
            .filter((field) => !openFields.has(field))
            .map((field) => (
              <Link key={field} className="btn" href={`/profile/correction?field=${field}`}>
                <Icon name="pencil" />
                更正{labels[field]}
              </Link>
            ))}
        </div>
      </div>
      {asked.length > 0 && (
        <ul className="short-list">
          {asked.map(({ id, field, status, askedAt, answer }) => {
            const [tone, icon, word] = states[status]
            return (
              <li key={id}>
                <span className="grow">
                  更正{labels[field]}
                  <span className="small muted">
                    <span className="num nowrap">{formatDay(askedAt)}</span> 提交{answer && `，答复：${answer}`}
                  </span>
                </span>
                <Badge tone={tone} icon={icon}>
                  {word}
                </Badge>
              </li>
            )
          })}
        </ul>
      )}
    </section>
  )
}
