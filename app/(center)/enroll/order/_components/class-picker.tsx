import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { listMyOffers } from '@/lib/checkout/queries'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'

type Offer = Awaited<ReturnType<typeof listMyOffers>>[number]

/** 换一个班级: the other classes of the year. One that cannot be joined says why before anybody tries. */
export function ClassPicker({ offers, chosen, year }: { offers: Offer[]; chosen: string; year: number }) {
  return (
    <details className="class-picker" style={{ marginTop: '1rem' }}>
      <summary className="btn">换一个班级</summary>
      <ul style={{ marginTop: '.75rem' }}>
        {offers.map((offer) => (
          <li className="picked-row" key={offer.id}>
            <div className="grow">
              <p className="bold">{offer.title}</p>
              <p className="small muted">
                {offer.region}，<span className="num">{formatMoney(offer.feeFen)}</span>
                {offer.refusal
                  ? `　${refusalText(offer.refusal)}`
                  : offer.seats !== null && `　还有 ${offer.seats - offer.seatsTaken} 个席位`}
              </p>
            </div>
            {offer.id === chosen ? (
              <Badge tone="mine" icon="check">
                当前班级
              </Badge>
            ) : offer.refusal ? (
              <Badge tone="plain">{offer.joinedHere ? '已报名' : '不可报名'}</Badge>
            ) : (
              <Link className="btn small" href={`/enroll/order?year=${year}&class=${offer.id}`}>
                选这个班<span className="sr">：{offer.title}</span>
                <Icon name="chevron-right" />
              </Link>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
