import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import type { MyOffer } from '@/lib/checkout/queries'
import { groupBy } from '@/lib/shared/group'
import { refusalText } from '@/lib/shared/refusal-text'
import { ClassRows } from './class-rows'
import { OrderHead } from './order-head'

/** 选择班级 of a programme: those of the employer's region first, then region by region. */
export function ClassChoice({ classes, several }: { classes: MyOffer[]; several: boolean }) {
  const [first] = classes
  const own = classes.filter(({ ownRegion }) => ownRegion)
  const others = [...groupBy(classes, ({ ownRegion, region }) => (ownRegion ? null : region))].filter(([region]) => region !== null)
  const known = classes.some(({ ownRegion, otherRegion }) => ownRegion || otherRegion)
  const joined = classes.find(({ joinedHere }) => joinedHere)?.refusal
  return (
    <main id="main" className="wrap">
      <OrderHead title="选择班级" />
      <div className="stack-2 offer-choice">
        {joined && <Note tone="warn">{refusalText(joined)}</Note>}
        <section className="card" aria-labelledby="program-title">
          <div className="head">
            <h2 className="h-card grow" id="program-title">
              {first?.program}
            </h2>
            {several && (
              <Link className="link tap" href={`/enroll/order?year=${first?.year}`}>
                换一个项目
              </Link>
            )}
          </div>
          {known && (
            <div className="in">
              <h3 className="h-card">单位所在行政区划的班级</h3>
              {own.length ? (
                <ClassRows offers={own} />
              ) : (
                <Note tone="info">单位所在行政区划没有开设这个项目的班级，请选择其他行政区划的班级并说明原因。</Note>
              )}
            </div>
          )}
        </section>
        {others.length > 0 && (
          <details className="card other-classes" open={!own.some(({ refusal }) => !refusal)}>
            <summary className="btn">选择其他行政区划的班级</summary>
            {others.map(([region, list]) => (
              <section className="in" key={region} aria-label={region!}>
                <h3 className="h-card">{region}</h3>
                <ClassRows offers={list} />
              </section>
            ))}
          </details>
        )}
      </div>
    </main>
  )
}
