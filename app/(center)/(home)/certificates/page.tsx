import type { Metadata } from 'next'
import Link from 'next/link'
import { Badge } from '@/components/ui/badge'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Phrase } from '@/components/ui/phrase'
import { listCertificates } from '@/lib/certificates/queries'
import { traineeCtx } from '@/lib/identity/session'

import { PhoneTabs } from '../_components/phone-tabs'

export const metadata: Metadata = { title: '培训证明' }

/** 培训证明: passed classes with their certificates. */
export default async function CertificatesPage() {
  const certificates = await listCertificates(await traineeCtx(), 'training')
  return (
    <>
      <PhoneTabs group="certificates" current="/certificates" />
      <div className="page-title">
        <h1 className="h-page">培训证明</h1>
      </div>
      {certificates.length === 0 && (
        <Empty icon="award" title="还没有培训证明">
          <p>班级合格后，才可以看到班级培训证明。</p>
          <Link className="btn primary" href="/classes">
            去学习
          </Link>
        </Empty>
      )}
      {certificates.map(({ id, number, snapshot, revokedReason }) => (
        <article className="card minor" key={id}>
          <span className="avatar" style={{ width: '4rem', height: '4rem' }} aria-hidden="true">
            <b className="num h-card">{snapshot.hours}</b>
          </span>
          <div>
            {revokedReason ? (
              <Badge tone="bad" icon="circle-x">
                已撤销
              </Badge>
            ) : (
              <Badge tone="good" icon="badge-check">
                有效
              </Badge>
            )}
            <h2 className="h-card">
              <Phrase>{snapshot.trainingClass}</Phrase>
            </h2>
            <p className="small muted">
              <span className="num">{number}</span>，<span className="num">{snapshot.issuedOn}</span> 发证，
              <span className="num">{snapshot.hours}</span> 学时
            </p>
            {revokedReason && <p className="small">撤销原因：{revokedReason}</p>}
          </div>
          {!revokedReason && (
            <div className="acts">
              <a className="btn primary" href={`/api/certificates/${id}`} target="_blank" rel="noreferrer">
                <Icon name="printer" />
                打印培训证明<span className="sr">：{snapshot.trainingClass}，新窗口</span>
              </a>
            </div>
          )}
        </article>
      ))}
    </>
  )
}
