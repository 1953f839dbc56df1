import { Badge } from '@/components/ui/badge'
import { Period } from '@/components/ui/period'
import type { OfferedClass } from '@/lib/enrollment/application-queries'
import { refusalText } from '@/lib/shared/refusal-text'

const short: Record<string, string> = { class_full: '已满员', enrolment_closed: '报名已结束', enrolment_not_open: '未开放' }

/** A class to choose. One that cannot be joined says why before anybody tries. */
export function ClassTile({ offer, chosen }: { offer: OfferedClass; chosen: boolean }) {
  const { refusal, seats, seatsTaken } = offer
  return (
    <label className="tile class-tile">
      <input type="radio" name="classId" value={offer.id} defaultChecked={chosen} disabled={refusal !== null} />
      <span className="grow">
        <span className="bold">{offer.title}</span>
        <br />
        <span className="small muted">
          {refusal ? (
            refusalText(refusal)
          ) : (
            <>
              学习期限 <Period from={offer.studyFrom} until={offer.studyUntil} />
              {seats !== null && (
                <>
                  ，还有 <span className="num">{seats - seatsTaken}</span> 个席位
                </>
              )}
            </>
          )}
        </span>
      </span>
      {refusal && <Badge tone="plain">{short[refusal.code]}</Badge>}
    </label>
  )
}
