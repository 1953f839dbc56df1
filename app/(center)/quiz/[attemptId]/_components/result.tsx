import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { Badge } from '@/components/ui/badge'
import { CrumbBack } from '@/components/ui/crumb'
import { HourRing } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { getClassHome } from '@/lib/enrollment/queries'
import { totals } from '@/lib/enrollment/rules'
import { ringParts } from '@/lib/enrollment/tally-parts'
import type { QuizResult } from '@/lib/quiz/queries'
import { QuizButton } from '../../../_components/quiz-button'
import { AnswerReview } from './answer-review'
import { ScoreDial } from './score-dial'

/** 未合格: how far it is to the pass mark, and 继续测验. */
export function FailedResult({ result }: { result: QuizResult }) {
  const { score, passMark, right, questions, studyId, course } = result
  return (
    <Frame result={result}>
      <section className="card result" aria-label="本次成绩">
        <ScoreDial score={score} right={right} size={questions.length} passMark={passMark} />
        <div className="text">
          <span>
            <Badge tone="wait" icon="rotate-ccw">
              未合格
            </Badge>
          </span>
          <h2>
            还差 <span className="num">{passMark - score}</span> 分，再测一次就好
          </h2>
          <p className="soft">
            答对 <span className="num">{right}</span> 题，答错 <span className="num">{questions.length - right}</span>{' '}
            题。先看看下面的题析，准备好了再继续测验，次数不限，记最高分。
          </p>
          <History result={result} />
          <div className="acts">
            {!result.passedAt && <QuizButton studyId={studyId} course={course} className="btn primary" label="继续测验" />}
            <Link className="btn" href={`/learn/${studyId}`}>
              重看课程
            </Link>
          </div>
        </div>
      </section>
    </Frame>
  )
}

/** 合格: the hours of this course fill in the ring, once. */
export function PassedResult({ result, home }: { result: QuizResult; home: Awaited<ReturnType<typeof getClassHome>> }) {
  const { required, earned } = totals(home.tallies)
  const part = home.tallies.find(({ id }) => id === result.partId)
  return (
    <Frame result={result}>
      <section className="card result won" aria-label="本次成绩">
        <div className="dial">
          <HourRing parts={ringParts(home.tallies)} size="13rem" labels>
            <span className="fig">{earned}</span>
            <span className="of">
              / <span className="num">{required}</span> 学时
            </span>
          </HourRing>
        </div>
        <div className="text">
          <h2>
            <span className="num">{result.score}</span> 分，合格
          </h2>
          <p className="soft">
            这门课程已完成，获得 <b className="num">{result.creditHours}</b> 学时。
            {part && part.earned >= part.requiredHours && `${part.name} ${part.requiredHours} 学时已全部获得。`}
            {home.enrollment.status === 'passed' &&
              `${wordsOf(home.enrollment.selectionTiming).passed}可以打印${home.enrollment.certificateTitle}。`}
          </p>
          <History result={result} />
          <div className="acts">
            {home.enrollment.certificateId && (
              <a className="btn primary" href={`/api/certificates/${home.enrollment.certificateId}`} target="_blank" rel="noreferrer">
                <Icon name="printer" />
                打印{home.enrollment.certificateTitle}
                <span className="sr">，新窗口</span>
              </a>
            )}
            <Link className={home.enrollment.certificateId ? 'btn' : 'btn primary'} href={`/classes/${result.enrollmentId}`}>
              返回班级首页
            </Link>
            <a className="btn" href="#answers">
              看答案与题析
            </a>
          </div>
        </div>
        <div className="stamp" aria-hidden="true">
          合格
        </div>
      </section>
    </Frame>
  )
}

function Frame({ result, children }: { result: QuizResult; children: React.ReactNode }) {
  return (
    <main id="main" className="wrap">
      <div className="quiz-head">
        <CrumbBack href={`/classes/${result.enrollmentId}`}>返回班级首页</CrumbBack>
        <h1>课后测验：{result.course}</h1>
      </div>
      {children}
      <AnswerReview questions={result.questions} />
    </main>
  )
}

function History({ result }: { result: QuizResult }) {
  return (
    <p className="history">
      {result.history.map(({ id, number, score }) => (
        <span key={id}>
          第 {number} 次{number === result.number && '（本次）'} <b>{score}</b> 分
        </span>
      ))}
    </p>
  )
}
