import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { found, idFrom } from '@/app/_components/found'
import { PhotoReminder } from '@/app/_components/photo-reminder'
import { getClassHome } from '@/lib/enrollment/queries'
import { isPhotographed } from '@/lib/identity/photo'
import { traineeCtx } from '@/lib/identity/session'
import { listTries } from '@/lib/quiz/queries'
import { classFacts, tabs, testable } from './_components/class-facts'
import { ClassHome } from './_components/class-home'

type Props = { params: Promise<{ enrollmentId: string }>; searchParams: Promise<{ tab?: string }> }

/** Once a request, for the page and its title. */
const homeOf = cache(async (enrollmentId: string) => {
  const ctx = await traineeCtx()
  const [home, hasPhoto] = await Promise.all([found(getClassHome(ctx, idFrom(enrollmentId))), isPhotographed(ctx)])
  return { ctx, home, hasPhoto }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await homeOf((await params).enrollmentId)).home.enrollment.classTitle }
}

/** 班级首页: how the hours stand, the next step, and the courses. */
export default async function ClassHomePage({ params, searchParams }: Props) {
  const { ctx, home, hasPhoto } = await homeOf((await params).enrollmentId)
  const asked = (await searchParams).tab
  if (home.enrollment.selectionTiming === 'single_courses') redirect('/my-courses')
  const tries = home.enrollment.triesLimited ? await listTries(ctx, testable(home.studies)) : new Map()
  const { status, certificateTitle } = home.enrollment
  return (
    <ClassHome facts={classFacts(home, tabs.find((tab) => tab === asked) ?? 'courses', { tries, now: ctx.now })}>
      {status === 'active' && !hasPhoto && <PhotoReminder paper={certificateTitle} />}
    </ClassHome>
  )
}
