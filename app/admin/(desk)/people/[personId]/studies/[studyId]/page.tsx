import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Badge } from '@/components/ui/badge'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { getPersonStudy } from '@/lib/admin/person'
import { staffCtx } from '@/lib/identity/session'
import { formatDuration, formatMoment } from '@/lib/shared/time'
import { correctHoursAction } from '../../actions'

export const metadata: Metadata = { title: '学习记录' }

type Props = { params: Promise<{ personId: string; studyId: string }> }

/** 学习记录 of one course; who has the right corrects hours here. */
export default async function PersonStudyPage({ params }: Props) {
  const ctx = await staffCtx('people.read')
  const { personId, studyId } = await params
  const { person, study, chapters, checks, changes } = await found(
    getPersonStudy(ctx, { traineeId: idFrom(personId), studyId: idFrom(studyId) }),
  )
  const mayCorrect = ctx.actor.rights.includes('hours.correct') && !study.endedAt
  return (
    <>
      <Crumb
        above={[
          ['/admin/people', '学员'],
          [`/admin/people/${personId}`, person.name],
        ]}
        here={study.title}
      />
      <div className="desk-head">
        <h1 className="h-page">{study.title}</h1>
        {study.endedAt ? (
          <Badge tone="plain">已退订</Badge>
        ) : study.passedAt ? (
          <Badge tone="good" icon="check">
            合格
          </Badge>
        ) : (
          <Badge tone="info">学习中</Badge>
        )}
      </div>
      <section className="card pad desk-note" aria-label="学习情况">
        <KeyValue
          rows={[
            ['班级', study.classTitle],
            [
              '学时',
              <span className="num" key="h">
                {study.creditHours}
              </span>,
            ],
            [
              '看完',
              study.watchedAt ? (
                <span className="num nowrap" key="w">
                  {formatMoment(study.watchedAt)}
                </span>
              ) : (
                '未看完'
              ),
            ],
            ['测验', study.quizRequired ? (study.bestScore === null ? '未测' : `最高 ${study.bestScore} 分`) : '不需要'],
            ['签到', checks.asked ? `${checks.asked} 次，回应 ${checks.answered} 次` : '没有'],
          ]}
        />
      </section>
      <section className="card desk-table" aria-labelledby="chapters">
        <div className="head">
          <h2 className="h-card" id="chapters">
            各章进度
          </h2>
        </div>
        <ul className="short-list">
          {chapters.map((chapter) => (
            <li key={chapter.id}>
              <span className="grow">
                {chapter.title}
                <span className="small muted">
                  已看{' '}
                  <span className="num">
                    {formatDuration(chapter.completedAt ? chapter.durationSeconds : (chapter.watchedSeconds ?? 0))}
                  </span>{' '}
                  / <span className="num">{formatDuration(chapter.durationSeconds)}</span>
                  {chapter.updatedAt && (
                    <>
                      ，最近 <span className="num nowrap">{formatMoment(chapter.updatedAt)}</span>
                    </>
                  )}
                </span>
                {mayCorrect && (
                  <details className="act" name="correct-hours">
                    <summary>
                      {chapter.completedAt ? '撤回看完' : '更正为已看完'}
                      <span className="sr">：{chapter.title}</span>
                    </summary>
                    <ActionForm
                      key={String(chapter.completedAt)}
                      action={correctHoursAction}
                      scope={chapter.id}
                      className="form-stack inside"
                    >
                      <input type="hidden" name="traineeId" value={personId} />
                      <input type="hidden" name="studyId" value={studyId} />
                      <input type="hidden" name="chapterId" value={chapter.id} />
                      <input type="hidden" name="watched" value={chapter.completedAt ? 'no' : 'yes'} />
                      <Field name="reason" label="原因" hint="更正前后的学时会记录在操作日志中。" autoComplete="off" maxLength={200} />
                      <SubmitButton className={chapter.completedAt ? 'btn danger' : 'btn'}>
                        {chapter.completedAt ? '撤回' : '更正为已看完'}
                      </SubmitButton>
                    </ActionForm>
                  </details>
                )}
              </span>
              {chapter.completedAt ? (
                <Badge tone="good" icon="check">
                  已看完
                </Badge>
              ) : (
                <Badge tone="plain">未看完</Badge>
              )}
            </li>
          ))}
        </ul>
      </section>
      {changes.length > 0 && (
        <section className="card desk-table" aria-labelledby="changes">
          <div className="head">
            <h2 className="h-card" id="changes">
              学时更正记录
            </h2>
          </div>
          <ul className="short-list">
            {changes.map(({ id, at, by, details }) => {
              const change = details as {
                chapter: string
                reason: string
                before: { seconds: number; done: boolean }
                after: { seconds: number; done: boolean }
              }
              const say = (side: { seconds: number; done: boolean }) =>
                `${formatDuration(side.seconds)}（${side.done ? '已看完' : '未看完'}）`
              return (
                <li key={id}>
                  <span className="grow">
                    {change.chapter}：{say(change.before)} → {say(change.after)}
                    <span className="small muted">
                      {by ?? '工作人员'}，原因：{change.reason}
                    </span>
                  </span>
                  <span className="small num nowrap">{formatMoment(at)}</span>
                </li>
              )
            })}
          </ul>
        </section>
      )}
    </>
  )
}
