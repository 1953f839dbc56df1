import type { Seconds } from '@/db/columns'
import { length, subtract, union } from './ranges'
import { furthest, missing } from './rules'

/**
 * What one page has played of a chapter, and what of it the server has acknowledged. Spans keep their fractions: whole
 * seconds are made of them only to be sent, so that pausing in the middle of a second loses nothing.
 */
export type Played = { spans: Seconds; last: Look | null; acknowledged: Seconds }

/** One look at the video: its playhead in seconds, its speed (1 = normal), and a steady clock in milliseconds. */
export type Look = { position: number; rate: number; ms: number }

/** A second counts though its first third was missed: the video reports its place that late. */
const startSlack = 0.35
/** So much playing between two looks is believed whatever the clock says. */
const leastReach = 1.5

export const nothingPlayed = (acknowledged: Seconds): Played => ({ spans: [], last: null, acknowledged })

/**
 * The video played on. Counts what lies between the two looks if playing can have come so far: an old computer may look
 * seldom, but a leap is no playing.
 */
export function advance(played: Played, look: Look): Played {
  const { last } = played
  if (!last) return { ...played, last: look }
  const gone = look.position - last.position
  const reach = Math.max(leastReach, (look.ms - last.ms) / 1000 + 0.5) * Math.max(last.rate, look.rate)
  if (gone <= 0 || gone > reach) return { ...played, last: look }
  return { ...played, last: look, spans: union(played.spans, [[last.position, look.position]]) }
}

/** The playhead was moved. A nudge over a seam between two segments is still playing; anything else is not. */
export function jump(played: Played, look: Look): Played {
  const gone = played.last ? look.position - played.last.position : -1
  return gone > 0 && gone <= startSlack ? advance(played, look) : { ...played, last: look }
}

/** The video ended, in whatever fraction of its last second: its last look may be a moment before the end. */
export function finish(played: Played, durationSeconds: number): Played {
  const { last } = played
  if (!last || last.position >= durationSeconds || durationSeconds - last.position > leastReach) return played
  return { ...played, last: { ...last, position: durationSeconds }, spans: union(played.spans, [[last.position, durationSeconds]]) }
}

/** The server's answer replaces what was known; what was played and is not in it stays to be sent again. */
export const acknowledge = (played: Played, watched: Seconds): Played => ({ ...played, acknowledged: watched })

/** Whole seconds still to be reported. */
export const unacknowledged = (played: Played): Seconds => subtract(wholeSeconds(played.spans), played.acknowledged)

/** Nearly as much as the server believes after a silence: playing on while no report gets through would be for nothing. */
const mostUnreported = 50
export const mustWait = (played: Played): boolean => length(unacknowledged(played)) >= mostUnreported

const wholeSeconds = (spans: Seconds): Seconds =>
  spans.map(([from, to]): [number, number] => [Math.max(0, Math.ceil(from - startSlack)), Math.floor(to)]).filter(([from, to]) => to > from)

/** How far the first pass has come, with fractions. */
export const frontier = (played: Played): number => Math.max(furthest(played.acknowledged), furthest(played.spans))

/** Where the first part begins that a chapter needs and that was never acknowledged; null when there is none. */
export function firstGap(watched: Seconds, durationSeconds: number): number | null {
  const needed = missing(watched, { durationSeconds })[0]?.[0]
  if (needed === undefined) return null
  return subtract([[0, durationSeconds]], watched).find(([, to]) => to > needed)?.[0] ?? needed
}

/**
 * Where to begin: where the trainee left, but never beyond what is acknowledged, or a lost report would leave a hole that
 * the first pass cannot fill. Where nothing is missing from there to the end, at what is missing before.
 */
export function resumeAt(chapter: { watched: Seconds; positionSeconds: number; done: boolean; durationSeconds: number }): number {
  if (chapter.done) return 0
  const place = Math.min(chapter.positionSeconds, furthest(chapter.watched))
  const missed = missing(chapter.watched, chapter).some(([, to]) => to > place)
  return missed ? place : (firstGap(chapter.watched, chapter.durationSeconds) ?? 0)
}
