import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { getClassHome } from '@/lib/enrollment/queries'
import { traineeCtx } from '@/lib/identity/session'
import { getOpenPaper, getResult } from '@/lib/quiz/queries'
import { Paper } from './_components/paper'
import { FailedResult, PassedResult } from './_components/result'

export const metadata: Metadata = { title: '课后测验' }

/** 课后测验: the paper while it is open, the result afterwards, at the same address. */
export default async function QuizPage({ params }: { params: Promise<{ attemptId: string }> }) {
  const ctx = await traineeCtx()
  const attemptId = idFrom((await params).attemptId)
  const paper = await found(getOpenPaper(ctx, attemptId))
  if (paper) return <Paper attemptId={attemptId} {...paper} />
  const result = await found(getResult(ctx, attemptId))
  if (!result) return null // handed in between the two queries: the next request shows it
  if (!result.passed) return <FailedResult result={result} />
  const home = await getClassHome(ctx, result.enrollmentId)
  return <PassedResult result={result} home={home} />
}
