import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { ActionForm } from '@/components/form/action-form'
import { CheckField } from '@/components/form/check-field'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
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
  const lessons = (await listChoosable(ctx)).filter(({ id }) => id !== chapter.mediaId)
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
            <Note tone="info">
              已看完这一章的学员不受影响。新旧视频时长相差不超过 {sameLengthSeconds}{' '}
              秒时，看了一部分的接着算；否则从头再看。正在播放的会提示重新打开。
            </Note>
            <ActionForm action={replaceLessonAction} className="form-stack">
              {keys}
              <LessonField lessons={lessons} label="新的视频" />
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
                <SubmitButton className="btn danger" busy="正在删除">
                  删除章节
                </SubmitButton>
              </ActionForm>
            )}
          </Section>
        </div>
      </div>
    </>
  )
}
