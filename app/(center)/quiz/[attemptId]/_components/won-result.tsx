import type { QuizResult } from '@/lib/quiz/queries'
import { Frame, History } from './result'

type Props = {
  result: QuizResult
  show: string | undefined
  ring: React.ReactNode
  /** What was earned, in a sentence, and the ways on from here. */
  earned: React.ReactNode
  acts: React.ReactNode
}

/** 合格: the hours fill in the ring, once. */
export function WonResult({ result, show, ring, earned, acts }: Props) {
  return (
    <Frame result={result} show={show}>
      <section className="card result won" aria-label="本次成绩">
        <div className="dial">{ring}</div>
        <div className="text">
          <h2>
            <span className="num">{result.score}</span> 分，合格
          </h2>
          <p className="soft">
            这门课程已完成，获得 <b className="num">{result.creditHours}</b> 学时{earned}
          </p>
          <History result={result} />
          <div className="acts">
            {acts}
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
