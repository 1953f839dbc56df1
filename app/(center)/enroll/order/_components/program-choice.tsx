import { Badge } from '@/components/ui/badge'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { MyOffer } from '@/lib/checkout/queries'
import { describeParts } from '@/lib/enrollment/tally-parts'
import { formatMoney } from '@/lib/shared/money'
import { refusalText } from '@/lib/shared/refusal-text'
import { OrderHead } from './order-head'

/** 选择培训项目: a year with several of them puts none forward. */
export function ProgramChoice({ programs }: { programs: MyOffer[][] }) {
  return (
    <main id="main" className="wrap">
      <OrderHead title="选择培训项目" />
      <section className="card offer-choice" aria-label="培训项目">
        <ul className="in">
          {programs.map((classes) => (
            <ProgramRow key={classes[0]!.programId} classes={classes} />
          ))}
        </ul>
      </section>
    </main>
  )
}

function ProgramRow({ classes }: { classes: MyOffer[] }) {
  const first = classes[0]!
  const open = classes.filter(({ refusal }) => !refusal)
  const near = open.filter(({ ownRegion }) => ownRegion)
  return (
    <li className="picked-row">
      <div className="grow">
        <h2 className="bold">
          <Phrase>{first.program}</Phrase>
        </h2>
        <p className="small soft">
          {describeParts(first.parts)}，<span className="num">{formatMoney(first.feeFen)}</span>
        </p>
        <p className="small muted">
          {open.length === 0 ? (
            refusalText(first.refusal!)
          ) : (
            <>
              <span className="num">{open.length}</span> 个班可报
              {near.length > 0 && (
                <>
                  ，其中单位所在行政区划 <span className="num">{near.length}</span> 个
                </>
              )}
            </>
          )}
        </p>
      </div>
      {open.length === 0 ? (
        <Badge tone="plain">{classes.some(({ joinedHere }) => joinedHere) ? '已报名' : '不可报名'}</Badge>
      ) : (
        <Link className="btn small" href={`/enroll/order?year=${first.year}&program=${first.programId}`}>
          选这个项目<span className="sr">：{first.program}</span>
          <Icon name="chevron-right" />
        </Link>
      )}
    </li>
  )
}
