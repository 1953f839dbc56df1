import { ValidityBadge } from '@/app/_components/validity-badge'
import { KeyValue } from '@/components/ui/key-value'
import type { Verified } from '@/lib/certificates/queries'
import { maskedLabel } from '@/lib/identity/documents'

/** What a stranger learns of a certificate: as little as settles whether the paper in their hand is genuine. */
export function VerifiedCard({ certificate }: { certificate: Verified }) {
  const { revokedReason, replaced } = certificate
  const rows: [string, string][] = [
    ['证书编号', certificate.number],
    ['姓名', certificate.name],
    [maskedLabel(certificate.idNumberMasked), certificate.idNumberMasked],
    ['培训项目', certificate.program],
    ['获得学时', `${certificate.hours} 学时`],
    ['发证单位', certificate.issuer],
    ['发证日期', certificate.issuedOn],
  ]
  return (
    <section className="card pad" aria-label="核验结果" role="status">
      <p className="row">
        <b className="h-card">{certificate.title}</b>
        <ValidityBadge revoked={Boolean(revokedReason)} replaced={replaced} />
      </p>
      {revokedReason && (
        <p className="soft">{replaced ? `这份证书已换发，请以新证书为准。换发原因：${revokedReason}` : `撤销原因：${revokedReason}`}</p>
      )}
      {certificate.kind === 'hours' && <p className="soft">自主选课学时证明，不作为培训证书使用。</p>}
      <KeyValue rows={rows} />
    </section>
  )
}
