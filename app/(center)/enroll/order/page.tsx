import type { Metadata } from 'next'
import { FeePanel, InvoiceCard } from '@/app/(center)/_components/checkout-parts'
import { ActionForm } from '@/components/form/action-form'
import { HourArc } from '@/components/ui/hour-ring'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { listMyOffers } from '@/lib/checkout/queries'
import { describeParts, hoursOf, solidParts } from '@/lib/enrollment/tally-parts'
import { getProfile } from '@/lib/identity/queries'
import { traineeCtx } from '@/lib/identity/session'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'
import { formatDay } from '@/lib/shared/time'
import { ClassPicker } from './_components/class-picker'
import { placeOrderAction } from './actions'

export const metadata: Metadata = { title: '填写订单' }

type Props = { searchParams: Promise<{ year?: string; program?: string; class?: string }> }

/** 填写订单: the class (nearest first), its fee, the invoice. */
export default async function OrderPage({ searchParams }: Props) {
  const ctx = await traineeCtx()
  const asked = await searchParams
  const year = /^\d{4}$/.test(asked.year ?? '') ? Number(asked.year) : undefined
  const [offers, profile] = await Promise.all([listMyOffers(ctx, year), getProfile(ctx)])
  const wanted = offers.filter((offer) => !asked.program || offer.programId === asked.program)
  const chosen = offers.find((offer) => offer.id === asked.class) ?? wanted.find((offer) => !offer.refusal) ?? wanted[0] ?? offers[0]
  if (!chosen) {
    return (
      <main id="main" className="wrap narrow form-stack">
        <h1 className="h-page">填写订单</h1>
        <Note tone="warn">这个年度没有可以报名的班级。</Note>
        <Link className="btn primary" href="/enroll">
          重新选择年度
        </Link>
      </main>
    )
  }
  const fee = formatMoney(chosen.feeFen)
  return (
    <main id="main" className="wrap">
      <div className="checkout-head">
        <h1 className="h-page">填写订单</h1>
        <ol className="steps" aria-label="报名步骤">
          <li className="done">确认年度</li>
          <li aria-current="step">填写订单</li>
          <li>支付</li>
          <li>进班学习</li>
        </ol>
      </div>
      <ActionForm action={placeOrderAction} className="checkout">
        <div className="stack-2">
          {chosen.refusal && <Note tone="bad">{refusalText(chosen.refusal)}</Note>}
          <section className="card" aria-labelledby="class-title">
            <div className="head">
              <h2 className="h-card grow" id="class-title">
                班级信息
              </h2>
              <Link className="link tap" href="/enroll">
                换一个年度
              </Link>
            </div>
            <div className="in">
              <div className="class-brief">
                <HourArc parts={solidParts(chosen.parts)} size="4.5rem" width={17}>
                  <b className="num h-sec">{hoursOf(chosen.parts)}</b>
                </HourArc>
                <div>
                  <h3>
                    <Phrase>{chosen.title}</Phrase>
                  </h3>
                  <p className="small soft">
                    <Phrase>{chosen.program}</Phrase>
                  </p>
                  <p className="small soft">{describeParts(chosen.parts)}</p>
                </div>
              </div>
              <dl className="dl class-facts">
                <dt>行政区划</dt>
                <dd>{chosen.region}</dd>
                <dt>学习期限</dt>
                <dd>
                  <span className="num nowrap">{formatDay(chosen.studyFrom)}</span> 至{' '}
                  <span className="num nowrap">{formatDay(chosen.studyUntil)}</span>
                </dd>
                <dt>学员</dt>
                <dd>
                  {profile.name}　<span className="num nowrap">{profile.idNumberMasked}</span>
                </dd>
                <dt>工作单位</dt>
                <dd>{profile.employer ?? '–'}</dd>
              </dl>
              <ClassPicker offers={offers} chosen={chosen.id} year={chosen.year} />
            </div>
          </section>
          {chosen.feeFen > 0 && <InvoiceCard employer={profile.employer} name={profile.name} />}
        </div>
        <input type="hidden" name="classId" value={chosen.id} />
        <FeePanel
          amountFen={chosen.feeFen}
          lines={
            <dl className="fee-lines">
              <div>
                <dt className="soft">培训费</dt>
                <dd className="num">{fee}</dd>
              </div>
              <div>
                <dt className="soft">数量</dt>
                <dd>
                  <span className="num">1</span> 人
                </dd>
              </div>
              <div className="total">
                <dt className="bold">应付</dt>
                <dd>{fee}</dd>
              </div>
            </dl>
          }
        >
          提交后席位保留 30 分钟。支付成功，班级自动开通。
        </FeePanel>
      </ActionForm>
    </main>
  )
}
