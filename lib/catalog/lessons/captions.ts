import { decodeText } from '@/lib/shared/decode-text'
import { Refused } from '@/lib/shared/refused'

export const mostCaptionBytes = 2e6

/** Of a file, with the line its times stand in. */
type Cue = { start: number; end: number; text: string[]; line: number }
type Captions = { vtt: string; cues: number }

const moment = String.raw`(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?`
const timing = new RegExp(`^\\s*${moment}\\s*(?:-{1,3}>|→)\\s*${moment}(?:\\s|$)`)
/** Times are meant, well written or not. */
const likeTiming = /^\s*\d[\d:.,\s]*(?:-{1,3}>|→)/
/** A last caption may be said to stay a little longer than the video does. */
const overhangSeconds = 5

/**
 * Captions of a .vtt or .srt file, as plain .vtt: times and text, nothing that could draw or refer elsewhere.
 * @param durationSeconds of the video that they belong to
 * @throws Refused('captions_unreadable' | 'captions_none'), or, naming the lines, 'captions_time' | 'captions_backwards' | 'captions_beyond'
 */
export function readCaptions(file: Buffer, durationSeconds: number): Captions {
  const text = decodeText(file)
  if (text === null) throw new Refused('captions_unreadable')
  const { cues, misread } = cuesOf(text.replace(/\r\n?/g, '\n').split('\n'))
  const last = durationSeconds + 1
  const wrong = [
    { code: 'captions_time', facts: { lines: lineList(misread) } },
    { code: 'captions_backwards', facts: { lines: linesOf(cues, ({ start, end }) => end <= start) } },
    { code: 'captions_beyond', facts: { lines: linesOf(cues, ({ start, end }) => start >= last || end > last + overhangSeconds) } },
  ] as const
  for (const { code, facts } of wrong) if (facts.lines) throw new Refused(code, facts)
  const shown = cues.flatMap(({ start, end, text: said }) => plain(said).map((words) => ({ start, end: Math.min(end, last), words })))
  if (!shown.length) throw new Refused('captions_none')
  shown.sort((a, b) => a.start - b.start)
  return {
    vtt: ['WEBVTT', ...shown.map(({ start, end, words }) => `${clock(start)} --> ${clock(end)}\n${words}`)].join('\n\n'),
    cues: shown.length,
  }
}

/** A cue goes to the next empty line or, where there is none, to the number and times of the next cue. */
function cuesOf(lines: string[]): { cues: Cue[]; misread: number[] } {
  const cues: Cue[] = []
  const misread: number[] = []
  let open: Cue | null = null
  for (const [i, line] of lines.entries()) {
    const times = line.normalize('NFKC')
    if (!likeTiming.test(times)) {
      if (!line.trim()) open = null
      else open?.text.push(line)
      continue
    }
    if (/^\s*\d+\s*$/.test(open?.text.at(-1) ?? '')) open?.text.pop()
    const found = timing.exec(times)
    const [start, end] = found ? [secondsOf(found.slice(1, 5)), secondsOf(found.slice(5, 9))] : [null, null]
    open = { start: start ?? 0, end: end ?? 0, text: [], line: i + 1 }
    if (start === null || end === null) misread.push(i + 1)
    else cues.push(open)
  }
  return { cues, misread }
}

const linesOf = (cues: Cue[], test: (cue: Cue) => boolean) => lineList(cues.filter(test).map(({ line }) => line))
const lineList = (lines: number[]) => lines.slice(0, 5).join('、') + (lines.length > 5 ? ' 等' : '')

/** The words of a cue, or nothing where it has none. */
function plain(lines: string[]): string[] {
  const words = lines
    .map((line) =>
      line
        .replace(/<[^<>]*>|\{\\[^{}]*\}/g, '') // none of them holds another: each character is looked at once
        .replaceAll('-->', '→')
        .replace(/&(?!\w+;)/g, '&amp;')
        .replace(/</g, '&lt;')
        .trim(),
    )
    .filter(Boolean)
    .join('\n')
    .slice(0, 500)
  return words ? [words] : []
}

/** Null when a minute has more than sixty seconds, or an hour more minutes. */
function secondsOf([h = '0', m = '0', s = '0', ms = '0']: (string | undefined)[]): number | null {
  return Number(m) < 60 && Number(s) < 60 ? Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(`0.${ms}`) : null
}

/** 01:02:03.400 */
function clock(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
