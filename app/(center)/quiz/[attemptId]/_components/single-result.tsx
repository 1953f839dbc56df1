import { HourRing } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { QuizResult } from '@/lib/quiz/queries'
import { WonResult } from './won-result'

/** 合格 in a course that was chosen singly: the hours it earned, and those of all such courses together. `allHours`: this one among them. */
export function SingleResult({ result, show, allHours }: { result: QuizResult; show: string | undefined; allHours: number }) {
  const { creditHours, course } = result
  return (
    <WonResult
      result={result}
      show={show}
      ring={
        <HourRing parts={[{ label: course, required: creditHours, earned: creditHours, chosen: creditHours }]} size="13rem">
          <span className="fig">{creditHours}</span>
          <span className="of">学时</span>
        </HourRing>
      }
      earned={
        <>
          ；自主选课共获得 <b className="num">{allHours}</b> 学时，可以打印学时证明。
        </>
      }
      acts={
        <>
          <Link className="btn primary" href="/certificates/hours">
            <Icon name="printer" />
            我的学时证明
          </Link>
          <Link className="btn" href="/my-courses">
            返回我的课程
          </Link>
        </>
      }
    />
  )
}
