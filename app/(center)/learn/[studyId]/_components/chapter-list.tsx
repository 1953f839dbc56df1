import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { QuizButton } from '@/app/(center)/_components/quiz-button'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { Phrase } from '@/components/ui/phrase'
import type { getLesson } from '@/lib/learning/queries'
import { formatDuration } from '@/lib/shared/time'

type Lesson = Awaited<ReturnType<typeof getLesson>>

type Quiz = { words: string | null; may: boolean } | null
/** `quiz`: how it stands with the tries, where it can be taken at all. */
type Props = { lesson: Lesson; currentId: string; percent: number; quiz: Quiz }

/** 章节目录, with 课后测验 as its last row: locked, and saying why, until the course is at 100 %. */
export function ChapterList({ lesson: { study, chapters }, currentId, percent, quiz }: Props) {
  const done = chapters.filter(({ completedAt }) => completedAt).length
  return (
    <section className="card lesson-chapters" aria-label="章节目录">
      <div className="head">
        <h2 className="h-card grow">章节目录</h2>
        <span className="small muted">
          已看完 <span className="num">{`${done}/${chapters.length}`}</span> 章
        </span>
      </div>
      <ol className="chapters">
        {chapters.map((chapter) => (
          <li key={chapter.id}>
            <Link href={`/learn/${study.id}?chapter=${chapter.id}`} aria-current={chapter.id === currentId ? 'true' : undefined}>
              <Icon
                name={chapter.completedAt ? 'circle-check' : chapter.id === currentId || chapter.watchedSeconds ? 'circle-play' : 'circle'}
                className={chapter.completedAt ? 'done' : ''}
              />
              <span className="t">
                <span className="num">{chapter.position}</span>　<Phrase>{chapter.title}</Phrase>
              </span>
              <span className="d num">{formatDuration(chapter.durationSeconds)}</span>
              <span className="s">{chapterState(chapter, currentId, study.watchedAt !== null)}</span>
            </Link>
          </li>
        ))}
      </ol>
      <QuizRow study={study} percent={percent} quiz={quiz} />
    </section>
  )
}

function chapterState(chapter: Lesson['chapters'][number], currentId: string, courseDone: boolean): string {
  if (chapter.completedAt) return '已看完'
  const seen = chapter.watchedSeconds ? placeOf(chapter) : courseDone ? '后来新增，可选看' : '未看'
  return chapter.id === currentId ? `当前章节，${seen}` : seen
}

/** Who came to the end and missed a part is led back to it. */
const placeOf = ({ resumeSeconds, positionSeconds }: Lesson['chapters'][number]) =>
  resumeSeconds < positionSeconds ? '有一段没有看到' : `看到 ${formatDuration(positionSeconds)}`

function QuizRow({ study, percent, quiz }: { study: Lesson['study']; percent: number; quiz: Quiz }) {
  const name = wordsOf(study.selectionTiming).quiz
  if (study.passedAt) {
    return (
      <div className="lesson-quiz">
        <p className="row">
          <Icon name="badge-check" />
          <span>
            课程已合格{study.bestScore !== null && `，最高 ${study.bestScore} 分`}，已获得 {study.creditHours} 学时。
          </span>
        </p>
      </div>
    )
  }
  if (!study.quizRequired) {
    return (
      <div className="lesson-quiz">
        <p className="small soft">这门课程没有{name}，看完全部章节即合格。</p>
      </div>
    )
  }
  if (study.watchedAt && quiz && !quiz.may) {
    return (
      <div className="lesson-quiz">
        <button className="btn full" type="button" aria-disabled="true" aria-describedby="quiz-why">
          <Icon name="clock" />
          {name}
        </button>
        <p className="small soft" id="quiz-why">
          {quiz.words}。<span className="num">{study.passMark}</span> 分合格，记最高分。
        </p>
      </div>
    )
  }
  if (study.watchedAt) {
    return (
      <div className="lesson-quiz">
        <QuizButton studyId={study.id} course={study.title} className="btn primary full" label={name} />
        <p className="small soft">
          课程已看完，<span className="num">{study.passMark}</span> 分合格，{quiz?.words ?? '次数不限'}。
        </p>
      </div>
    )
  }
  return (
    <div className="lesson-quiz">
      <button className="btn full" type="button" aria-disabled="true" aria-describedby="quiz-why">
        <Icon name="lock" />
        {name}
      </button>
      <p className="small soft" id="quiz-why">
        看完全部章节后可以测验，现在是 <span className="num">{percent}%</span>。<span className="num">{study.passMark}</span> 分合格。
      </p>
    </div>
  )
}
