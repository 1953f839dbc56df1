import { withBreaks } from '@/components/ui/phrase'
import type { getClassHome, Study } from '@/lib/enrollment/queries'
import { totals } from '@/lib/enrollment/rules'
import { formatDay } from '@/lib/shared/time'

export const tabs = ['courses', 'selection', 'outcome', 'guidance'] as const
export type Tab = (typeof tabs)[number]
export type ClassFacts = ReturnType<typeof classFacts>
export type CourseFacts = ReturnType<typeof courseFacts>

/**
 * What a class home shows, as it crosses to the browser: facts, of which the client components there make the elements. Sent as
 * elements, with every class name and every row of the same shape, the page would weigh and cost twice as much.
 */
export function classFacts({ enrollment, tallies, studies, choosing }: Awaited<ReturnType<typeof getClassHome>>, tab: Tab) {
  return {
    tab,
    id: enrollment.id,
    status: enrollment.status,
    timing: enrollment.selectionTiming,
    choosing,
    byEmployer: enrollment.byEmployer,
    certificateTitle: enrollment.certificateTitle,
    title: enrollment.classTitle,
    titleHtml: withBreaks(enrollment.classTitle),
    program: enrollment.program,
    region: enrollment.region,
    studyFrom: formatDay(enrollment.studyFrom),
    studyUntil: formatDay(enrollment.studyUntil),
    passedOn: enrollment.passedAt && formatDay(enrollment.passedAt),
    certificateId: enrollment.certificateId,
    certificateNumber: enrollment.certificateNumber,
    guidance: tab === 'guidance' ? enrollment.guidance : [],
    hours: totals(tallies),
    parts: tallies.map(({ id, name, shortName, requiredHours, earned, chosen, missing, compulsory }) => {
      return { id, name, shortName, requiredHours, earned, chosen, missing, compulsory }
    }),
    courses: studies.map(courseFacts),
  }
}

/** A course as its row shows it. */
export function courseFacts({ id, partId, title, provider, creditHours, percent, quizRequired, bestScore, ...study }: Study) {
  const [begun, watched] = [study.seenSeconds > 0, study.watchedAt !== null]
  const passedOn = study.passedAt && formatDay(study.passedAt)
  const titleHtml = withBreaks(title)
  return { id, partId, title, titleHtml, provider, creditHours, percent, quizRequired, bestScore, begun, watched, passedOn }
}
