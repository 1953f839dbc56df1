import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { found } from '@/app/_components/found'
import { FeePanel, InvoiceCard } from '@/app/(center)/_components/checkout-parts'
import { RosterSteps } from '@/app/(group)/group/_components/roster-steps'
import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { activationPromise } from '@/lib/identity/promises'
import { enterpriseCtx } from '@/lib/identity/session'
import { classLine } from '@/lib/rosters/class-line'
import { getRoster } from '@/lib/rosters/queries'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'
import { formatDay } from '@/lib/shared/time'
import { WhatHappens } from '../_components/what-happens'
import { submitRosterAction } from '../actions'

export const metadata: Metadata = { title: '提交信息' }

type Props = { params: Promise<{ rosterId: string }> }

/** 提交信息: who goes in, who stays out, what it costs, the invoice. */
export default async function SubmitPage({ params }: Props) {
  const ctx = await enterpriseCtx()
  const { rosterId } = await params
  const [roster, own] = await Promise.all([found(getRoster(ctx, rosterId)), getOwnEnterprise(ctx)])
  if (roster.orderId) redirect(`/group/orders/${roster.orderId}`)
  if (!roster.ready || roster.asks) redirect(`/group/rosters/${rosterId}`)
  const { ready, withProblems, amountFen, feeFen } = roster
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <h1 className="h-page">提交信息</h1>
        <RosterSteps at={3} />
      </div>
      <ActionForm action={submitRosterAction} className="checkout">
        <input type="hidden" name="rosterId" value={rosterId} />
        <input type="hidden" name="expectedFen" value={amountFen} />
        <div className="stack-2">
          {roster.refusal && <Note tone="bad">{refusalText(roster.refusal)}</Note>}
          <section className="card" aria-labelledby="people-title">
            <div className="head">
              <h2 className="h-card grow" id="people-title">
                报名信息
              </h2>
              <Link className="link tap" href={`/group/rosters/${rosterId}`}>
                返回核对
              </Link>
            </div>
            <div className="in">
              <h3 className="h-card">
                <Phrase>{classLine({ title: roster.classTitle, region: roster.region })}</Phrase>
              </h3>
              <dl className="dl class-facts">
                <dt>报名人数</dt>
                <dd>
                  <span className="num">{ready}</span> 人
                </dd>
                <dt>单位</dt>
                <dd>{own.name}</dd>
                <dt>名单</dt>
                <dd className="break">{roster.fileName}</dd>
                <dt>上传时间</dt>
                <dd className="num nowrap">{formatDay(roster.uploadedAt)}</dd>
              </dl>
              <WhatHappens roster={roster} />
              {withProblems > 0 && (
                <div className="leave-out">
                  <CheckField name="leaveOut">
                    只提交没有问题的 <span className="num">{ready}</span> 人，其余 <span className="num">{withProblems}</span> 人这次不报。
                  </CheckField>
                </div>
              )}
              <p className="small muted">提交后名单不能再改。缴费后班级开通，{activationPromise()}</p>
            </div>
          </section>
          {amountFen > 0 && <InvoiceCard employer={own.invoice.title} name={own.name} given={own.invoice} />}
        </div>
        <FeePanel
          amountFen={amountFen}
          submit="提交信息"
          refund={roster.refund}
          lines={[
            ['培训费', formatMoney(feeFen)],
            ['人数', ready, '人'],
          ]}
        >
          提交后为所有人保留席位，请接着确认缴费。
        </FeePanel>
      </ActionForm>
    </main>
  )
}
