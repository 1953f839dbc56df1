import type { Seconds } from '@/db/columns'
import { acknowledge, firstGap, mustWait, nothingPlayed, type Played, unacknowledged } from '@/lib/learning/played'
import { length } from '@/lib/learning/ranges'
import { createReporter, type Outcome, type Saved } from './reporter'
import type { LessonOptions, Problem, Update } from './state'

type Opened = { ticket: string; watched: Seconds; positionSeconds: number; done: boolean; maxSpeedPercent: number; checkId: string | null }
type Player = {
  /** Where the playhead is, in whole seconds. */
  place: () => number
  playing: () => boolean
  /** Playing ends until the trainee does something about it. */
  stop: (problem: Problem) => void
  /** Playing waits for 签到. */
  hold: () => void
  /** What it was stopped for is over: the server is there again. */
  goOn: () => void
}

export type Stream = ReturnType<typeof createStream>

/** The talk with the server about one chapter: opening, reporting, being replaced, being asked whether one is there. */
export function createStream(options: LessonOptions, player: Player, update: Update) {
  let ticket: string | null = null
  let checkId: string | null = null
  let answeredId: string | null = null
  let played: Played = nothingPlayed([])
  let { done } = options.chapter
  let maxSpeedPercent = 100
  let renewed = false
  let stalled = false

  const behind = () => unacknowledged(played).length > 0
  const reporter = createReporter({
    // While 签到 waits the server credits nothing, so nothing is said; it is sent afterwards.
    body: () => (ticket && !checkId ? JSON.stringify({ ticket, played: unacknowledged(played), position: player.place(), stalled }) : null),
    behind,
    playing: player.playing,
    slow: () => update({ save: { kind: 'slow' } }),
    receive,
  })

  function receive(outcome: Outcome) {
    if (outcome.status === 'saved') saved(outcome)
    else if (outcome.status === 'expired') void renew()
    else if (outcome.status === 'failed') update({ save: { kind: 'failed' }, unreportedSeconds: length(unacknowledged(played)) })
    else if (outcome.status === 'replaced') close({ kind: 'replaced' })
  }

  function close(problem: Problem) {
    ticket = null
    player.stop(problem)
  }

  function saved(reply: Saved) {
    renewed = false
    stalled = false
    played = acknowledge(played, reply.watched)
    const news = (reply.done && !done) || reply.courseDone
    done = reply.done
    const gapSeconds = done || behind() ? null : firstGap(reply.watched, options.chapter.durationSeconds)
    update({
      watched: reply.watched,
      done,
      gapSeconds,
      unreportedSeconds: length(unacknowledged(played)),
      save: { kind: 'saved', at: reply.savedAt },
    })
    if (reply.courseDone) update({ courseDone: true })
    if (news) {
      update({ hint: 'chapter-done' })
      options.onDone()
    }
    if (reply.checkId) ask(reply.checkId)
    else player.goOn()
  }

  function ask(id: string) {
    // Asked again for what was answered: the answer came from nobody the server knows any more.
    if (id === answeredId) return close({ kind: 'signed-out' })
    checkId = id
    player.hold()
    update({ checkId })
  }

  /**
   * Takes over as the trainee's one live stream. What is `attached` already plays on without asking for the lesson's key, and only a
   * playing that fetched it counts.
   */
  async function open(attached: boolean): Promise<Opened | Problem> {
    const { studyId, chapter } = options
    const reply = await options.openStream({ studyId, chapterId: chapter.id }).catch(() => null)
    if (!reply) return { kind: 'offline' }
    if (!reply.ok) return reply.signedOut ? { kind: 'signed-out' } : { kind: 'refused', message: reply.message }
    const trouble = attached ? await fetchKey(chapter.mediaId) : null
    if (trouble) return { kind: trouble }
    ticket = reply.ticket
    played = acknowledge(played, reply.watched)
    done = reply.done
    maxSpeedPercent = reply.maxSpeedPercent
    update({ watched: reply.watched, done, maxSpeedPercent })
    return reply
  }

  /** The ticket ran out after hours of learning: the session may still be good, and nobody need notice. */
  async function renew() {
    if (renewed) return close({ kind: 'signed-out' })
    renewed = true
    const reply = await open(true)
    if ('ticket' in reply) {
      if (reply.checkId) ask(reply.checkId)
      else void reporter.report()
    } else if (reply.kind === 'offline') {
      renewed = false
      update({ save: { kind: 'failed' } })
      reporter.keep()
    } else close(reply)
  }

  async function answer(text: string): Promise<string | null> {
    if (!checkId) return null
    const reply = await options.answerCheck({ checkId, text })
    if (!reply.ok && !reply.gone) return reply.message
    answeredId = checkId
    checkId = null
    update({ checkId })
    if (!reply.ok) close({ kind: 'signed-out' })
    return null
  }

  return {
    open,
    ask,
    answer,
    reporter,
    behind,
    asked: () => checkId !== null,
    played: () => played,
    track: (next: Played) => {
      played = next
      if (reporter.failing()) update({ unreportedSeconds: length(unacknowledged(played)) })
      if (player.playing() && reporter.failing() && mustWait(played)) player.stop({ kind: 'unsaved' })
    },
    /** The video stands still and no network is to blame: said with the next report. */
    stall: () => {
      stalled = true
    },
    done: () => done,
    maxSpeedPercent: () => maxSpeedPercent,
  }
}

async function fetchKey(mediaId: string): Promise<'signed-out' | 'offline' | null> {
  const response = await fetch(`/api/media/${mediaId}/key`).catch(() => null)
  if (response?.ok) return null
  return response?.status === 401 ? 'signed-out' : 'offline'
}
