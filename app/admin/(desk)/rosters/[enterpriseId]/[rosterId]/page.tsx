import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Badge, type Tone } from '@/components/ui/badge'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Pages } from '@/components/ui/pages'
import { getRosterForStaff } from '@/lib/admin/rosters'
import { actorKindWords } from '@/lib/audit/events'
import { staffCtx } from '@/lib/identity/session'
import { formatMoney } from '@/lib/shared/money'
import { formatMoment } from '@/lib/shared/time'
import { RosterStateBadge } from '../../_components/roster-state'

export const metadata: Metadata = { title: '报名名单' }

type Props = { params: Promise<{ enterpriseId: string; rosterId: string }>; searchParams: Promise<{ page?: string }> }

const enrollmentWords: Record<string, [Tone, string]> = {
  reserved: ['wait', '待缴费'],
  active: ['info', '学习中'],
  passed: ['good', '合格'],
  released: ['plain', '已取消'],
  withdrawn: ['plain', '已退班'],
}

/** One roster: state, people and history. */
export default async function RosterPage({ params, searchParams }: Props) {
  const ctx = await staffCtx('rosters.read')
  const { enterpriseId, rosterId } = await params
  const page = Math.max(1, Math.min(10_000, Math.floor(Number((await searchParams).page) || 1)))
  const key = { enterpriseId: idFrom(enterpriseId), rosterId: idFrom(rosterId) }
  const { roster, people, total, history } = await found(getRosterForStaff(ctx, key, page))
  return (
    <>
      <Crumb above={[['/admin/rosters', '集体报名']]} here={roster.enterprise} />
      <div className="desk-head">
        <h1 className="h-page">{roster.classTitle}</h1>
        <RosterStateBadge state={roster.state} />
      </div>
      <div className="review-pair">
        <section className="card pad" aria-label="名单情况">
          <KeyValue
            rows={[
              [
                '单位',
                <Link key="e" className="link" href={`/admin/enterprises/${enterpriseId}`}>
                  {roster.enterprise}
                </Link>,
              ],
              ['项目', roster.program],
              ['行政区划', roster.region],
              ['人数', `${roster.people} 人，其中 ${roster.ready} 人${roster.submittedAt ? '已提交' : '可提交'}`],
              ['上传', formatMoment(roster.uploadedAt)],
              ['提交', roster.submittedAt ? formatMoment(roster.submittedAt) : '未提交'],
              [
                '订单',
                roster.orderNumber ? (
                  <span key="o">
                    <span className="num">{roster.orderNumber}</span>，{formatMoney(roster.orderFen ?? 0)}
                  </span>
                ) : (
                  '–'
                ),
              ],
            ]}
          />
        </section>
        <section className="card" aria-labelledby="history">
          <div className="head">
            <h2 className="h-card" id="history">
              经过
            </h2>
          </div>
          {!history.length && <p className="short-empty soft">上传后还没有提交。</p>}
          <ul className="short-list">
            {history.map(({ id, at, what, actorKind, by }) => (
              <li key={id}>
                <span className="grow">
                  {what}
                  <span className="small muted">{by ?? actorKindWords[actorKind]}</span>
                </span>
                <span className="small num nowrap">{formatMoment(at)}</span>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section className="card desk-table roster-people" aria-labelledby="people">
        <div className="head">
          <h2 className="h-card grow" id="people">
            学员
          </h2>
          <p className="soft">
            共 <span className="num">{total}</span> 人
          </p>
        </div>
        {people.length ? (
          <ul className="short-list">
            {people.map(({ row, traineeId, name, idNumberMasked, status, endedAt }) => {
              const [tone, word] = endedAt || !status ? (['plain', '已移出'] as [Tone, string]) : enrollmentWords[status]!
              return (
                <li key={row}>
                  <span className="grow">
                    {ctx.actor.rights.includes('people.read') ? (
                      <Link className="link" href={`/admin/people/${traineeId}`} prefetch={false}>
                        {name}
                      </Link>
                    ) : (
                      name
                    )}
                    <span className="small muted num">{idNumberMasked}</span>
                  </span>
                  <Badge tone={tone}>{word}</Badge>
                </li>
              )
            })}
          </ul>
        ) : (
          <p className="short-empty soft">{roster.state === 'draft' ? '单位提交以前，名单内容只有单位自己能看到。' : '名单中没有学员。'}</p>
        )}
      </section>
      <Pages page={page} total={total} hrefOf={(n) => `/admin/rosters/${enterpriseId}/${rosterId}?page=${n}`} />
    </>
  )
}
