import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { CoursePage } from '@/lib/catalog/queries'
import { formatDuration } from '@/lib/shared/time'

/** 章节目录: what is 试看 plays, the rest is told by its length. */
export function Outline({ page: { course, chapters, totalSeconds }, playing }: { page: CoursePage; playing?: number }) {
  return (
    <section className="card course-outline" aria-labelledby="outline-title">
      <div className="head">
        <h2 className="h-card grow" id="outline-title">
          章节目录
        </h2>
        <span className="small muted">
          <span className="num">{chapters.length}</span> 章，共 <span className="num">{formatDuration(totalSeconds)}</span>
        </span>
      </div>
      <ol className="chapters">
        {chapters.map((chapter) => {
          const row = (
            <>
              <Icon name={chapter.preview ? 'circle-play' : 'lock'} />
              <span className="t">
                <span className="num">{chapter.position}</span>　<Phrase>{chapter.title}</Phrase>
              </span>
              <span className="d num">{formatDuration(chapter.durationSeconds)}</span>
            </>
          )
          return (
            <li key={chapter.id}>
              {chapter.preview ? (
                <Link
                  href={`/courses/${course.slug}/preview/${chapter.position}`}
                  aria-current={chapter.position === playing ? 'true' : undefined}
                >
                  {row}
                  <span className="s try">{chapter.position === playing ? '正在试看' : '免费试看'}</span>
                </Link>
              ) : (
                <div className="plain">
                  {row}
                  <span className="s">选课后学习</span>
                </div>
              )}
            </li>
          )
        })}
      </ol>
    </section>
  )
}
