import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { PreviewPlayer } from '@/app/(public)/courses/[slug]/preview/[position]/_components/preview-player'
import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getLessonMedia } from '@/lib/catalog/lessons/queries'
import { staffCtx } from '@/lib/identity/session'
import { messages, type RefusalCode } from '@/lib/shared/messages'
import { refusalText } from '@/lib/shared/refusal-text'
import { formatDuration, formatMoment } from '@/lib/shared/time'
import { Section } from '../../../_components/section'
import { FileForm } from '../../_components/file-form'
import { removeCaptionsAction, renameLessonAction } from '../../actions'

export const metadata: Metadata = { title: '视频' }

type Props = { params: Promise<{ mediaId: string }>; searchParams: Promise<{ refused?: string; lines?: string }> }

/** One lesson: how it plays, its captions, and who plays it. */
export default async function LessonPage({ params, searchParams }: Props) {
  const ctx = await staffCtx('courses.read')
  const lesson = await found(getLessonMedia(ctx, idFrom((await params).mediaId)))
  const { refused, lines = '' } = await searchParams
  const mayEdit = ctx.actor.rights.includes('courses.edit')
  const id = <input type="hidden" name="mediaId" value={lesson.id} />
  return (
    <>
      <Crumb above={[['/admin/courses/lessons', '视频']]} here={lesson.title} />
      <div className="desk-head">
        <h1 className="h-page">{lesson.title}</h1>
      </div>
      <div className="school-columns">
        <PreviewPlayer chapter={{ position: 1, title: lesson.title, mediaId: lesson.id, durationSeconds: lesson.durationSeconds }}>
          {null}
        </PreviewPlayer>
        <div className="stack-2">
          <Section title="视频">
            <KeyValue
              rows={[
                [
                  '时长',
                  <span key="d" className="num">
                    {formatDuration(lesson.durationSeconds)}
                  </span>,
                ],
                ['清晰度', lesson.qualities.length ? lesson.qualities.join('、') : '单一清晰度'],
                [
                  '处理完成',
                  <span key="c" className="num nowrap">
                    {formatMoment(lesson.createdAt)}
                  </span>,
                ],
              ]}
            />
            {mayEdit && (
              <ActionForm action={renameLessonAction} className="form-stack">
                {id}
                <Field name="title" label="视频名称" maxLength={100} defaultValue={lesson.title} />
                <SubmitButton className="btn" busy="正在保存">
                  改名
                </SubmitButton>
              </ActionForm>
            )}
          </Section>
          <Section title="字幕">
            {refused && Object.hasOwn(messages, refused) && (
              <Note tone="bad">{refusalText({ code: refused as RefusalCode, facts: /^[\d、]+( 等)?$/.test(lines) ? { lines } : {} })}</Note>
            )}
            <p className="soft">
              {lesson.captions ? (
                <>
                  有 <span className="num">{lesson.captions}</span> 条字幕。
                </>
              ) : (
                '还没有字幕。'
              )}
            </p>
            {mayEdit && (
              <>
                <FileForm
                  action={`/admin/courses/lessons/${lesson.id}/captions`}
                  field="captions"
                  accept=".vtt,.srt"
                  label={lesson.captions ? '换一个字幕文件' : '上传字幕文件'}
                  hint=".vtt 或 .srt。"
                />
                {lesson.captions > 0 && (
                  <ActionForm action={removeCaptionsAction}>
                    {id}
                    <ConfirmButton
                      danger
                      ask="要删除字幕吗？"
                      says="学员随即看不到字幕，需要时要重新上传文件。"
                      yes="确认删除"
                      busy="正在删除"
                    >
                      删除字幕
                    </ConfirmButton>
                  </ActionForm>
                )}
              </>
            )}
          </Section>
          <Section title="用于章节">
            {lesson.playedBy.length ? (
              <ul className="plain-rows">
                {lesson.playedBy.map(({ courseId, course, position, chapter }) => (
                  <li key={`${courseId}-${position}`}>
                    <Link className="link" href={`/admin/courses/${courseId}`}>
                      {course}
                    </Link>
                    <span className="small muted">
                      第 <span className="num">{position}</span> 章 {chapter}
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <p className="soft">还没有用于任何章节。在课程页面的“添加章节”中选择它。</p>
            )}
          </Section>
        </div>
      </div>
    </>
  )
}
