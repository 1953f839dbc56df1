import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { found, idFrom } from '@/app/_components/found'
import { PreviewPlayer } from '@/app/(public)/courses/[slug]/preview/[position]/_components/preview-player'
import { Crumb } from '@/components/ui/crumb'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { Phrase } from '@/components/ui/phrase'
import { getCourse } from '@/lib/catalog/courses/queries'
import { staffCtx } from '@/lib/identity/session'
import { formatDuration } from '@/lib/shared/time'

export const metadata: Metadata = { title: '预览课程' }

/** A course as trainees see it: the same player, the list of chapters beside it. Nothing is counted. */
export default async function PreviewCoursePage({ params }: { params: Promise<{ courseId: string; position: string }> }) {
  const ctx = await staffCtx('courses.read')
  const { courseId, position } = await params
  const { course, chapters } = await found(getCourse(ctx, idFrom(courseId)))
  const chapter = chapters.find((one) => String(one.position) === position)
  if (!chapter) notFound()
  const next = chapters.find((one) => one.position === chapter.position + 1)
  const hrefOf = (place: number) => `/admin/courses/${courseId}/preview/${place}`
  return (
    <>
      <Crumb above={[[`/admin/courses/${courseId}`, course.title]]} here="预览" />
      <div className="desk-head">
        <h1 className="h-page">
          <Phrase>{course.title}</Phrase>
        </h1>
      </div>
      <Note tone="info">这是学员看到的播放器和目录。预览可以自由拖动，不计学习进度。</Note>
      <div className="preview-course">
        <PreviewPlayer key={chapter.id} chapter={chapter}>
          {next && (
            <Link className="btn primary" href={hrefOf(next.position)}>
              下一章
            </Link>
          )}
        </PreviewPlayer>
        <nav className="card" aria-label="章节">
          <ol className="preview-outline">
            {chapters.map((one) => (
              <li key={one.id}>
                <Link href={hrefOf(one.position)} aria-current={one.id === chapter.id ? 'page' : undefined}>
                  <span className="num">{one.position}</span>
                  <span className="grow">{one.title}</span>
                  <span className="num small muted">{formatDuration(one.durationSeconds)}</span>
                </Link>
              </li>
            ))}
          </ol>
        </nav>
      </div>
    </>
  )
}
