import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { Roster } from '@/lib/rosters/queries'
import { formatMoney } from '@/lib/shared/money'
import { type View, viewHref } from './view'

/** How many there are, how many may be enrolled, what they cost; below it the file, and what was mended in it. */
export function Totals({ roster, view }: { roster: Roster; view: View }) {
  const { people, ready, withProblems, amountFen, fileName, repairs } = roster
  const times = repairs.reduce((sum, { times: n }) => sum + n, 0)
  return (
    <section className="card" aria-label="核对结果">
      <dl className="totals">
        <div>
          <dt>名单共</dt>
          <dd>
            <b>{people}</b> 人
          </dd>
        </div>
        <div className="good">
          <dt>
            <Icon name="circle-check" />
            可以报名
          </dt>
          <dd>
            <b>{ready}</b> 人
          </dd>
        </div>
        <div className={withProblems ? 'bad' : undefined}>
          <dt>
            {withProblems > 0 && <Icon name="circle-alert" />}
            需要修改
          </dt>
          <dd>
            <b>{withProblems}</b> 人
          </dd>
        </div>
        <div className="fee">
          <dt>按可报名人数应付</dt>
          <dd>
            <b>{formatMoney(amountFen)}</b>
          </dd>
        </div>
      </dl>
      <p className="file-line">
        <span className="file-name">
          <Icon name="file-text" />
          <span className="break">{fileName}</span>
        </span>
        {times > 0 && (
          <>
            <span>
              已自动更正 <span className="num">{times}</span> 处：{reasonsOf(repairs)}
            </span>
            <Link
              className="link tap push"
              href={viewHref(roster.id, view.show === 'repaired' ? {} : { show: 'repaired' }, '#rows')}
              scroll={false}
            >
              {view.show === 'repaired' ? '返回名单' : '查看更正'}
            </Link>
          </>
        )}
      </p>
    </section>
  )
}

const reasonsOf = (repairs: Roster['repairs']) =>
  [...repairs]
    .sort((a, b) => b.times - a.times)
    .slice(0, 3)
    .map(({ reason }) => reason)
    .join('、') + (repairs.length > 3 ? '等' : '')
