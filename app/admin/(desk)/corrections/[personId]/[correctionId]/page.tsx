import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { TextField } from '@/components/form/text-field'
import { Badge } from '@/components/ui/badge'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getCorrection } from '@/lib/admin/corrections'
import { listPersonPapers } from '@/lib/admin/person'
import { documentNames } from '@/lib/identity/documents'
import { staffCtx } from '@/lib/identity/session'
import { formatMoment } from '@/lib/shared/time'
import { correctionStates, fieldWords } from '../../_components/correction-words'
import { approveCorrectionAction, declineCorrectionAction } from '../../actions'

export const metadata: Metadata = { title: '核对更正申请' }

type Props = { params: Promise<{ personId: string; correctionId: string }> }

/** The document beside what is on file and what should be. */
export default async function CorrectionPage({ params }: Props) {
  const ctx = await staffCtx('people.correct')
  const { personId, correctionId } = await params
  const correction = await found(getCorrection(ctx, { traineeId: idFrom(personId), correctionId: idFrom(correctionId) }))
  const papers = await listPersonPapers(ctx, personId)
  const valid = papers.certificates.filter(({ revokedAt }) => !revokedAt)
  const field = fieldWords[correction.field]
  const state = correctionStates[correction.status]
  const open = correction.status === 'open'
  const kind = correction.field === 'name' ? undefined : 'num'
  return (
    <>
      <Crumb above={[['/admin/corrections', '更正申请']]} here={correction.name} />
      <div className="desk-head">
        <h1 className="h-page">更正{field}</h1>
        <Badge tone={state.tone} icon={state.icon}>
          {state.word}
        </Badge>
      </div>
      {open && (
        <div className="desk-note">
          <Note tone="info">
            {correction.asker ? '请另行核对证件，确认每一个字。' : '请对照证件照片核对每一个字。'}打开本页已记录在操作日志中。
          </Note>
        </div>
      )}
      <div className="review-pair">
        <section className="card pad" aria-label="申请内容">
          <dl className="compare">
            <div>
              <dt>现在登记的{field}</dt>
              <dd className={kind}>{correction.onFile}</dd>
            </div>
            <div className="wanted">
              <dt>申请更正为</dt>
              <dd className={kind}>{correction.wanted}</dd>
            </div>
          </dl>
          <KeyValue
            rows={[
              [
                '学员',
                <Link key="p" className="link" href={`/admin/people/${personId}`}>
                  {correction.name}
                </Link>,
              ],
              [
                '证件',
                <span key="d">
                  {documentNames[correction.documentKind]} <span className="num">{correction.idNumberMasked}</span>
                </span>,
              ],
              ['工作单位', correction.employer ?? '–'],
              ['原因', correction.reason],
              ...(correction.asker ? ([['代为提交', correction.asker]] as [string, string][]) : []),
              [
                '提交',
                <span key="a" className="num nowrap">
                  {formatMoment(correction.askedAt)}
                </span>,
              ],
              ...(correction.decidedAt
                ? ([
                    ['处理', `${correction.decider ?? '工作人员'}，${formatMoment(correction.decidedAt)}`],
                    ['答复', correction.answer ?? '–'],
                  ] as [string, string][])
                : []),
            ]}
          />
          {open && (
            <div className="form-stack decide">
              <ActionForm action={approveCorrectionAction} className="form-stack">
                <input type="hidden" name="traineeId" value={personId} />
                <input type="hidden" name="correctionId" value={correctionId} />
                {correction.own && <p className="soft">这个更正申请是您提交的，请由另一位工作人员核对。</p>}
                {correction.field === 'id_number' && <p className="small muted">更正后学员用新号码登录，原来的登录立即退出。</p>}
                {!correction.own && (
                  <div className="form-actions">
                    <SubmitButton>同意更正</SubmitButton>
                  </div>
                )}
              </ActionForm>
              <details className="act">
                <summary>不同意</summary>
                <ActionForm action={declineCorrectionAction} className="form-stack inside">
                  <input type="hidden" name="traineeId" value={personId} />
                  <input type="hidden" name="correctionId" value={correctionId} />
                  <TextField name="answer" label="不同意的原因" hint="会显示给学员。" rows={3} maxLength={200} />
                  <SubmitButton className="btn danger">不同意更正</SubmitButton>
                </ActionForm>
              </details>
            </div>
          )}
          {correction.status === 'approved' && valid.length > 0 && (
            <Note tone="warn">
              <p>已签发的证书仍是更正前的内容，需要时请换发：</p>
              <ul>
                {valid.map(({ id, number, title }) => (
                  <li key={id}>
                    <Link className="link num" href={`/admin/certificates?q=${encodeURIComponent(number)}`}>
                      换发 {number}
                    </Link>
                    （{title}）
                  </li>
                ))}
              </ul>
            </Note>
          )}
        </section>
        <section className="card pad" aria-label="证件照片">
          {correction.evidenceNote ? (
            <KeyValue rows={[['核对依据', correction.evidenceNote]]} />
          ) : correction.hasEvidence ? (
            <a href={`/admin/corrections/${personId}/${correctionId}/evidence`} target="_blank" rel="noreferrer">
              {/* biome-ignore lint/performance/noImgElement: private, served by an authorised route */}
              <img
                className="evidence"
                src={`/admin/corrections/${personId}/${correctionId}/evidence`}
                alt="学员上传的证件照片，点击放大"
              />
            </a>
          ) : (
            <p className="soft">{open ? '没有上传证件照片。' : '证件照片已在处理后删除。'}</p>
          )}
        </section>
      </div>
    </>
  )
}
