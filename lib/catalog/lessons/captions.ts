import { decodeText } from '@/lib/shared/decode-text'

export const mostCaptionBytes = 2e6

type Cue = { start: number; end: number; text: string }

const moment = String.raw`(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)[.,](\d{1,3})`
const timing = new RegExp(`^\\s*${moment}\\s*-->\\s*${moment}`)

/**
 * Captions of a .vtt or .srt file, as plain .vtt: times and text, nothing that could draw or refer elsewhere. Null when it is no text in
 * UTF-8 or GB 18030.
 */
export function readCaptions(file: Buffer): { vtt: string; cues: number } | null {
  const text = decodeText(file)
  if (text === null) return null
  const cues = text
    .replace(/\r\n?/g, '\n')
    .split(/\n{2,}/)
    .flatMap((block) => cueOf(block.split('\n')) ?? [])
    .sort((a, b) => a.start - b.start)
  return {
    vtt: ['WEBVTT', ...cues.map(({ start, end, text: said }) => `${clock(start)} --> ${clock(end)}\n${said}`)].join('\n\n'),
    cues: cues.length,
  }
}

function cueOf(lines: string[]): Cue | null {
  const at = lines.findIndex((line) => timing.test(line))
  const found = at < 0 ? null : timing.exec(lines[at]!)
  if (!found) return null
  const [start, end] = [secondsOf(found.slice(1, 5)), secondsOf(found.slice(5, 9))]
  const text = lines
    .slice(at + 1)
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
  return text && end > start ? { start, end, text } : null
}

const secondsOf = ([h = '0', m = '0', s = '0', ms = '0']: (string | undefined)[]) =>
  Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(`0.${ms}`)

/** 01:02:03.400 */
function clock(seconds: number): string {
  const ms = Math.round(seconds * 1000)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${two(Math.floor(ms / 3_600_000))}:${two(Math.floor(ms / 60_000) % 60)}:${two(Math.floor(ms / 1000) % 60)}.${String(ms % 1000).padStart(3, '0')}`
}
