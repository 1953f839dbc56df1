import { Price } from '@/app/_components/price'
import { Badge } from '@/components/ui/badge'
import { HourArc } from '@/components/ui/hour-ring'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { OfferedProgram } from '@/lib/enrollment/programs'
import { describeParts, hoursOf, solidParts } from '@/lib/enrollment/tally-parts'
import { formatDay, formatLastDay } from '@/lib/shared/time'

export function ProgramCard({ program }: { program: OfferedProgram }) {
  return (
    <article className="card program-card">
      <HourArc parts={solidParts(program.parts)} size="4.5rem" width={17}>
        <b className="num h-sec">{hoursOf(program.parts)}</b>
      </HourArc>
      <div className="about">
        <h2 className="h-card">
          <Phrase>{program.title}</Phrase>
        </h2>
        <p className="small soft">
          <Phrase>{describeParts(program.parts)}</Phrase>
        </p>
        <p className="small muted">
          {program.selectionTiming === 'before_payment' ? '报名时选择课程' : '缴费后选择课程'}，合格后颁发{program.certificateTitle}
        </p>
      </div>
      <div className="offer">
        <p className="fee">
          <Price {...program} />
        </p>
        <p className="small muted">
          <Availability program={program} />
        </p>
      </div>
      <div className="go">
        <Action program={program} />
      </div>
    </article>
  )
}

function Availability({ program: { openClasses, fullClasses, enrolUntil, opensAt } }: { program: OfferedProgram }) {
  if (openClasses && enrolUntil)
    return (
      <>
        <span className="num">{openClasses}</span> 个班可报，
        <span className="nowrap">
          <span className="num nowrap">{formatLastDay(enrolUntil)}</span> 截止
        </span>
      </>
    )
  if (opensAt)
    return (
      <>
        <span className="num nowrap">{formatDay(opensAt)}</span> 开始报名
      </>
    )
  return <>{fullClasses ? '各班已满员' : '报名已结束'}</>
}

/** Where courses are chosen after payment the class is ordered at once; where before, step by step. */
function Action({ program }: { program: OfferedProgram }) {
  const { joined, openClasses, title } = program
  if (joined?.status === 'reserved')
    return (
      <Link className="btn" href="/orders">
        去支付<span className="sr">：{title}</span>
      </Link>
    )
  if (joined)
    return (
      <>
        <Badge tone="mine" icon="check">
          已报名
        </Badge>
        <Link className="btn" href={`/classes/${joined.id}`}>
          去学习<span className="sr">：{title}</span>
        </Link>
      </>
    )
  if (!openClasses) return <Badge tone="plain">不可报名</Badge>
  const href =
    program.selectionTiming === 'before_payment' ? `/enroll/${program.id}` : `/enroll/order?year=${program.year}&program=${program.id}`
  return (
    <Link className="btn primary" href={href}>
      开始报名<span className="sr">：{title}</span>
    </Link>
  )
}
