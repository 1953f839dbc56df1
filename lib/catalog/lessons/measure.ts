import { NoLesson, run, type Tools, tookTooLong } from './ffmpeg'
import { guardedInput } from './ladder'

/** Where a track begins and ends, in seconds of the clock that ffmpeg transcodes by; null: nothing is in it. */
export type Span = { from: number; to: number } | null

/**
 * Reads a file to its end and says what is in it, whatever its header says. With `decode` every picture and sound is decoded too.
 * @param streams which tracks to measure, as ffmpeg names them: an index, or a kind like a:0, with ? where it may be missing
 * @returns their spans in the same order, what ffmpeg complained about, and whether the last packet of one of them is not whole
 * @throws NoLesson when it takes too long
 */
export async function measure(
  tools: Tools,
  { file, streams, timeoutMs, decode = false }: { file: string; streams: string[]; timeoutMs: number; decode?: boolean },
): Promise<{ spans: Span[]; complaints: string; code: number; cut: boolean }> {
  const maps = streams.flatMap((stream) => ['-map', `0:${stream}`])
  const units: number[] = []
  const spans: Span[] = streams.map(() => null)
  const broken = streams.map(() => false)
  const onLine = (line: string) => {
    const unit = /^#tb (\d+): (\d+)\/(\d+)/.exec(line)
    if (unit) units[Number(unit[1])] = Number(unit[2]) / Number(unit[3])
    else if (/^\d/.test(line)) {
      spans.splice(...widened(spans, units, line))
      broken[Number.parseInt(line, 10)] = corrupt.test(line)
    }
  }
  const args = [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'error', ...guardedInput(file)],
    ...[...maps, '-c', 'copy', '-f', 'framecrc', 'pipe:1'],
    ...(decode ? [...maps, '-f', 'null', '-'] : []),
  ]
  const { code, err } = await run(tools.ffmpeg, { args, timeoutMs, onLine })
  if (code === null) throw new NoLesson(tookTooLong)
  return { spans, complaints: err.trim(), code, cut: broken.includes(true) }
}

/** The second bit of a packet's flags. */
const corrupt = /, F=0x[0-9A-F]*[2367ABEF]\b/i

/** "0, dts, pts, duration, size, …": one packet. A packet without a moment of its own has a huge negative one. */
function widened(spans: Span[], units: number[], line: string): [number, number, Span] {
  const [track = 0, dts = 0, pts = 0, long = 0] = line.split(',').map(Number)
  const unit = units[track]!
  const at = unit * (Math.abs(pts) < 2 ** 62 ? pts : dts)
  const span = spans[track]
  return [track, 1, { from: Math.min(span?.from ?? at, at), to: Math.max(span?.to ?? at, at + unit * Math.max(0, long)) }]
}
