import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Helpline } from '@/app/_components/helpline'
import { LicencePreview } from '@/app/_components/licence-preview'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { licenceKindOf } from '@/lib/identity/enterprise/licence'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { canNotify } from '@/lib/identity/notify'
import { maskPhone } from '@/lib/identity/rules'
import { anyEnterpriseCtx } from '@/lib/identity/session'
import { formatMoment } from '@/lib/shared/time'
import { unitRows } from '../../_components/unit-rows'

export const metadata: Metadata = { title: '审核状态' }

/** How a registration stands that is not approved yet. */
export default async function ReviewPage({ searchParams }: { searchParams: Promise<{ registered?: string; resubmitted?: string }> }) {
  const ctx = await anyEnterpriseCtx()
  const enterprise = await getOwnEnterprise(ctx)
  if (enterprise.status === 'approved') redirect('/group')
  const { registered, resubmitted } = await searchParams
  const rejected = enterprise.status === 'rejected'
  return (
    <main id="main" className="wrap">
      <div className="register form-stack">
        <div className="page-title review-title">
          <h1 className="h-page">{rejected ? '注册未通过' : '等待审核'}</h1>
          {rejected ? (
            <Badge tone="bad" icon="circle-x">
              未通过
            </Badge>
          ) : (
            <Badge tone="wait" icon="clock">
              待审核
            </Badge>
          )}
        </div>
        {rejected ? (
          <Rejected reason={enterprise.rejection!} at={enterprise.decidedAt!} />
        ) : (
          <Waiting {...{ ...enterprise, registered, resubmitted }} />
        )}
        <section className="card pad form-stack wide-labels" aria-labelledby="sent-title">
          <h2 className="h-card" id="sent-title">
            提交的内容
          </h2>
          <KeyValue rows={unitRows(enterprise)} />
          <LicencePreview kind={licenceKindOf(enterprise.licenceKey)} src="/group/review/licence" />
        </section>
        <p className="small muted">
          有疑问请
          <Helpline hours />。
        </p>
      </div>
    </main>
  )
}

function Rejected({ reason, at }: { reason: string; at: Date }) {
  return (
    <>
      <Note tone="bad">
        <p className="bold">审核意见</p>
        <p className="pre-line">{reason}</p>
        <p className="small">
          <span className="num nowrap">{formatMoment(at)}</span>
        </p>
      </Note>
      <Link className="btn primary big full" href="/group/review/correct">
        <Icon name="pencil" />
        修改后重新提交
      </Link>
    </>
  )
}

type WaitingProps = { submittedAt: Date; phone: string; registered?: string; resubmitted?: string }

function Waiting({ submittedAt, phone, registered, resubmitted }: WaitingProps) {
  return (
    <>
      {registered && <Note tone="good">注册信息已提交。</Note>}
      {resubmitted && <Note tone="good">修改后的注册信息已提交。</Note>}
      <section className="card pad waiting-card">
        <Icon name="hourglass" />
        <div>
          <p className="bold">
            <span className="num nowrap">{formatMoment(submittedAt)}</span> 提交，管理员正在审核
          </p>
          <p className="soft">
            一般 1–3 个工作日。
            {canNotify('enterprise_approved') && canNotify('enterprise_rejected') ? (
              <>
                结果会发短信到 <span className="num nowrap">{maskPhone(phone)}</span>，
              </>
            ) : (
              '结果显示在这个页面，'
            )}
            通过后即可上传名单、为职工报名。
          </p>
        </div>
      </section>
    </>
  )
}
