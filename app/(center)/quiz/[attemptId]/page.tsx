import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { wordsOf } from '@/app/(center)/_components/enrollment-words'
import { pathToQuiz } from '@/app/(center)/_components/study-path'
import { listMyCourses } from '@/lib/enrollment/my-courses'
import { getClassHome } from '@/lib/enrollment/queries'
import { traineeCtx } from '@/lib/identity/session'
import { getOpenPaper, getResult } from '@/lib/quiz/queries'
import { unanswered } from '@/lib/quiz/rules'
import { momentWords } from '@/lib/quiz/tries'
import { Paper } from './_components/paper'
import { PaperOver } from './_components/paper-over'
import { PassedResult } from './_components/passed-result'
import { FailedResult } from './_components/result'
import { SingleResult } from './_components/single-result'

export const metadata: Metadata = { title: '测验' }

type Props = { params: Promise<{ attemptId: string }>; searchParams: Promise<{ question?: string; ask?: string; show?: string }> }

/**
 * 课后测验: the paper while it is open, the result afterwards, at the same address. `question`, from 1, and `ask`, before it is handed in
 * with gaps, are for whoever has no scripts; `show`: which answers of the result.
 */
export default async function QuizPage({ params, searchParams }: Props) {
  const ctx = await traineeCtx()
  const attemptId = idFrom((await params).attemptId)
  const { question, ask, show } = await searchParams
  const paper = await found(getOpenPaper(ctx, attemptId))
  if (paper) {
    const { dueAt, timing, studyId, enrollmentId, ...rest } = paper
    const names = { quiz: wordsOf(timing).quiz, above: pathToQuiz(timing, { enrollmentId, studyId, course: paper.course }) }
    if (dueAt && ctx.now >= dueAt) return <PaperOver attemptId={attemptId} course={paper.course} {...names} />
    const asked = Number(question) - 1
    const first = rest.questions[asked] ? asked : (unanswered(rest.questions.length, rest.answers)[0] ?? 0)
    return <Paper attemptId={attemptId} {...rest} {...names} first={first} ask={Boolean(ask)} due={dueAt && momentWords(dueAt, ctx.now)} />
  }
  const result = await found(getResult(ctx, attemptId))
  if (!result) return null // handed in between the two queries: the next request shows it
  if (!result.passed) return <FailedResult result={result} show={show} now={ctx.now} />
  if (result.timing === 'single_courses') {
    const passed = (await listMyCourses(ctx)).filter(({ passedAt }) => passedAt)
    return <SingleResult result={result} show={show} allHours={passed.reduce((sum, { creditHours }) => sum + creditHours, 0)} />
  }
  const home = await getClassHome(ctx, result.enrollmentId)
  return <PassedResult result={result} show={show} home={home} />
}
