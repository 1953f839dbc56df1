import type { Refusal } from '@/lib/shared/refused'
import { formatDay } from '@/lib/shared/time'

/** `seats` null: no limit. `closedAt`: closed by the staff, whatever the dates say. */
export type Offer = { seats: number | null; seatsTaken: number; enrolFrom: Date; enrolUntil: Date; closedAt: Date | null }

export const hasSeat = ({ seats, seatsTaken }: Pick<Offer, 'seats' | 'seatsTaken'>) => seats === null || seatsTaken < seats

/** How many seats are missing for so many people; 0 when all of them find one. */
export const seatsMissing = ({ seats, seatsTaken }: Pick<Offer, 'seats' | 'seatsTaken'>, people: number) =>
  seats === null ? 0 : Math.max(0, people - (seats - seatsTaken))

/** Why a class cannot be joined now; null when it can. */
export function refusalToEnroll(offer: Offer, now: Date): Refusal | null {
  if (offer.closedAt) return { code: 'enrolment_closed', facts: {} }
  if (now < offer.enrolFrom) return { code: 'enrolment_not_open', facts: { day: formatDay(offer.enrolFrom) } }
  if (now >= offer.enrolUntil) return { code: 'enrolment_closed', facts: {} }
  return hasSeat(offer) ? null : { code: 'class_full', facts: {} }
}

type GroupOffer = Offer & {
  closedAt: Date | null
  publishedAt: Date | null
  selectionTiming: SelectionTiming
  pricing: 'class' | 'hour' | 'course'
}

/** Why so many people of an enterprise cannot join a class now; null when they can, all of them. */
export function refusalToEnrollGroup(offer: GroupOffer, people: number, now: Date): Refusal | null {
  if (offer.pricing !== 'class' || offer.selectionTiming === 'single_courses') return { code: 'class_not_for_groups', facts: {} }
  if (!offer.publishedAt || offer.publishedAt > now || offer.closedAt) return { code: 'enrolment_closed', facts: {} }
  const refusal = refusalToEnroll(offer, now)
  const missing = seatsMissing(offer, people)
  if (missing > 0 && (!refusal || refusal.code === 'class_full')) return { code: 'class_seats_missing', facts: { missing } }
  return refusal
}

/** Why a class cannot be studied now; null when it can. A passed one may be watched again at any time. */
export function refusalToStudy(period: { status: string; studyFrom: Date; studyUntil: Date }, now: Date): Refusal | null {
  if (period.status === 'passed') return null
  if (period.status !== 'active') return { code: 'class_not_active', facts: {} }
  if (now < period.studyFrom) return { code: 'study_period_not_begun', facts: { day: formatDay(period.studyFrom) } }
  return now < period.studyUntil ? null : { code: 'study_period_over', facts: {} }
}

export type Part = { id: string; name: string; shortName: string; requiredHours: number; compulsory?: boolean }
export type ChosenCourse = { partId: string; creditHours: number; passed: boolean }
export type Tally = Part & { earned: number; chosen: number; candidate: number; missing: number }

/**
 * Hours a part of the programme: earned ones, chosen ones (the earned among them), candidates, and what is still to be
 * chosen. Hours beyond a part's requirement do not make up for another part.
 */
export function tally(parts: Part[], chosen: ChosenCourse[], candidates: Omit<ChosenCourse, 'passed'>[] = []): Tally[] {
  const hours = (courses: { partId: string; creditHours: number }[], part: Part) =>
    courses.filter((course) => course.partId === part.id).reduce((sum, course) => sum + course.creditHours, 0)
  return parts.map((part) => {
    const inPart = hours(chosen, part)
    const candidate = hours(candidates, part)
    return {
      ...part,
      earned: hours(
        chosen.filter((course) => course.passed),
        part,
      ),
      chosen: inPart,
      candidate,
      missing: Math.max(0, part.requiredHours - inPart - candidate),
    }
  })
}

const sum = (tallies: Tally[], hours: (t: Tally) => number) => tallies.reduce((total, t) => total + hours(t), 0)

/** The whole programme in hours; what exceeds a part's requirement is left out. */
export function totals(tallies: Tally[]) {
  return {
    required: sum(tallies, (t) => t.requiredHours),
    earned: sum(tallies, (t) => Math.min(t.earned, t.requiredHours)),
    chosen: sum(tallies, (t) => Math.min(t.chosen, t.requiredHours)),
    candidate: sum(tallies, (t) => Math.min(t.candidate, Math.max(0, t.requiredHours - t.chosen))),
    missing: sum(tallies, (t) => t.missing),
  }
}

/** Hours of a part, chosen or candidates, beyond what it asks for: they make up for nothing. */
export const surplus = ({ requiredHours, chosen, candidate = 0 }: Pick<Tally, 'requiredHours' | 'chosen'> & { candidate?: number }) =>
  Math.max(0, chosen + candidate - requiredHours)

/** Every part's required hours are earned. */
export const isComplete = (tallies: Tally[]) => tallies.every((t) => t.earned >= t.requiredHours)

export type SelectionTiming = 'after_payment' | 'before_payment' | 'single_courses'

/**
 * Whether courses are chosen in the class. Where they came with the order they are settled; but whoever an enterprise enrolled has only
 * the compulsory ones, and chooses until the hours are full. Never where each course has its price.
 */
export const choosesInClass = (program: { selectionTiming: SelectionTiming; pricing: 'class' | 'hour' | 'course' }, tallies: Tally[]) =>
  program.selectionTiming === 'after_payment' ||
  (program.selectionTiming === 'before_payment' &&
    program.pricing === 'class' &&
    tallies.some(({ requiredHours, chosen }) => chosen < requiredHours))

/**
 * 班级合格. Where courses are chosen in the class, enough hours of each part will do; where they were fixed with the order,
 * all of them must be passed as well (所选全部课程完成后). Single courses earn hours and pass nothing.
 */
export function isPassed(timing: SelectionTiming, tallies: Tally[], chosen: Pick<ChosenCourse, 'passed'>[]): boolean {
  if (timing === 'single_courses') return false
  return isComplete(tallies) && (timing === 'after_payment' || chosen.every((course) => course.passed))
}

/** Whole per cent; 100 only when every chapter is done, so that nobody is "stuck at 99" or tested too early. */
export const progressPercent = (seenSeconds: number, totalSeconds: number, done: boolean) =>
  done ? 100 : Math.min(99, Math.floor((100 * seenSeconds) / Math.max(1, totalSeconds)))
