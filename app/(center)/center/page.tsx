import { redirect } from 'next/navigation'
import { getLatestTiming } from '@/lib/enrollment/latest-timing'
import { traineeCtx } from '@/lib/identity/session'

const lists = { after_payment: '/classes', before_payment: '/projects', single_courses: '/my-courses' }

/** 学员中心 opens where the trainee has something: a class, a project or a course. */
export default async function CenterPage() {
  redirect(lists[(await getLatestTiming(await traineeCtx())) ?? 'after_payment'])
}
