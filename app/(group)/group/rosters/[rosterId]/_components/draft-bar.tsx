import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { Roster } from '@/lib/rosters/queries'
import { formatMoney } from '@/lib/shared/money'

/** What comes next: putting right, or 提交信息. */
export function DraftBar({ roster }: { roster: Roster }) {
  const { id, ready, withProblems, amountFen, refusal, seatsLeft } = roster
  const submit = `/group/rosters/${id}/submit`
  const short = seatsLeft !== null && ready > seatsLeft
  return (
    <section className="stickybar roster-bar" aria-label="下一步">
      <div className="wrap in">
        <p className="txt">
          <span className="bold">
            {short ? (
              <>
                可以报名 <span className="num">{ready}</span> 人，这个班只剩 <span className="num">{seatsLeft}</span> 个席位。
              </>
            ) : withProblems ? (
              '改好后重新上传，或在上面逐行修改。'
            ) : (
              <>
                <span className="num">{ready}</span> 人都可以报名，应付 <span className="num">{formatMoney(amountFen)}</span>。
              </>
            )}
          </span>
          {short && <span className="small soft">请删去多出的人再提交，或换一个班级上传。</span>}
          {withProblems > 0 && ready > 0 && !short && (
            <span className="small soft">
              也可以先为 <span className="num">{ready}</span> 人提交，其余 <span className="num">{withProblems}</span> 人以后再报。
            </span>
          )}
        </p>
        <div className="acts">
          {short && (
            <Link className={withProblems ? 'btn' : 'btn primary'} href="/group/enroll">
              换一个班级
            </Link>
          )}
          {withProblems > 0 && (
            <a className="btn primary" href="#upload">
              <Icon name="upload" />
              重新上传
            </a>
          )}
          {ready > 0 && !refusal && !short && (
            <Link className={withProblems ? 'btn' : 'btn primary'} href={submit}>
              {withProblems ? (
                <span>
                  先报 <span className="num">{ready}</span> 人
                </span>
              ) : (
                '提交信息'
              )}
            </Link>
          )}
        </div>
      </div>
    </section>
  )
}
