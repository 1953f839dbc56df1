import { FeePanel, InvoiceCard } from '@/app/(center)/_components/checkout-parts'
import { RegionReason } from '@/app/(center)/_components/region-reason'
import { ActionForm } from '@/components/form/action-form'
import { HourArc } from '@/components/ui/hour-ring'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Period } from '@/components/ui/period'
import { Phrase } from '@/components/ui/phrase'
import type { MyOffer } from '@/lib/checkout/queries'
import { describeParts, hoursOf, solidParts } from '@/lib/enrollment/tally-parts'
import type { Profile } from '@/lib/identity/queries'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'
import { placeOrderAction } from '../actions'
import { ClassRows } from './class-rows'
import { OrderHead } from './order-head'

type Props = { offer: MyOffer; classes: MyOffer[]; several: boolean; profile: Profile }

/** 填写订单 for a class: what it is, its fee, the invoice. */
export function OrderForm({ offer, classes, several, profile }: Props) {
  return (
    <main id="main" className="wrap">
      <OrderHead title="填写订单" />
      <ActionForm action={placeOrderAction} className="checkout">
        <div className="stack-2">
          {offer.refusal && <Note tone="bad">{refusalText(offer.refusal)}</Note>}
          <ClassCard offer={offer} classes={classes} several={several} profile={profile} />
          {offer.feeFen > 0 && <InvoiceCard employer={profile.employer} name={profile.name} />}
        </div>
        <input type="hidden" name="classId" value={offer.id} />
        <input type="hidden" name="expectedFen" value={offer.feeFen} />
        <FeePanel
          amountFen={offer.feeFen}
          lines={[
            ['培训费', formatMoney(offer.feeFen)],
            ['数量', 1, '人'],
          ]}
          refund={offer}
        >
          提交后席位保留 30 分钟。支付成功，班级自动开通。
        </FeePanel>
      </ActionForm>
    </main>
  )
}

function ClassCard({ offer, classes, several, profile }: Props) {
  return (
    <section className="card" aria-labelledby="class-title">
      <div className="head">
        <h2 className="h-card grow" id="class-title">
          班级信息
        </h2>
        <Link className="link tap" href={several ? `/enroll/order?year=${offer.year}` : '/enroll'}>
          {several ? '换一个项目' : '换一个年度'}
        </Link>
      </div>
      <div className="in">
        <div className="class-brief">
          <HourArc parts={solidParts(offer.parts)} size="4.5rem" width={17}>
            <b className="num h-sec">{hoursOf(offer.parts)}</b>
          </HourArc>
          <div>
            <h3>
              <Phrase>{offer.title}</Phrase>
            </h3>
            <p className="small soft">
              <Phrase>{offer.program}</Phrase>
            </p>
            <p className="small soft">{describeParts(offer.parts)}</p>
          </div>
        </div>
        <dl className="dl class-facts">
          <dt>行政区划</dt>
          <dd>{offer.region}</dd>
          <dt>学习期限</dt>
          <dd>
            <Period from={offer.studyFrom} until={offer.studyUntil} />
          </dd>
          <dt>学员</dt>
          <dd>
            {profile.name}　<span className="num nowrap">{profile.idNumber}</span>
          </dd>
          <dt>工作单位</dt>
          <dd>{profile.employer ?? '–'}</dd>
        </dl>
        {offer.otherRegion && (
          <div className="other-region">
            <RegionReason />
          </div>
        )}
        {classes.length > 1 && (
          <details key={offer.id} className="class-picker">
            <summary className="btn">换一个班级</summary>
            <ClassRows offers={classes} chosen={offer.id} />
          </details>
        )}
      </div>
    </section>
  )
}
