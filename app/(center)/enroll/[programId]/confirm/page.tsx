import type { Metadata } from 'next'
import Link from 'next/link'
import { InvoiceFields } from '@/app/(center)/_components/invoice-fields'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { getProfile } from '@/lib/identity/queries'
import { formatMoney } from '@/lib/shared/money'
import { ChosenCourses, ClassFacts, PersonFacts } from '../_components/answers'
import { FeeLines } from '../_components/fee-lines'
import { openStep, type StepProps } from '../_components/open-step'
import { StepHead } from '../_components/step-head'
import { orderAction } from '../actions'

export const metadata: Metadata = { title: '提交订单' }

/** Everything once more, the price, the invoice. All of it is checked again when the order is placed. */
export default async function ConfirmPage({ params }: StepProps) {
  const { ctx, view } = await openStep(params, 'confirm')
  const profile = await getProfile(ctx)
  const { program, application, amountFen } = view
  const total = formatMoney(amountFen)
  return (
    <main id="main" className="wrap application">
      <StepHead view={view} step="confirm" title="核对并提交订单" />
      <ActionForm action={orderAction} className="checkout">
        <div className="stack-2">
          <PersonFacts view={view} name={profile.name} idNumberMasked={profile.idNumberMasked} />
          <ClassFacts view={view} />
          <ChosenCourses view={view} />
          {amountFen > 0 && (
            <section className="card" aria-labelledby="invoice-title">
              <div className="head">
                <h2 className="h-card grow" id="invoice-title">
                  发票信息
                </h2>
                <span className="small muted">电子发票（普通发票）</span>
              </div>
              <div className="in">
                <InvoiceFields employer={application?.employer ?? null} name={profile.name} withNone />
              </div>
            </section>
          )}
          <p className="step-back">
            <Link className="btn quiet" href={`/enroll/${program.id}/courses`}>
              返回上一步
            </Link>
          </p>
        </div>
        <aside className="card fee" aria-labelledby="fee-title">
          <div className="head">
            <h2 className="h-card" id="fee-title">
              费用
            </h2>
          </div>
          <div className="in">
            <FeeLines view={view} />
            <input type="hidden" name="programId" value={program.id} />
            <input type="hidden" name="expectedFen" value={amountFen} />
            <SubmitButton className="btn primary big full">提交订单</SubmitButton>
            <p className="small muted">提交后席位保留 30 分钟，课程不能再改。支付成功，项目自动开通。</p>
          </div>
        </aside>
        <section className="stickybar checkout-bar" aria-label="应付金额">
          <div className="wrap in">
            <span className="amount">
              <span className="small soft">应付</span>
              <br />
              <b>{total}</b>
            </span>
            <SubmitButton className="btn primary big">提交订单</SubmitButton>
          </div>
        </section>
      </ActionForm>
    </main>
  )
}
