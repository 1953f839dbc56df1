import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CrumbBack } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { NeedsScripts } from '@/components/ui/needs-scripts'
import { Phrase } from '@/components/ui/phrase'
import { BuyCard, StudyLink } from '../../_components/buy-card'
import { Outline } from '../../_components/outline'
import { courseFor } from '../../standing'
import { PreviewPlayer } from './_components/preview-player'

type Props = { params: Promise<{ slug: string; position: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { course } = (await courseFor((await params).slug)).page
  return { title: `试看 ${course.title}` }
}

/** 试看: a chapter that plays for everybody. It earns nothing and asks for no account. */
export default async function PreviewPage({ params }: Props) {
  const { slug, position } = await params
  const { page, standing } = await courseFor(slug)
  const { course } = page
  const chapter = page.chapters.find((one) => one.preview && String(one.position) === position)
  if (!chapter) notFound()
  return (
    <main id="main" className="wrap lesson-page">
      <div className="lesson-head">
        <CrumbBack href={`/courses/${course.slug}`}>返回课程介绍</CrumbBack>
        <h1>
          <Phrase>{course.title}</Phrase>
        </h1>
      </div>
      <div className="lesson-layout">
        <div className="lesson-main">
          <NeedsScripts what="播放试看" />
          <PreviewPlayer key={chapter.id} chapter={chapter}>
            {standing.studyId ? (
              <Link className="btn primary" href={`/learn/${standing.studyId}`}>
                继续学习
              </Link>
            ) : (
              <StudyLink course={course} signedIn={standing.signedIn} className="btn primary" />
            )}
          </PreviewPlayer>
          <p className="lesson-state with-scripts">
            <span className="key">
              <Icon name="info" />
              正在试看，不计学习进度。选课后从头学习，计入学时。
            </span>
          </p>
        </div>
        <div className="stack-2 preview-side">
          <BuyCard course={course} standing={standing} />
          <Outline page={page} playing={chapter.position} />
        </div>
      </div>
    </main>
  )
}
