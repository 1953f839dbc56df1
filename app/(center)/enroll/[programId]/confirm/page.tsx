import type { Metadata } from 'next'
import { FeePanel, InvoiceCard } from '@/app/(center)/_components/checkout-parts'
import { ActionForm } from '@/components/form/action-form'
import { Link } from '@/components/ui/link'
import { getProfile } from '@/lib/identity/queries'
import { ChosenCourses, ClassFacts, PersonFacts } from '../_components/answers'
import { feeLines } from '../_components/fee-lines'
import { openStep, type StepProps } from '../_components/open-step'
import { StepHead } from '../_components/step-head'
import { orderAction } from '../actions'

export const metadata: Metadata = { title: '提交订单' }

/** Everything once more, the price, the invoice. All of it is checked again when the order is placed. */
export default async function ConfirmPage({ params }: StepProps) {
  const { ctx, view } = await openStep(params, 'confirm')
  const profile = await getProfile(ctx)
  const { program, application, amountFen } = view
  return (
    <main id="main" className="wrap application">
      <StepHead view={view} step="confirm" title="核对并提交订单" />
      <ActionForm action={orderAction} className="checkout">
        <div className="stack-2">
          <PersonFacts view={view} name={profile.name} idNumber={profile.idNumber} />
          <ClassFacts view={view} />
          <ChosenCourses view={view} />
          {amountFen > 0 && <InvoiceCard employer={application?.employer ?? null} name={profile.name} />}
          <p className="step-back">
            <Link className="btn quiet" href={`/enroll/${program.id}/courses`}>
              返回上一步
            </Link>
          </p>
        </div>
        <input type="hidden" name="programId" value={program.id} />
        <input type="hidden" name="expectedFen" value={amountFen} />
        <FeePanel amountFen={amountFen} lines={feeLines(view)} refund={program}>
          提交后席位保留 30 分钟，课程不能再改。支付成功，项目自动开通。
        </FeePanel>
      </ActionForm>
    </main>
  )
}
