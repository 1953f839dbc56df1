import type { Seconds } from '@/db/columns'

type OpenReply =
  | { ok: true; ticket: string; watched: Seconds; positionSeconds: number; done: boolean; maxSpeedPercent: number; checkId: string | null }
  | { ok: false; message: string; signedOut: boolean }

type No = { ok: false; message: string /** The session is over. */; gone: boolean }
export type ShownCheck = { ok: true; version: number; holdsMs: number } | No

export type Chapter = {
  id: string
  title: string
  position: number
  mediaId: string
  durationSeconds: number
  /** Where playing begins. */
  positionSeconds: number
  /** Acknowledged so far; the place stands for it where it is not given. */
  watchedSeconds?: number
  done: boolean
}

export type LessonOptions = {
  studyId: string
  chapter: Chapter
  openStream: (input: { studyId: string; chapterId: string }) => Promise<OpenReply>
  showCheck: (input: { checkId: string; another: boolean }) => Promise<ShownCheck>
  answerCheck: (input: { checkId: string; text: string }) => Promise<{ ok: true } | No>
  /** The chapter or the course was just seen to its end: what the server drew around the player is out of date. */
  onDone: () => void
}

/** Why playing stopped, until the trainee does something about it; `unsaved` until the server answers again. */
export type Problem = { kind: 'replaced' | 'signed-out' | 'media' | 'offline' | 'unsaved' } | { kind: 'refused'; message: string }

export type LessonState = {
  /** A page that is merely open has no stream: `closed` until somebody presses 播放. */
  phase: 'closed' | 'opening' | 'open'
  problem: Problem | null
  playing: boolean
  waiting: boolean
  ended: boolean
  positionSeconds: number
  speed: number
  muted: boolean
  maxSpeedPercent: number
  /** What the server has acknowledged; null before it was asked. */
  watched: Seconds | null
  done: boolean
  courseDone: boolean
  /** Everything played was acknowledged, and still this second is missing. */
  gapSeconds: number | null
  /** 签到 waits for an answer. */
  checkId: string | null
  /** Whole seconds that were played and that the server has not heard of. */
  unreportedSeconds: number
  save: { kind: 'none' | 'slow' | 'failed' } | { kind: 'saved'; at: number }
  /** Shown over the video for a moment. */
  hint: 'in-order' | 'chapter-done' | null
}

export type Update = (change: Partial<LessonState>) => void

export const closedLesson = ({ done, positionSeconds }: Chapter): LessonState => ({
  phase: 'closed',
  problem: null,
  playing: false,
  waiting: false,
  ended: false,
  positionSeconds: done ? 0 : positionSeconds,
  speed: 1,
  muted: false,
  maxSpeedPercent: 100,
  watched: null,
  done,
  courseDone: false,
  gapSeconds: null,
  checkId: null,
  unreportedSeconds: 0,
  save: { kind: 'none' },
  hint: null,
})
