import { surplusWords } from '@/app/(center)/_components/surplus-words'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { DrawerButton } from '@/components/ui/drawer-button'
import { HourArc } from '@/components/ui/hour-ring'
import { Phrase } from '@/components/ui/phrase'
import type { ApplicationView } from '@/lib/enrollment/application-queries'
import { totals } from '@/lib/enrollment/rules'
import { formatMoney } from '@/lib/shared/money'
import { confirmCoursesAction } from '../actions'

/** Stays at the bottom: hours chosen, hours missing, what it costs, and on. */
export function CoursesBar({ view }: { view: ApplicationView }) {
  const { program, tallies, amountFen } = view
  const { required, missing } = totals(tallies)
  const beyond = surplusWords('before_payment', tallies)
  const chosen = tallies.reduce((sum, part) => sum + part.chosen, 0)
  const parts = tallies.map((t) => ({ label: t.shortName, required: t.requiredHours, earned: 0, chosen: t.chosen }))
  return (
    <section className="stickybar selection-bar" aria-label="选课进度">
      <ActionForm action={confirmCoursesAction} className="wrap">
        <input type="hidden" name="programId" value={program.id} />
        <div className="in">
          <HourArc parts={parts}>
            <b className="num">{chosen}</b>
          </HourArc>
          <p className="text" role="status">
            <span>
              <b>
                已选学时 <span className="num">{`${chosen} / ${required}`}</span>
              </b>
              ，费用 <span className="num">{formatMoney(amountFen)}</span>
            </span>
            {missing ? (
              <span className="need">
                还差 <span className="num">{missing}</span> 学时，选满后进入下一步
              </span>
            ) : (
              <span className="full">✓ 已选满</span>
            )}
            {beyond && <span className="small soft">{beyond}</span>}
          </p>
          <div className="acts">
            <DrawerButton label="查看已选择课程" title="已选择课程">
              <Chosen view={view} />
            </DrawerButton>
            <SubmitButton className="btn primary" busy="正在确认">
              下一步
            </SubmitButton>
          </div>
        </div>
      </ActionForm>
    </section>
  )
}

function Chosen({ view: { tallies, courses } }: { view: ApplicationView }) {
  return tallies.map((part) => {
    const list = courses.filter((course) => course.chosen && course.partId === part.id)
    return (
      <section className="picked-group" key={part.id}>
        <h3>
          <span>{part.name}</span>
          <span>
            <span className="num">{`${part.chosen} / ${part.requiredHours}`}</span> 学时
          </span>
        </h3>
        {list.length === 0 && <p className="small muted">还没有选择课程。</p>}
        <ul>
          {list.map((course) => (
            <li className="picked-row" key={course.courseId}>
              <p className="grow">
                <Phrase>{course.title}</Phrase>
              </p>
              <span className="soft nowrap">
                <span className="num">{course.creditHours}</span> 学时
              </span>
            </li>
          ))}
        </ul>
      </section>
    )
  })
}
