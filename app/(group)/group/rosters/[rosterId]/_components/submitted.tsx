import { RosterBadge } from '@/app/(group)/group/_components/roster-badge'
import { CrumbBack } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Pages } from '@/components/ui/pages'
import { Phrase } from '@/components/ui/phrase'
import { classLine } from '@/lib/rosters/class-line'
import type { Roster } from '@/lib/rosters/queries'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import type { List } from './draft-rows'
import { PeopleTable } from './people-table'
import { type View, viewHref } from './view'

/** A roster that was submitted: it is fixed, its order goes on. */
export function Submitted({ roster, list, view }: { roster: Roster; list: List; view: View }) {
  const { id, orderId, orderStatus, ready, amountFen, submittedAt, fileName } = roster
  return (
    <>
      <CrumbBack href="/group/rosters">报名记录</CrumbBack>
      <div className="page-title">
        <h1 className="h-page">
          <Phrase>{classLine({ title: roster.classTitle, region: roster.region })}</Phrase>
        </h1>
        <RosterBadge roster={roster} />
      </div>
      <section className="card pad" aria-label="名单">
        <KeyValue
          rows={[
            ['人数', `${ready} 人`],
            ['金额', formatMoney(amountFen)],
            ['提交时间', submittedAt ? formatMoment(submittedAt) : '–'],
            ['文件', fileName || '–'],
          ]}
        />
        {orderId && (
          <p className="acts">
            <Link className={orderStatus === 'pending' ? 'btn primary' : 'btn'} href={`/group/orders/${orderId}`}>
              {orderStatus === 'pending' ? '确认缴费' : '查看订单'}
            </Link>
          </p>
        )}
      </section>
      <div className="rows-head">
        <h2 className="h-sec">
          名单 <span className="num">{list.total}</span> 人
        </h2>
      </div>
      <PeopleTable rosterId={id} rows={list.rows} view={view} />
      <Pages page={view.page} total={list.total} hrefOf={(page) => viewHref(id, { page })} />
    </>
  )
}
