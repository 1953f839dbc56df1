import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { found, idFrom } from '@/app/_components/found'
import { getClassHome } from '@/lib/enrollment/queries'
import { traineeCtx } from '@/lib/identity/session'
import { classFacts, tabs } from './_components/class-facts'
import { ClassHome } from './_components/class-home'

type Props = { params: Promise<{ enrollmentId: string }>; searchParams: Promise<{ tab?: string }> }

/** Once a request, for the page and its title. */
const homeOf = cache(async (enrollmentId: string) => found(getClassHome(await traineeCtx(), idFrom(enrollmentId))))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await homeOf((await params).enrollmentId)).enrollment.classTitle }
}

/** 班级首页: how the hours stand, the next step, and the courses. */
export default async function ClassHomePage({ params, searchParams }: Props) {
  const home = await homeOf((await params).enrollmentId)
  const asked = (await searchParams).tab
  if (home.enrollment.selectionTiming === 'single_courses') redirect('/my-courses')
  return <ClassHome facts={classFacts(home, tabs.find((tab) => tab === asked) ?? 'courses')} />
}
