import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Period } from '@/components/ui/period'
import type { MyOffer } from '@/lib/checkout/queries'
import { refusalText } from '@/lib/shared/refusal-text'

/** Classes to choose from. One that cannot be joined says why before anybody tries. */
export function ClassRows({ offers, chosen }: { offers: MyOffer[]; chosen?: string }) {
  return (
    <ul>
      {offers.map((offer) => (
        <li className="picked-row" key={offer.id}>
          <div className="grow">
            <p className="bold">{offer.title}</p>
            <p className="small muted">{offer.refusal ? refusalText(offer.refusal) : facts(offer)}</p>
          </div>
          {offer.id === chosen ? (
            <Badge tone="mine" icon="check">
              当前班级
            </Badge>
          ) : offer.refusal ? (
            <Badge tone="plain">{offer.joinedHere ? '已报名' : '不可报名'}</Badge>
          ) : (
            <Link className="btn small" href={`/enroll/order?year=${offer.year}&class=${offer.id}`}>
              选这个班<span className="sr">：{offer.title}</span>
              <Icon name="chevron-right" />
            </Link>
          )}
        </li>
      ))}
    </ul>
  )
}

const facts = ({ region, studyFrom, studyUntil, seats, seatsTaken }: MyOffer) => (
  <>
    {region}，学习期限 <Period from={studyFrom} until={studyUntil} />
    {seats !== null && (
      <>
        ，还有 <span className="num">{seats - seatsTaken}</span> 个席位
      </>
    )}
  </>
)
