import { mayTry, triesWords } from '@/app/(center)/_components/tries-words'
import { withBreaks } from '@/components/ui/phrase'
import type { getClassHome, Study } from '@/lib/enrollment/queries'
import { totals } from '@/lib/enrollment/rules'
import type { Tries } from '@/lib/quiz/tries'
import { formatDay, formatLastDay } from '@/lib/shared/time'

export const tabs = ['courses', 'selection', 'outcome', 'guidance'] as const
export type Tab = (typeof tabs)[number]
export type ClassFacts = ReturnType<typeof classFacts>
export type CourseFacts = ReturnType<typeof courseFacts>
/** How the courses stand with their quizzes now; none where nothing limits the tries. */
export type QuizTries = { tries: Map<string, Tries>; now: Date }

/** Courses whose quiz is what comes next. */
export const testable = (studies: Study[]) =>
  studies.filter(({ watchedAt, passedAt, quizRequired }) => watchedAt && !passedAt && quizRequired).map(({ id }) => id)

/** Seen to its end, and its quiz can be taken now. */
export const mayTest = ({ watched, passedOn, quizRequired, quiz }: CourseFacts) =>
  watched && !passedOn && quizRequired && quiz?.may !== false

/**
 * What a class home shows, as it crosses to the browser: facts, of which the client components there make the elements. Sent as
 * elements, with every class name and every row of the same shape, the page would weigh and cost twice as much.
 */
export function classFacts(
  { enrollment, tallies, studies, choosing }: Awaited<ReturnType<typeof getClassHome>>,
  tab: Tab,
  quizzes: QuizTries,
) {
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
    studyUntil: formatLastDay(enrollment.studyUntil),
    passedOn: enrollment.passedAt && formatDay(enrollment.passedAt),
    certificateId: enrollment.certificateId,
    certificateNumber: enrollment.certificateNumber,
    guidance: tab === 'guidance' ? enrollment.guidance : [],
    hours: totals(tallies),
    parts: tallies.map(({ id, name, shortName, requiredHours, earned, chosen, missing, compulsory }) => {
      return { id, name, shortName, requiredHours, earned, chosen, missing, compulsory }
    }),
    courses: studies.map((study) => courseFacts(study, quizzes)),
  }
}

/** A course as its row shows it. */
export function courseFacts(
  { id, partId, title, provider, creditHours, percent, quizRequired, bestScore, ...study }: Study,
  quizzes: QuizTries,
) {
  const [begun, watched] = [study.seenSeconds > 0, study.watchedAt !== null]
  const passedOn = study.passedAt && formatDay(study.passedAt)
  const titleHtml = withBreaks(title)
  const tries = quizzes.tries.get(id)
  const quiz = tries && { words: triesWords(tries, quizzes.now), may: mayTry(tries) }
  return { id, partId, title, titleHtml, provider, creditHours, percent, quizRequired, bestScore, begun, watched, passedOn, quiz }
}
