import type { Metadata } from 'next'
import { CourseCover } from '@/components/ui/course-cover'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import { formatDuration } from '@/lib/shared/time'
import { BuyCard } from './_components/buy-card'
import { Outline } from './_components/outline'
import { courseFor } from './standing'

type Props = { params: Promise<{ slug: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course } = (await courseFor((await params).slug)).page
  return { title: course.title, description: course.summary }
}

/** A course of 课程资源: what it teaches, earns and costs. */
export default async function CoursePage({ params }: Props) {
  const { page, standing } = await courseFor((await params).slug)
  const { course, chapters, totalSeconds } = page
  const preview = chapters.find((chapter) => chapter.preview)
  return (
    <main id="main" className="wrap">
      <nav className="crumb course-head" aria-label="位置">
        <Link href="/courses">
          <Icon name="chevron-left" />
          课程资源
        </Link>
      </nav>
      <div className="course-layout">
        <section className="card course-intro" aria-label="课程">
          <CourseCover seed={course.slug} hours={course.creditHours} />
          <div className="b">
            <h1 className="h-page">
              <Phrase>{course.title}</Phrase>
            </h1>
            <p className="soft">{course.summary}</p>
            <p className="course-facts small">
              <span>{course.category}</span>
              <span>{course.provider}</span>
              <span>
                视频 <span className="num">{formatDuration(totalSeconds)}</span>
              </span>
              <span>{course.quizRequired ? '有课后测验' : '没有课后测验'}</span>
            </p>
            {preview && (
              <p>
                <Link className="btn" href={`/courses/${course.slug}/preview/${preview.position}`}>
                  <Icon name="circle-play" />
                  试看<span className="sr">：{course.title}</span>
                </Link>
              </p>
            )}
          </div>
        </section>
        <BuyCard course={course} standing={standing} />
        <Outline page={page} />
      </div>
    </main>
  )
}
