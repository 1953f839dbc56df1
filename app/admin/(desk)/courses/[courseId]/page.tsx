import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { getCourse } from '@/lib/catalog/courses/queries'
import { countBank, listConcerns, listObstacles } from '@/lib/catalog/courses/readiness'
import { listChoosable, listOwnUploads, listUploads } from '@/lib/catalog/lessons/queries'
import { kindNames, kinds } from '@/lib/catalog/questions/kinds'
import { staffCtx } from '@/lib/identity/session'
import { env } from '@/lib/shared/env'
import { Section } from '../../_components/section'
import { PublishedBadge } from '../_components/course-badge'
import { LessonUpload } from '../_components/lesson-upload'
import { UploadList } from '../_components/upload-list'
import { AddChapter } from './_components/add-chapter'
import { ChapterOrder } from './_components/chapter-order'
import { PublishCard } from './_components/publish-card'

type Props = { params: Promise<{ courseId: string }> }

export const metadata: Metadata = { title: '课程' }

/** One course: what it is, its chapters, its bank, where it is used, and whether it is published. */
export default async function CoursePage({ params }: Props) {
  const ctx = await staffCtx('courses.read')
  const courseId = idFrom((await params).courseId)
  const { course, chapters, programs, studied } = await found(getCourse(ctx, courseId))
  const mayEdit = ctx.actor.rights.includes('courses.edit')
  const [bank, obstacles, lessons, uploads, own] = await Promise.all([
    countBank(ctx, courseId),
    listObstacles(ctx, courseId),
    mayEdit ? listChoosable(ctx) : [],
    mayEdit ? listUploads(ctx) : [],
    mayEdit ? listOwnUploads(ctx) : [],
  ])
  const concerns = await listConcerns(ctx, courseId, bank)
  const path = `/admin/courses/${courseId}`
  return (
    <>
      <Crumb above={[['/admin/courses', '课程与题库']]} here={course.title} />
      <div className="desk-head">
        <h1 className="h-page">{course.title}</h1>
        <PublishedBadge publishedAt={course.publishedAt} />
        <div className="acts">
          {chapters.length > 0 && (
            <Link className="btn" href={`${path}/preview/1`}>
              <Icon name="play" />
              按学员的样子预览
            </Link>
          )}
          {mayEdit && (
            <Link className="btn" href={`${path}/edit`}>
              <Icon name="pencil" />
              修改
            </Link>
          )}
        </div>
      </div>
      <div className="school-columns">
        <div className="stack-2">
          <Section
            title={`章节（${chapters.length}）`}
            padded={false}
            aside={mayEdit && chapters.length > 1 ? <span className="small muted">拖动左侧手柄，或用上移、下移排序</span> : undefined}
          >
            <ChapterOrder courseId={courseId} chapters={chapters} mayEdit={mayEdit} />
            {mayEdit && studied.people > 0 && chapters.length > 1 && (
              <p className="small muted in">
                改变顺序后，<span className="num">{studied.people}</span> 位在学的学员看到的章节次序随之改变，看过的进度不变。
              </p>
            )}
            {mayEdit && <AddChapter courseId={courseId} lessons={lessons} chapters={chapters.length} studied={studied} />}
          </Section>
          {mayEdit && (
            <Section title="上传新视频">
              <LessonUpload maxBytes={env().lessonMaxBytes} uploads={own} />
              <UploadList uploads={uploads.filter(({ mine }) => mine)} mayEdit />
              <p className="small muted">处理好的视频会出现在上面的“加入未使用的视频”中，再选择加入哪一章。</p>
            </Section>
          )}
        </div>
        <div className="stack-2">
          <PublishCard course={course} obstacles={obstacles} concerns={concerns} mayEdit={mayEdit} />
          <Section title="课程">
            <KeyValue
              rows={[
                ['课程提供方', course.provider],
                ['培训类别', course.category],
                ['学时', <span key="h" className="num">{`${course.creditHours}`}</span>],
                ['在学人数', <span key="p" className="num">{`${studied.people}`}</span>],
              ]}
            />
            <p className="soft">{course.summary}</p>
          </Section>
          <Section
            title="题库"
            aside={
              <Link className="link tap" href={`${path}/bank`}>
                {mayEdit ? '管理题库' : '查看题库'}
              </Link>
            }
          >
            <KeyValue rows={kinds.map((kind) => [kindNames[kind], <span key={kind} className="num">{`${bank[kind]}`}</span>])} />
          </Section>
          <Section title="用于项目">
            {programs.length ? (
              <ul className="plain-rows">
                {programs.map((program) => (
                  <li key={program.id}>
                    {ctx.actor.rights.includes('programs.read') ? (
                      <Link className="link" href={`/admin/programs/${program.id}`}>
                        {program.title}
                      </Link>
                    ) : (
                      program.title
                    )}
                    <span className="small muted">
                      {program.publishedAt ? '已发布' : '未发布'}，{program.quizRequired ? '要测验' : '不测验'}
                    </span>
                  </li>
                ))}
              </ul>
            ) : (
              <Note tone="info">还没有项目使用这门课程。在项目的“课程”中添加。</Note>
            )}
          </Section>
        </div>
      </div>
    </>
  )
}
