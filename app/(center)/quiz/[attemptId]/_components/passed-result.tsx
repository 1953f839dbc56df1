import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { pathToStudy } from '@/app/(center)/_components/study-path'
import { HourRing } from '@/components/ui/hour-ring'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import type { getClassHome } from '@/lib/enrollment/queries'
import { totals } from '@/lib/enrollment/rules'
import { ringParts } from '@/lib/enrollment/tally-parts'
import type { QuizResult } from '@/lib/quiz/queries'
import { WonResult } from './won-result'

type Props = { result: QuizResult; show?: string; home: Awaited<ReturnType<typeof getClassHome>> }

/** 合格 in a course of a class: what is there of the hours that the class asks for. */
export function PassedResult({ result, show, home: { tallies, enrollment } }: Props) {
  const { required, earned } = totals(tallies)
  const [backHref, backTitle] = pathToStudy(result.timing, result.enrollmentId).at(-1) ?? []
  const part = tallies.find(({ id }) => id === result.partId)
  return (
    <WonResult
      result={result}
      show={show}
      ring={
        <HourRing parts={ringParts(tallies)} size="13rem" labels>
          <span className="fig">{earned}</span>
          <span className="of">
            / <span className="num">{required}</span> 学时
          </span>
        </HourRing>
      }
      earned={
        <>
          。{part && part.earned >= part.requiredHours && `${part.name} ${part.requiredHours} 学时已全部获得。`}
          {enrollment.status === 'passed' && `${wordsOf(enrollment.selectionTiming).passed}可以打印${enrollment.certificateTitle}。`}
        </>
      }
      acts={
        <>
          {enrollment.certificateId && (
            <a className="btn primary" href={`/api/certificates/${enrollment.certificateId}`} target="_blank" rel="noreferrer">
              <Icon name="printer" />
              打印{enrollment.certificateTitle}
              <span className="sr">，新窗口</span>
            </a>
          )}
          <Link className={enrollment.certificateId ? 'btn' : 'btn primary'} href={backHref!}>
            返回{backTitle}
          </Link>
        </>
      }
    />
  )
}
