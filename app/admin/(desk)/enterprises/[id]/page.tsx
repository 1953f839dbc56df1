import type { Metadata } from 'next'
import { found } from '@/app/_components/found'
import { LicencePreview } from '@/app/_components/licence-preview'
import { invoiceText } from '@/app/(group)/_components/unit-rows'
import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { codeKindNames } from '@/lib/identity/enterprise/code'
import { licenceKindOf } from '@/lib/identity/enterprise/licence'
import { getEnterprise, listEnterpriseHistory } from '@/lib/identity/enterprise/staff-queries'
import { enterpriseKindNames } from '@/lib/identity/enterprise/steps'
import { canNotify } from '@/lib/identity/notify'
import { findWaitingPhone } from '@/lib/identity/phone-change/queries'
import { maskPhone } from '@/lib/identity/rules'
import { staffCtx } from '@/lib/identity/session'
import { listRostersOf } from '@/lib/rosters/enterprise-rosters'
import { formatMoment } from '@/lib/shared/time'
import { PhoneChangeCard } from '../../_components/phone-change-card'
import { EnterpriseBadge } from '../_components/enterprise-badge'
import { DecideCard } from './_components/decide-card'
import { EnterpriseHistory } from './_components/enterprise-history'
import { EnterpriseRosters } from './_components/enterprise-rosters'
import { cancelPhoneAction, releasePhoneAction } from './actions'

export const metadata: Metadata = { title: '单位' }

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ decided?: string }> }

/** One enterprise: its licence beside what it said, the decision, what happened so far. */
export default async function EnterprisePage({ params, searchParams }: Props) {
  const ctx = await staffCtx('enterprises.read')
  const { id } = await params
  const unit = await found(getEnterprise(ctx, id))
  const [waitingPhone, history, rosters, { decided }] = await Promise.all([
    findWaitingPhone(ctx, id),
    listEnterpriseHistory(ctx, id),
    ctx.actor.rights.includes('rosters.read') ? listRostersOf(ctx, id) : null,
    searchParams,
  ])
  const done = outcomeOf(decided, unit.status)
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">{unit.name}</h1>
        <EnterpriseBadge status={unit.status} />
        {unit.status === 'approved' && unit.mayReview && (
          <div className="acts">
            <Link className="btn" href={`/admin/enterprises/${id}/revise`}>
              <Icon name="pencil" />
              更正单位信息
            </Link>
          </div>
        )}
      </div>
      <div className="form-stack">
        {done && (
          <div role="status">
            <Note tone="good">{done}</Note>
          </div>
        )}
        <div className="review-columns">
          <section className="card pad licence-card" aria-labelledby="licence-title">
            <h2 className="h-card" id="licence-title">
              营业执照
            </h2>
            {unit.mayReview ? (
              <>
                <LicencePreview
                  kind={licenceKindOf(unit.licenceKey)}
                  src={`/admin/enterprises/${id}/licence?v=${unit.licenceKey.slice(-12, -4)}`}
                />
                <p className="small muted">每次查看都会被记录。</p>
              </>
            ) : (
              <p className="soft">只有审核单位的工作人员可以查看。</p>
            )}
          </section>
          <div className="form-stack">
            <section className="card pad form-stack wide-labels" aria-labelledby="data-title">
              <h2 className="h-card" id="data-title">
                注册信息
              </h2>
              {unit.codeDoubtful && (
                <Note tone="warn">代码的校验位对不上，单位已确认无误。请对照证照逐位核对，必要时到国家企业信用信息公示系统查询。</Note>
              )}
              <KeyValue rows={rowsOf(unit)} />
            </section>
            {waitingPhone && (
              <PhoneChangeCard
                accountId={id}
                change={waitingPhone}
                onFile={unit.mayReview ? maskPhone(unit.phone) : unit.phone}
                actions={{ release: releasePhoneAction, cancel: cancelPhoneAction }}
              />
            )}
            {unit.status === 'pending' && unit.mayReview && <DecideCard id={id} name={unit.name} submittedAt={unit.submittedAt} />}
            {unit.status === 'rejected' && (
              <Note tone="bad">
                <p className="bold">驳回原因</p>
                <p className="reason">{unit.rejection}</p>
              </Note>
            )}
          </div>
        </div>
        {rosters && <EnterpriseRosters rosters={rosters} />}
        <EnterpriseHistory entries={history} />
      </div>
    </>
  )
}

/** What was just done here, while it still holds. */
function outcomeOf(decided: string | undefined, status: Unit['status']): string | null {
  if (decided === 'revised') return '更正已保存，记入操作日志。'
  if (decided === 'phone') return '更正已保存。新手机号要等一段时间，或由另一位工作人员复核，才会生效。'
  if (decided !== status) return null
  const told = canNotify(status === 'approved' ? 'enterprise_approved' : 'enterprise_rejected') ? '，短信通知单位' : ''
  return `${status === 'approved' ? '已通过' : '已驳回'}${told}。`
}

type Unit = Awaited<ReturnType<typeof getEnterprise>>

const rowsOf = (unit: Unit): [string, React.ReactNode][] => [
  ['单位名称', unit.name],
  [
    codeKindNames[unit.codeKind],
    <span key="code" className="row wrap-row">
      <span className="num code">{unit.code}</span>
      {unit.codeDoubtful && (
        <Badge tone="wait" icon="triangle-alert">
          校验位不符
        </Badge>
      )}
    </span>,
  ],
  ['单位类型', enterpriseKindNames[unit.kind]],
  ['行政区划', unit.region],
  ['单位地址', unit.address],
  ['联系人', unit.contactName],
  [
    '手机号',
    <span key="phone" className="num">
      {unit.phone}
    </span>,
  ],
  ['发票信息', invoiceText(unit)],
  [
    '提交时间',
    <span key="at" className="num nowrap">
      {formatMoment(unit.submittedAt)}
    </span>,
  ],
  ...(unit.decidedAt
    ? ([['审核时间', <span key="decided">{`${formatMoment(unit.decidedAt)}${unit.decidedBy ? `，${unit.decidedBy}` : ''}`}</span>]] as [
        string,
        React.ReactNode,
      ][])
    : []),
]
