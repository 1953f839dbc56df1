import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { chapterAudience } from '@/lib/catalog/courses/audience'
import { getCourse } from '@/lib/catalog/courses/queries'
import { listChoosable } from '@/lib/catalog/lessons/queries'
import { staffCtx } from '@/lib/identity/session'
import { sameLengthSeconds } from '@/lib/learning/replace-lesson'
import { formatDuration } from '@/lib/shared/time'
import { Section } from '../../../../_components/section'
import { editChapterAction, removeChapterAction, replaceLessonAction } from '../../../actions'
import { LessonField } from '../../_components/lesson-field'

export const metadata: Metadata = { title: '修改章节' }

/** One chapter: its name, 试看, another video, or no chapter at all. */
export default async function ChapterPage({ params }: { params: Promise<{ courseId: string; chapterId: string }> }) {
  const ctx = await staffCtx('courses.edit')
  const { courseId, chapterId } = await params
  const { course, chapters, studied } = await found(getCourse(ctx, idFrom(courseId)))
  const chapter = chapters.find(({ id }) => id === chapterId)
  if (!chapter) notFound()
  const [choosable, audience] = await Promise.all([listChoosable(ctx), chapterAudience(ctx, chapterId)])
  const lessons = choosable.filter(({ id }) => id !== chapter.mediaId)
  const keys = (
    <>
      <input type="hidden" name="courseId" value={courseId} />
      <input type="hidden" name="chapterId" value={chapterId} />
    </>
  )
  return (
    <>
      <Crumb above={[[`/admin/courses/${courseId}`, course.title]]} here={`第 ${chapter.position} 章`} />
      <div className="desk-head">
        <h1 className="h-page">{chapter.title}</h1>
      </div>
      <div className="school-columns">
        <div className="stack-2">
          <Section title="章节">
            <ActionForm action={editChapterAction} className="form-stack">
              {keys}
              <Field name="title" label="章节名称" maxLength={60} defaultValue={chapter.title} />
              <CheckField name="preview" defaultChecked={chapter.preview}>
                试看：课程单独选购时，不登录也能看这一章
              </CheckField>
              {studied.people > 0 && (
                <p className="small muted">
                  <span className="num">{studied.people}</span> 位在学的学员打开课程时会看到新的名称，看过的进度不变。
                </p>
              )}
              <SubmitButton busy="正在保存">保存</SubmitButton>
            </ActionForm>
          </Section>
        </div>
        <div className="stack-2">
          <Section title="更换视频">
            <KeyValue
              rows={[
                [
                  '现在的视频',
                  <Link key="l" className="link" href={`/admin/courses/lessons/${chapter.mediaId}`}>
                    {chapter.lesson}
                  </Link>,
                ],
                [
                  '时长',
                  <span key="d" className="num">
                    {formatDuration(chapter.durationSeconds)}
                  </span>,
                ],
              ]}
            />
            <Replaced audience={audience} />
            <ActionForm action={replaceLessonAction} className="form-stack">
              {keys}
              <LessonField
                lessons={lessons}
                label="新的视频"
                instead={audience.partly ? { ...chapter, partly: audience.partly } : undefined}
              />
              <SubmitButton className="btn" busy="正在更换">
                更换视频
              </SubmitButton>
            </ActionForm>
          </Section>
          <Section title="删除章节">
            {studied.people > 0 ? (
              <p className="soft">
                有 <span className="num">{studied.people}</span> 人在学这门课程，章节不能删除。
              </p>
            ) : (
              <ActionForm action={removeChapterAction} className="form-stack">
                {keys}
                <p className="soft">只删除章节，视频还在，可以用于其他章节。</p>
                <ConfirmButton
                  danger
                  ask="要删除这个章节吗？"
                  says="章节和它的标题随即删除，不能恢复。视频还在，可以用于其他章节。"
                  yes="确认删除"
                  busy="正在删除"
                >
                  删除章节
                </ConfirmButton>
              </ActionForm>
            )}
          </Section>
        </div>
      </div>
    </>
  )
}

/** What becomes of those who are in the course when its video changes. */
function Replaced({ audience: { done, partly, watching } }: { audience: Awaited<ReturnType<typeof chapterAudience>> }) {
  return (
    <Note tone={partly || watching ? 'warn' : 'info'}>
      <p>
        <span className="num">{done}</span> 人已看完这一章，不受影响。
      </p>
      <p>
        <span className="num">{partly}</span> 人看了一部分：新旧视频时长相差不超过 {sameLengthSeconds} 秒时接着算，否则要从头再看。
      </p>
      <p>
        <span className="num">{watching}</span> 人正打开着播放页，会提示重新打开。
      </p>
    </Note>
  )
}
