/** 开始报名, one after the other; the last is to confirm what the others gathered. */
export const applicationSteps = ['person', 'class', 'courses', 'confirm'] as const
export type ApplicationStep = (typeof applicationSteps)[number]

export type ApplicationFacts = {
  employer: string | null
  /** 行政区划 of the employer, and of the class that was chosen. */
  regionCode: string | null
  classRegion: string | null
  /** Why the class cannot be joined any more, if so. */
  classRefused: boolean
  otherRegionReason: string | null
  /** Courses chosen that are no longer offered. */
  withdrawn: number
  missingHours: number
  coursesConfirmed: boolean
}

/** A class of another region than the employer's needs a reason; where that is not known, none does. */
export const needsReason = (regionCode: string | null, classRegion: string) => regionCode !== null && regionCode !== classRegion

/** Where somebody goes on who left in the middle: the first step that is not answered, or no longer is. */
export function firstGap(application: ApplicationFacts | null): ApplicationStep {
  if (!application?.employer || !application.regionCode) return 'person'
  const { regionCode, classRegion, classRefused, otherRegionReason } = application
  if (!classRegion || classRefused || (needsReason(regionCode, classRegion) && !otherRegionReason)) return 'class'
  if (application.missingHours > 0 || application.withdrawn > 0 || !application.coursesConfirmed) return 'courses'
  return 'confirm'
}

/** Whether a step may be opened now: the first gap and everything before it. */
export const isWithinReach = (step: ApplicationStep, gap: ApplicationStep) =>
  applicationSteps.indexOf(step) <= applicationSteps.indexOf(gap)
