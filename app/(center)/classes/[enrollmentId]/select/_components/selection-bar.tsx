import { surplusWords } from '@/app/(center)/_components/surplus-words'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { DrawerButton } from '@/components/ui/drawer-button'
import { HourArc } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import { Phrase } from '@/components/ui/phrase'
import type { getSelection, OfferedCourse } from '@/lib/enrollment/queries'
import { type Tally, totals } from '@/lib/enrollment/rules'
import { confirmAction, dropAction } from '../actions'

type Selection = Awaited<ReturnType<typeof getSelection>>

/** Stays at the bottom: hours chosen, hours missing in all and by category, the list and the confirmation. */
export function SelectionBar({ enrollment, tallies, courses }: Selection) {
  const { required, chosen, candidate, missing } = totals(tallies)
  const candidates = courses.filter((course) => course.candidate && !course.studyId)
  const beyond = surplusWords(enrollment.selectionTiming, tallies)
  const parts = tallies.map((t) => ({
    label: t.shortName,
    required: t.requiredHours,
    earned: Math.min(t.chosen, t.requiredHours),
    chosen: t.chosen + t.candidate,
  }))
  return (
    <section className="stickybar selection-bar" aria-label="选课进度">
      <div className="wrap in">
        <HourArc parts={parts}>
          <b className="num">{chosen + candidate}</b>
        </HourArc>
        <p className="text" role="status">
          <span>
            <b>
              已选学时 <span className="num">{hoursOf(tallies, 'chosen')}</span>
            </b>
            ，候选 <b className="num">{hoursOf(tallies, 'candidate')}</b>
            {candidates.length > 0 && '（确认后才算已选）'}，计入 <span className="num">{`${chosen + candidate} / ${required}`}</span> 学时
          </span>
          {missing ? (
            <span className="need">
              还需学时 <span className="num">{missing}</span>：{shortfalls(tallies)}
            </span>
          ) : (
            <span className="full">{candidates.length ? '✓ 确认后即选满' : '✓ 已选满'}</span>
          )}
          {beyond && <span className="small soft">{beyond}</span>}
        </p>
        <div className="acts">
          <DrawerButton
            label="查看已选择课程"
            title="已选择课程"
            foot={<ConfirmForm enrollmentId={enrollment.id} count={candidates.length} />}
          >
            <Picked enrollmentId={enrollment.id} candidates={candidates} tallies={tallies} courses={courses} beyond={beyond} />
          </DrawerButton>
          <ConfirmForm enrollmentId={enrollment.id} count={candidates.length} />
        </div>
      </div>
    </section>
  )
}

const hoursOf = (tallies: Tally[], which: 'chosen' | 'candidate') => tallies.reduce((sum, part) => sum + part[which], 0)

const shortfalls = (tallies: Tally[]) =>
  tallies
    .filter((t) => t.missing > 0)
    .map((t) => `${t.name} ${t.missing}`)
    .join('，')

function ConfirmForm({ enrollmentId, count }: { enrollmentId: string; count: number }) {
  return (
    <ActionForm action={confirmAction}>
      <input type="hidden" name="enrollmentId" value={enrollmentId} />
      <SubmitButton className="btn primary" busy="正在确认">
        确认选中的课程{count > 0 && <span className="sr">，{count} 门候选</span>}
      </SubmitButton>
    </ActionForm>
  )
}

function Picked({
  enrollmentId,
  candidates,
  tallies,
  courses,
  beyond,
}: {
  enrollmentId: string
  candidates: OfferedCourse[]
  tallies: Tally[]
  courses: OfferedCourse[]
  beyond: string | null
}) {
  const { required, chosen, candidate, missing } = totals(tallies)
  return (
    <>
      <div className="picked-sum">
        <p>
          计入 <b className="num h-sec">{chosen + candidate}</b>{' '}
          <span className="soft">
            / <span className="num">{required}</span> 学时
          </span>
          　
          {missing > 0 && (
            <span className="bold" style={{ color: 'var(--color-ochre)' }}>
              还需选 <span className="num">{missing}</span> 学时
            </span>
          )}
        </p>
        {beyond && <p className="small soft">{beyond}</p>}
      </div>
      <section className="picked-group">
        <h3>
          <span>候选（确认后才算已选）</span>
          <span>
            <span className="num">{candidates.reduce((sum, course) => sum + course.creditHours, 0)}</span> 学时
          </span>
        </h3>
        {candidates.length === 0 && <p className="small muted">还没有候选课程。</p>}
        <ul>
          {candidates.map((course) => (
            <li className="picked-row" key={course.courseId}>
              <div className="grow">
                <p className="bold">
                  <Phrase>{course.title}</Phrase>
                </p>
                <p className="small muted">
                  {course.provider} · <span className="num">{course.creditHours}</span> 学时
                </p>
              </div>
              <ActionForm action={dropAction}>
                <input type="hidden" name="enrollmentId" value={enrollmentId} />
                <input type="hidden" name="courseId" value={course.courseId} />
                <SubmitButton className="btn small quiet" busy="正在移除">
                  <Icon name="x" />
                  移除<span className="sr">：{course.title}</span>
                </SubmitButton>
              </ActionForm>
            </li>
          ))}
        </ul>
      </section>
      <section className="picked-group">
        <h3>
          <span>已选</span>
          <span>
            <span className="num">{tallies.reduce((sum, t) => sum + t.chosen, 0)}</span> 学时
          </span>
        </h3>
        <ul>
          {tallies.map((t) => (
            <li className="picked-row" key={t.id}>
              <span className="grow">{t.name}</span>
              <span className="soft">
                <span className="num">{courses.filter((course) => course.studyId && course.partId === t.id).length}</span> 门，
                <span className="num">{t.chosen}</span> 学时
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}
