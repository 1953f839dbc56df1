import { Icon } from '@/components/ui/icon'
import type { IconName } from '@/components/ui/icon-names'
import { Link } from '@/components/ui/link'
import type { getGroupSummary } from '@/lib/rosters/group-summary'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'

type Summary = Awaited<ReturnType<typeof getGroupSummary>>

/** What waits first, then how the people stand. */
export function Glance({ summary }: { summary: Summary }) {
  const { people, drafts, unpaid, transfers, certificates } = summary
  const enrolled = people.idle + people.learning + people.passed
  return (
    <>
      {drafts.count + unpaid.count + transfers.count > 0 && (
        <section className="card" aria-labelledby="waiting-title">
          <div className="head">
            <h2 className="h-card" id="waiting-title">
              待办
            </h2>
          </div>
          <ul className="group-waiting">
            {unpaid.count > 0 && (
              <Waiting
                href="/group/orders"
                icon="wallet"
                title={`${unpaid.count} 笔订单待缴费`}
                hint={`共 ${formatMoney(unpaid.amountFen)}，请在 ${formatMoment(unpaid.until!)} 前缴费，过期名额释放`}
                action="去缴费"
              />
            )}
            {transfers.count > 0 && (
              <Waiting
                href="/group/orders"
                icon="building-2"
                title={`${transfers.count} 笔对公转账等待到账`}
                hint={`共 ${formatMoney(transfers.amountFen)}，席位为您保留到 ${formatMoment(transfers.until!)}；没有转出的请尽快转账`}
                action="查看订单"
              />
            )}
            {drafts.count > 0 && (
              <Waiting
                href="/group/rosters"
                icon="list-checks"
                title={`${drafts.count} 份名单待提交`}
                hint={drafts.problems ? `有 ${drafts.problems} 人需要修改` : '都可以报名，核对后提交'}
                action="去核对"
              />
            )}
          </ul>
        </section>
      )}
      <section className="card" aria-labelledby="people-title">
        <div className="head">
          <h2 className="h-card grow" id="people-title">
            职工学习情况
          </h2>
          <Link className="link tap" href="/group/people">
            查看职工进度
          </Link>
        </div>
        <dl className="group-figures">
          <Figure label="已报名" value={enrolled} />
          <Figure label="未开始" value={people.idle} />
          <Figure label="学习中" value={people.learning} />
          <Figure label="已合格" value={people.passed} />
        </dl>
        {enrolled > 0 && <Bar {...people} total={enrolled} />}
        <p className="group-certificates">
          <Icon name="award" />
          <span className="grow">
            已签发证书 <b className="num">{certificates}</b> 份
            {people.unpaid > 0 && (
              <>
                ，另有 <b className="num">{people.unpaid}</b> 人待缴费
              </>
            )}
          </span>
          {certificates > 0 && (
            <Link className="link tap" href="/group/certificates">
              查看证书
            </Link>
          )}
        </p>
      </section>
    </>
  )
}

function Waiting({ href, icon, title, hint, action }: { href: string; icon: IconName; title: string; hint: string; action: string }) {
  return (
    <li>
      <Icon name={icon} />
      <div className="grow">
        <p className="bold">{title}</p>
        <p className="small muted">{hint}</p>
      </div>
      <Link className="btn" href={href}>
        {action}
      </Link>
    </li>
  )
}

function Figure({ label, value }: { label: string; value: number }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <b className="num">{value.toLocaleString('zh-CN')}</b> 人
      </dd>
    </div>
  )
}

/** The same shares as a bar; the figures above say them in words. */
function Bar({ learning, passed, total }: { learning: number; passed: number; total: number }) {
  const share = (n: number) => ({ width: `${(100 * n) / total}%` })
  return (
    <div className="group-bar" aria-hidden="true">
      <i className="passed" style={share(passed)} />
      <i className="learning" style={share(learning)} />
    </div>
  )
}
