import { ValidityBadge } from '@/app/_components/validity-badge'
import { OrderBadge } from '@/app/(center)/_components/order-badge'
import { Badge } from '@/components/ui/badge'
import { Link } from '@/components/ui/link'
import type { WholePerson } from '@/lib/admin/person'
import { formatYuan } from '@/lib/shared/money'
import { formatDay } from '@/lib/shared/time'

type Props = Pick<WholePerson, 'papers' | 'orders'> & { personId: string }

const correctionWords = { open: ['wait', '待核对'], approved: ['good', '已更正'], declined: ['plain', '未更正'] } as const

/** Certificates, orders, 历史记录 and 更正申请, each a short list. */
export function PersonPapers({ papers, orders, personId }: Props) {
  return (
    <>
      <List title="证书" empty="还没有证书。">
        {papers.certificates.map(({ id, number, title, program, hours, issuedAt, revokedAt }) => (
          <li key={id}>
            <span className="grow">
              <Link className="link num" href={`/admin/certificates?q=${encodeURIComponent(number)}`}>
                {number}
              </Link>
              <span className="small muted">
                {title}，{program}，{hours} 学时，<span className="num nowrap">{formatDay(issuedAt)}</span>
              </span>
            </span>
            <ValidityBadge revoked={revokedAt !== null} />
          </li>
        ))}
      </List>
      {orders.length > 0 && (
        <List title="订单" empty="">
          {orders.map(({ id, number, status, title, items, amountFen, payer, createdAt }) => (
            <li key={id}>
              <span className="grow">
                <Link className="link num" href={`/admin/orders?q=${number}`}>
                  {number}
                </Link>
                <span className="small muted">
                  {title}
                  {items > 1 && ` 等 ${items} 项`}，{payer ? `${payer}缴费` : '个人缴费'}，
                  <span className="num nowrap">{formatDay(createdAt)}</span>
                </span>
              </span>
              <span className="num">¥{formatYuan(amountFen)}</span>
              <OrderBadge status={status} />
            </li>
          ))}
        </List>
      )}
      {papers.history.length > 0 && (
        <List title="原平台历史记录" empty="">
          {papers.history.map(({ id, year, title, creditHours, certificateNumber }) => (
            <li key={id}>
              <span className="grow">
                {title}
                <span className="small muted">
                  <span className="num">{year}</span> 年，{creditHours} 学时{certificateNumber && `，证书 ${certificateNumber}`}
                </span>
              </span>
            </li>
          ))}
        </List>
      )}
      {papers.corrections.length > 0 && (
        <List title="更正申请" empty="">
          {papers.corrections.map(({ id, field, status, askedAt }) => (
            <li key={id}>
              <span className="grow">
                <Link className="link" href={`/admin/corrections/${personId}/${id}`}>
                  {field === 'name' ? '更正姓名' : '更正证件号码'}
                </Link>
                <span className="small muted num">{formatDay(askedAt)}</span>
              </span>
              <Badge tone={correctionWords[status][0]}>{correctionWords[status][1]}</Badge>
            </li>
          ))}
        </List>
      )}
    </>
  )
}

function List({ title, empty, children }: { title: string; empty: string; children: React.ReactNode[] }) {
  return (
    <section className="card" aria-label={title}>
      <div className="head">
        <h2 className="h-card">{title}</h2>
      </div>
      {children.length ? <ul className="short-list">{children}</ul> : <p className="short-empty soft">{empty}</p>}
    </section>
  )
}
