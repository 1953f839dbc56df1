import type { Metadata } from 'next'
import { ValidityBadge } from '@/app/_components/validity-badge'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Empty } from '@/components/ui/empty'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { type FinishedCourse, listFinished } from '@/lib/certificates/hours-queries'
import { listCertificates } from '@/lib/certificates/queries'
import { isPhotographed } from '@/lib/identity/photo'
import { traineeCtx } from '@/lib/identity/session'
import { groupBy } from '@/lib/shared/group'
import { CertificateTabs } from '../../_components/list-tabs'
import { AddPhoto } from '../_components/add-photo'
import { proveCoursesAction, proveYearAction } from './actions'

export const metadata: Metadata = { title: '我的学时证明' }

const hoursOf = (courses: FinishedCourse[]) => courses.reduce((sum, course) => sum + course.creditHours, 0)

/** 我的学时证明: one proof for a year, or for the courses ticked; and those made before. */
export default async function HoursProofPage({ searchParams }: { searchParams: Promise<{ made?: string }> }) {
  const ctx = await traineeCtx()
  const [finished, proofs, hasPhoto] = await Promise.all([listFinished(ctx), listCertificates(ctx, 'hours'), isPhotographed(ctx)])
  const years = [...groupBy(finished, ({ year }) => year)]
  const made = (await searchParams).made
  const ready = proofs.find(({ id, revokedAt }) => id === made && !revokedAt)
  return (
    <>
      <CertificateTabs />
      <div className="page-head">
        <h1 className="h-page">我的学时证明</h1>
        <p className="soft">自主选课学完的课程，可以按年度或自选课程打印学时证明。学时证明不作为培训证书使用。</p>
      </div>
      {ready && (
        <div className="opened">
          <Note tone="good">
            <b>学时证明已开具</b>，编号 <span className="num">{ready.number}</span>，<span className="num">{ready.snapshot.hours}</span>{' '}
            学时。
            <PrintLink id={ready.id} number={ready.number} className="link tap" />
          </Note>
        </div>
      )}
      {finished.length === 0 && (
        <Empty icon="file-text" title="暂无学完的自主选课">
          <p>自主选的课程学完并合格后，才可以打印学时证明。</p>
          <Link className="btn primary" href="/my-courses">
            去我的课程
          </Link>
        </Empty>
      )}
      {finished.length > 0 && (
        <section className="card" aria-labelledby="year-title">
          <div className="head">
            <h2 className="h-card" id="year-title">
              按年度开具
            </h2>
          </div>
          <ul className="proof-years">
            {years.map(([year, courses]) => (
              <li key={year}>
                <p>
                  <b>
                    <span className="num">{year}</span> 年
                  </b>
                  　<span className="num">{courses.length}</span> 门，<span className="num">{hoursOf(courses)}</span> 学时
                </p>
                <ActionForm action={proveYearAction}>
                  <input type="hidden" name="year" value={year} />
                  <SubmitButton className="btn primary" busy="正在开具">
                    开具全年学时证明<span className="sr">：{year} 年</span>
                  </SubmitButton>
                </ActionForm>
              </li>
            ))}
          </ul>
        </section>
      )}
      {finished.length > 1 && <ChooseCourses years={years} />}
      {proofs.length > 0 && (
        <section className="course-group" aria-labelledby="proofs-title">
          <h2 className="h-card" id="proofs-title">
            已开具的学时证明
          </h2>
          {proofs.map(({ id, number, snapshot, revokedReason, revokedAt, replacedBy }) => (
            <article className="card minor" key={id}>
              <span className="avatar" style={{ width: '4rem', height: '4rem' }} aria-hidden="true">
                <b className="num h-card">{snapshot.hours}</b>
              </span>
              <div>
                <ValidityBadge revoked={Boolean(revokedReason)} replaced={replacedBy !== null} />
                <h3>
                  <span className="num">{snapshot.hours}</span> 学时，<span className="num">{snapshot.courses.length}</span> 门课程
                </h3>
                <p className="small muted">
                  <span className="num">{number}</span>，<span className="num">{snapshot.issuedOn}</span> 开具
                </p>
                <p className="small soft">{snapshot.courses.map(({ title }) => title).join('、')}</p>
                {revokedReason && (
                  <p className="small">
                    {replacedBy ? '已换发新证明，原因' : '撤销原因'}：{revokedReason}
                  </p>
                )}
              </div>
              {!revokedReason && (
                <div className="acts">
                  <PrintLink id={id} number={number} className="btn" />
                  <AddPhoto certificate={{ id, number, snapshot, revokedAt }} hasPhoto={hasPhoto} />
                </div>
              )}
            </article>
          ))}
        </section>
      )}
    </>
  )
}

function PrintLink({ id, number, className }: { id: string; number: string; className: string }) {
  return (
    <a className={className} href={`/api/certificates/${id}`} target="_blank" rel="noreferrer">
      <Icon name="printer" />
      打印学时证明<span className="sr">：{number}，新窗口</span>
    </a>
  )
}

/** 自选课程: a set of one's own. The same set again is the same proof. */
function ChooseCourses({ years }: { years: [number, FinishedCourse[]][] }) {
  return (
    <section className="card proof-choose" aria-labelledby="choose-title">
      <div className="head">
        <h2 className="h-card" id="choose-title">
          自选课程开具
        </h2>
      </div>
      <ActionForm action={proveCoursesAction} className="in form-stack">
        <fieldset>
          <legend className="hint">勾选要写进证明的课程。同样的课程再次开具，还是同一份证明、同一个编号。</legend>
          <ul className="proof-courses">
            {years.flatMap(([, courses]) =>
              courses.map((course) => (
                <li key={course.studyId}>
                  <label className="tile">
                    <input type="checkbox" name={`study:${course.studyId}`} />
                    <span className="grow">
                      <span className="bold">{course.title}</span>
                      <br />
                      <span className="small muted">
                        <span className="num">{course.finishedOn}</span> 合格
                        {course.score !== null && (
                          <>
                            ，<span className="num">{course.score}</span> 分
                          </>
                        )}
                      </span>
                    </span>
                    <span className="nowrap">
                      <b className="num">{course.creditHours}</b> 学时
                    </span>
                  </label>
                </li>
              )),
            )}
          </ul>
        </fieldset>
        <SubmitButton className="btn" busy="正在开具">
          开具所选课程的学时证明
        </SubmitButton>
      </ActionForm>
    </section>
  )
}
