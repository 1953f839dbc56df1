import { KeyValue } from '@/components/ui/key-value'
import { Period } from '@/components/ui/period'
import { Phrase } from '@/components/ui/phrase'
import type { GroupOrderView } from '@/lib/rosters/order-queries'
import { formatMoney } from '@/lib/shared/money'

/** What is ordered: the class, for how many, at how much each. */
export function OrderSummary({ view, more = [] }: { view: GroupOrderView; more?: [label: string, value: React.ReactNode][] }) {
  const { classTitle, program, region, studyFrom, studyUntil, people, feeFen, order } = view
  return (
    <KeyValue
      rows={[
        ['班级', <Phrase key="c">{classTitle}</Phrase>],
        ['培训项目', program],
        ['行政区划', region],
        ['学习期限', <Period key="s" from={studyFrom} until={studyUntil} />],
        [
          '费用',
          <span key="f">
            <span className="num">{formatMoney(feeFen)}</span> × <span className="num">{people}</span> 人 ={' '}
            <b className="num">{formatMoney(order.amountFen)}</b>
          </span>,
        ],
        ...more,
      ]}
    />
  )
}
