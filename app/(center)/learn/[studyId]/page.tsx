import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { found, idFrom } from '@/app/_components/found'
import { PhotoReminder } from '@/app/_components/photo-reminder'
import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { QuizButton } from '@/app/(center)/_components/quiz-button'
import { pathToStudy } from '@/app/(center)/_components/study-path'
import { mayTry, triesWords } from '@/app/(center)/_components/tries-words'
import { Crumb } from '@/components/ui/crumb'
import { Phrase } from '@/components/ui/phrase'
import { refusalToStudy } from '@/lib/enrollment/rules'
import { isPhotographed } from '@/lib/identity/photo'
import { traineeCtx } from '@/lib/identity/session'
import { getLesson } from '@/lib/learning/queries'
import { getTries } from '@/lib/quiz/queries'
import { refusalText } from '@/lib/shared/refusal-text'
import { ChapterList } from './_components/chapter-list'
import { LessonPlayer } from './_components/player'
import { answerCheckAction, openStreamAction, showCheckAction } from './actions'

type Props = { params: Promise<{ studyId: string }>; searchParams: Promise<{ chapter?: string }> }

/** Once a request, for the page and its title. */
const lessonOf = cache(async (studyId: string) => {
  const ctx = await traineeCtx()
  return { ctx, lesson: await found(getLesson(ctx, idFrom(studyId))) }
})

// In the metadata, where it replaces the portal's own title: a second title in the page would stand beside it.
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await lessonOf((await params).studyId)).lesson.study.title }
}

/** 课程学习: the player, the chapters with their states, and 课后测验. */
export default async function LearnPage({ params, searchParams }: Props) {
  const { ctx, lesson } = await lessonOf((await params).studyId)
  const { study, chapters, totalSeconds, seenSeconds, percent } = lesson
  const asked = (await searchParams).chapter
  const lastOpened = [...chapters].sort((a, b) => (b.updatedAt?.getTime() ?? 0) - (a.updatedAt?.getTime() ?? 0))[0]
  const resume =
    lastOpened?.updatedAt && !lastOpened.completedAt ? lastOpened : (chapters.find(({ completedAt }) => !completedAt) ?? chapters[0])
  const chapter = chapters.find(({ id }) => id === asked)
  // The address names the chapter: a refresh after it is done must not jump to the next by itself.
  if (!chapter) redirect(`/learn/${study.id}?chapter=${resume!.id}`)
  const unseen = chapters.filter(({ id, completedAt }) => !completedAt && id !== chapter.id)
  const next = chapters.find(({ position }) => position === chapter.position + 1) ?? (study.watchedAt ? undefined : unseen[0])
  const added = study.watchedAt ? chapters.filter(({ completedAt }) => !completedAt).length : 0
  const single = study.selectionTiming === 'single_courses'
  const refusal = refusalToStudy(study, ctx.now)
  const tries = study.quizRequired && study.watchedAt && !study.passedAt ? await getTries(ctx, study.id) : null
  const remind = tries !== null && !(await isPhotographed(ctx))
  const quiz = tries && { words: triesWords(tries, ctx.now), may: mayTry(tries) }
  const seenHere = chapter.completedAt ? chapter.durationSeconds : chapter.watchedSeconds
  return (
    <main id="main" className="wrap lesson-page">
      <div className="lesson-head">
        <Crumb above={pathToStudy(study.selectionTiming, study.enrollmentId)} here={study.title} />
        <h1>
          <Phrase>{study.title}</Phrase>
        </h1>
      </div>
      {remind && <PhotoReminder paper={single ? '学时证明' : '证书'} />}
      <div className="lesson-layout">
        <div>
          <LessonPlayer
            key={chapter.id}
            studyId={study.id}
            chapter={{ ...chapter, positionSeconds: chapter.resumeSeconds, done: chapter.completedAt !== null }}
            next={
              next
                ? {
                    href: `/learn/${study.id}?chapter=${next.id}`,
                    title: next.title,
                    words: next.position > chapter.position ? '播放下一章' : '去看没看完的章节',
                  }
                : null
            }
            quiz={
              quiz?.may && (
                <QuizButton
                  studyId={study.id}
                  course={study.title}
                  className="btn primary"
                  label={`去${wordsOf(study.selectionTiming).quiz}`}
                />
              )
            }
            course={{ seenSecondsElsewhere: seenSeconds - seenHere, totalSeconds, done: study.watchedAt !== null, added }}
            refusal={refusal && refusalText(refusal)}
            openStream={openStreamAction}
            showCheck={showCheckAction}
            answerCheck={answerCheckAction}
          >
            <dl className="dl small">
              <dt>课程提供方</dt>
              <dd>{study.provider}</dd>
              <dt>课程学时</dt>
              <dd>
                <span className="num">{study.creditHours}</span> 学时，
                {study.quizRequired ? `看完全部章节且${wordsOf(study.selectionTiming).quiz}合格后获得` : '看完全部章节后获得'}
              </dd>
              <dt>{single ? '选课方式' : '所属班级'}</dt>
              <dd>
                {study.classTitle}
                {!single && <span className="nowrap">（{study.part}）</span>}
              </dd>
            </dl>
          </LessonPlayer>
        </div>
        <ChapterList lesson={lesson} currentId={chapter.id} percent={percent} quiz={quiz} />
      </div>
    </main>
  )
}
