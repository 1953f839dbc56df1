import { ValidityBadge } from '@/app/_components/validity-badge'
import { Icon } from '@/components/ui/icon'
import { Phrase } from '@/components/ui/phrase'
import type { listCertificates } from '@/lib/certificates/queries'
import { AddPhoto } from './add-photo'

type Certificates = Awaited<ReturnType<typeof listCertificates>>

/** Certificates, each named by its own title, revoked ones with the reason. */
export function CertificateList({ certificates, hasPhoto }: { certificates: Certificates; hasPhoto: boolean }) {
  return (
    <>
      {certificates.map(({ id, number, snapshot, revokedReason, revokedAt, replacedBy }) => (
        <article className="card minor" key={id}>
          <span className="avatar" style={{ width: '4rem', height: '4rem' }} aria-hidden="true">
            <b className="num h-card">{snapshot.hours}</b>
          </span>
          <div>
            <ValidityBadge revoked={Boolean(revokedReason)} replaced={replacedBy !== null} />
            <h2 className="h-card">
              <Phrase>{snapshot.trainingClass}</Phrase>
            </h2>
            <p className="small muted">
              {snapshot.title} <span className="num">{number}</span>，<span className="num">{snapshot.issuedOn}</span> 发证，
              <span className="num">{snapshot.hours}</span> 学时
            </p>
            {revokedReason && (
              <p className="small">
                {replacedBy ? '已换发新证书，原因' : '撤销原因'}：{revokedReason}
              </p>
            )}
          </div>
          {!revokedReason && (
            <div className="acts">
              <a className="btn primary" href={`/api/certificates/${id}`} target="_blank" rel="noreferrer">
                <Icon name="printer" />
                打印{snapshot.title}
                <span className="sr">：{snapshot.trainingClass}，新窗口</span>
              </a>
              <AddPhoto certificate={{ id, number, snapshot, revokedAt }} hasPhoto={hasPhoto} />
            </div>
          )}
        </article>
      ))}
    </>
  )
}
