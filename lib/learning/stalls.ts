import { log } from '@/lib/shared/log'
import { minutes } from '@/lib/shared/time'
import type { ProgressTicket } from './ticket'

/** One line an hour says of a chapter what there is to say, however many watch it. */
const silenceMs = minutes(60)
const maxKept = 10_000
const told = new Map<string, number>()

/** A player stood still with everything fetched: the lesson should be looked at (npm run lessons:check). */
export function noteStall({ chapterId, lesson }: Pick<ProgressTicket, 'chapterId' | 'lesson'>, positionSeconds: number, now: Date): void {
  if (now.getTime() - (told.get(chapterId) ?? Number.NEGATIVE_INFINITY) < silenceMs) return
  if (told.size >= maxKept) told.clear()
  told.set(chapterId, now.getTime())
  log().warn({ chapterId, positionSeconds, durationSeconds: lesson.durationSeconds }, 'a lesson stood still in a player that had all of it')
}
