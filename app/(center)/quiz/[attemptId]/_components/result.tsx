import { Helpline } from '@/app/_components/helpline'
import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { pathToQuiz } from '@/app/(center)/_components/study-path'
import { Badge } from '@/components/ui/badge'
import { Crumb } from '@/components/ui/crumb'
import { FromTop } from '@/components/ui/from-top'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { handedInNames } from '@/lib/quiz/handed-in-names'
import type { QuizResult } from '@/lib/quiz/queries'
import { QuizButton } from '../../../_components/quiz-button'
import { mayTry, triesWords } from '../../../_components/tries-words'
import { AnswerReview } from './answer-review'
import { KeptBack } from './kept-back'
import { ScoreDial } from './score-dial'

const lateWords = {
  in_grace: '这份试卷在学习期限之后、宽限时间之内交卷，记为逾时交卷，成绩有效。',
  by_server: '交卷时间已过，系统按已保存的答案收卷，成绩有效。',
}

/** 未合格: how far it is to the pass mark, and 继续测验. */
export function FailedResult({ result, show, now }: { result: QuizResult; show?: string; now: Date }) {
  const { score, passMark, right, size, studyId, course, tries } = result
  const may = mayTry(tries)
  const words = triesWords(tries, now)
  return (
    <Frame result={result} show={show}>
      <section className="card result" aria-label="本次成绩">
        <ScoreDial score={score} right={right} size={size} passMark={passMark} />
        <div className="text">
          <span>
            <Badge tone="wait" icon="rotate-ccw">
              未合格
            </Badge>
          </span>
          <h2>
            还差 <span className="num">{passMark - score}</span> 分{may && !result.passedAt && '，再测一次就好'}
          </h2>
          <p className="soft">
            答对 <span className="num">{right}</span> 题，答错 <span className="num">{size - right}</span> 题。
            {may && (result.questions ? '先看看下面的题析，准备好了再继续测验，' : '先回看课程，准备好了再继续测验，')}
            {may && `${words ?? '次数不限'}，`}记最高分。
          </p>
          {!may && !result.passedAt && (
            <Note tone="warn">
              {words}。
              {tries.left === 0 && (
                <>
                  如有疑问，请
                  <Helpline />。
                </>
              )}
            </Note>
          )}
          <History result={result} />
          <div className="acts">
            {may && !result.passedAt && <QuizButton studyId={studyId} course={course} className="btn primary" label="继续测验" />}
            <Link className="btn" href={`/learn/${studyId}`}>
              重看课程
            </Link>
          </div>
        </div>
      </section>
    </Frame>
  )
}

/** What stands around every result: what is above it, and the answers below. */
export function Frame({ result, show, children }: { result: QuizResult; show?: string; children: React.ReactNode }) {
  const { quiz } = wordsOf(result.timing)
  return (
    <main id="main" className="wrap">
      <FromTop />
      <div className="quiz-head">
        <Crumb above={pathToQuiz(result.timing, result)} here={quiz} />
        <h1>
          {quiz}：{result.course}
        </h1>
      </div>
      {result.handedIn !== 'in_time' && <Note tone="info">{lateWords[result.handedIn]}</Note>}
      {children}
      {result.questions ? <AnswerReview questions={result.questions} asked={show} /> : <KeptBack result={result} />}
    </main>
  )
}

export function History({ result }: { result: QuizResult }) {
  return (
    <p className="history">
      {result.history.map(({ id, number, score, handedIn }) => (
        <span key={id}>
          第 {number} 次{number === result.number && '（本次）'} <b>{score}</b> 分{handedIn !== 'in_time' && `，${handedInNames[handedIn]}`}
        </span>
      ))}
    </p>
  )
}
