import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ValidityBadge } from '@/app/_components/validity-badge'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { TextField } from '@/components/form/text-field'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getCertificateForDesk } from '@/lib/certificates/desk-certificates'
import { maskedLabel } from '@/lib/identity/documents'
import { staffCtx } from '@/lib/identity/session'
import { formatMoment } from '@/lib/shared/time'
import { Section } from '../../_components/section'
import { reissueAction, revokeAction } from '../actions'

export const metadata: Metadata = { title: '证书详情' }

/** One certificate: what it says, its PDF, and revoking or reissuing it. */
export default async function CertificatePage({ params }: { params: Promise<{ certificateId: string }> }) {
  const ctx = await staffCtx('certificates.read')
  const { certificate, person } = await found(getCertificateForDesk(ctx, idFrom((await params).certificateId)))
  const { snapshot, number, revokedAt, revokedReason, replacedBy } = certificate
  const corrected =
    person.name !== snapshot.name || person.idNumberMasked !== snapshot.idNumberMasked || person.photoKey !== snapshot.photoKey
  const mayRevoke = ctx.actor.rights.includes('certificates.revoke') && !revokedAt
  return (
    <>
      <Crumb above={[['/admin/certificates', '证书']]} here={number} />
      <div className="desk-head">
        <h1 className="h-page">
          {snapshot.name}的{snapshot.title}
        </h1>
        <ValidityBadge revoked={revokedAt !== null} replaced={replacedBy !== null} />
        {!revokedAt && (
          <div className="acts">
            <a className="btn" href={`/admin/certificates/${certificate.id}/file`} target="_blank" rel="noreferrer">
              <Icon name="printer" />
              查看 PDF<span className="sr">，新窗口</span>
            </a>
          </div>
        )}
      </div>
      <div className="desk-aside">
        <div className="stack-2">
          {revokedAt && (
            <Note tone={replacedBy ? 'info' : 'bad'}>
              <span className="num nowrap">{formatMoment(revokedAt)}</span> {replacedBy ? '换发' : '撤销'}，原因：{revokedReason}。
              {replacedBy && (
                <Link className="link" href={`/admin/certificates/${replacedBy}`}>
                  查看新证书
                </Link>
              )}
            </Note>
          )}
          {corrected && !revokedAt && (
            <Note tone="warn">
              学员登记的姓名、证件号码或照片已更正（现为 {person.name} {person.idNumberMasked}），证书上还是原来的。
            </Note>
          )}
          <Section title="证书内容">
            <KeyValue
              rows={[
                [
                  '证书编号',
                  <span key="n" className="num">
                    {number}
                  </span>,
                ],
                [
                  '姓名',
                  ctx.actor.rights.includes('people.read') ? (
                    <Link key="p" className="link" href={`/admin/people/${certificate.traineeId}`}>
                      {snapshot.name}
                    </Link>
                  ) : (
                    snapshot.name
                  ),
                ],
                [
                  maskedLabel(snapshot.idNumberMasked),
                  <span key="i" className="num">
                    {snapshot.idNumberMasked}
                  </span>,
                ],
                ['单位', snapshot.employer ?? '–'],
                ['培训项目', snapshot.program],
                ['班级', snapshot.trainingClass],
                [
                  '学习时间',
                  <span key="t" className="num">
                    <span className="nowrap">{snapshot.from}</span> 至 <span className="nowrap">{snapshot.to}</span>
                  </span>,
                ],
                ['获得学时', `${snapshot.hours} 学时`],
                ['发证', `${snapshot.issuer}，${snapshot.issuedOn}`],
              ]}
            />
          </Section>
          <Section title={`课程（${snapshot.courses.length} 门）`} padded={false}>
            <table className="data-table">
              <thead>
                <tr>
                  <th scope="col">课程</th>
                  <th scope="col" className="right">
                    学时
                  </th>
                  <th scope="col" className="right">
                    成绩
                  </th>
                </tr>
              </thead>
              <tbody>
                {snapshot.courses.map(({ title, hours, score }) => (
                  <tr key={title}>
                    <td>{title}</td>
                    <td className="n">{hours}</td>
                    <td className="n">{score ?? '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </Section>
        </div>
        {mayRevoke && (
          <div className="stack-2">
            <Section title="换发">
              {corrected ? (
                <ActionForm action={reissueAction} className="form-stack">
                  <p className="soft">按学员现在登记的姓名、证件号码和照片发一份新证书，编号另起；原证书同时失效，核验时会提示已换发。</p>
                  <input type="hidden" name="certificateId" value={certificate.id} />
                  <TextField name="reason" label="换发原因" hint="核验原证书的人会看到，例如：姓名更正。" maxLength={200} rows={2} />
                  <ConfirmButton
                    className="btn primary full"
                    ask={`要换发${snapshot.name}的证书吗？`}
                    says={`原证书 ${number} 随即失效，核验时提示已换发；新证书编号另起。不能撤回。`}
                    yes="换发"
                    busy="正在换发"
                  >
                    换发新证书
                  </ConfirmButton>
                </ActionForm>
              ) : (
                <p className="soft">学员更正姓名、证件号码或照片后，可以在这里换发。</p>
              )}
            </Section>
            <Section title="撤销">
              <ActionForm action={revokeAction} className="form-stack">
                <p className="soft">撤销后不能再打印，核验时显示已撤销和原因。操作会被记录，不能撤回。</p>
                <input type="hidden" name="certificateId" value={certificate.id} />
                <TextField name="reason" label="撤销原因" hint="持证人和核验的人会看到。" maxLength={200} rows={2} />
                <ConfirmButton
                  className="btn danger full"
                  danger
                  ask={`要撤销${snapshot.name}的证书 ${number} 吗？`}
                  says="随即失效：不能再打印，扫码或按编号核验都显示已撤销和原因。学时和成绩不变，证书不会再自动签发，也不能恢复。"
                  yes="撤销证书"
                  busy="正在撤销"
                >
                  撤销证书
                </ConfirmButton>
              </ActionForm>
            </Section>
          </div>
        )}
      </div>
    </>
  )
}
