import type { SelectionTiming } from '@/lib/enrollment/rules'
import { wordsOf } from './enrollment-words'

type Step = [href: string, title: string]

/** What stands above a course one learns: the list, and its class or project. */
export function pathToStudy(timing: SelectionTiming, enrollmentId: string): Step[] {
  if (timing === 'single_courses') return [['/my-courses', '我的课程']]
  const { href, list, home } = wordsOf(timing)
  return [
    [href, list],
    [`${href}/${enrollmentId}`, home],
  ]
}

/** What stands above its quiz. */
export const pathToQuiz = (
  timing: SelectionTiming,
  { enrollmentId, studyId, course }: Record<'enrollmentId' | 'studyId' | 'course', string>,
) => [...pathToStudy(timing, enrollmentId), [`/learn/${studyId}`, course] as Step]
