import type { Source } from './probe'

type Size = { width: number; height: number }

/** A quality, by the lines of its shorter side. */
export type Rung = Size & { name: string; maxKilobits: number }

const lower = [480, 360, 240]
const kilobitsOf = (lines: number) => (lines > 480 ? 1800 : lines > 360 ? 900 : lines > 240 ? 600 : 350)

/**
 * Two qualities, the lower first: at most 720 lines, and the next step below. Nothing is made larger than it is, so the smallest
 * videos have one.
 */
export function rungsOf(size: Size): Rung[] {
  const best = Math.min(720, Math.floor(Math.min(size.width, size.height) / 2) * 2)
  const less = lower.find((lines) => lines < best)
  return [...(less ? [less] : []), best].map((lines) => ({ name: `${lines}p`, ...sizeOf(size, lines), maxKilobits: kilobitsOf(lines) }))
}

/** The shorter side is given, the other one even. */
function sizeOf({ width, height }: Size, lines: number): Size {
  const longer = 2 * Math.round((lines * Math.max(width, height)) / Math.min(width, height) / 2)
  return width > height ? { width: longer, height: lines } : { width: lines, height: longer }
}

/** What is accepted; beyond it somebody sends what is no lesson. */
export const videoLimits = { seconds: 4 * 3600, pixels: 4096 * 2304 }

/** Containers that carry everything in themselves: no playlist, no list of other files, no picture series. */
const containers = 'mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,m4v'

/** Reads nothing but this one file, however it calls itself and whatever it refers to. */
export const guardedInput = (file: string) => ['-protocol_whitelist', 'file', '-format_whitelist', containers, '-i', `file:${file}`]

/** Pictures of a lesson come at a steady pace: the source's own, or a part or multiple of it, from 10 to 31 a second. */
export function paceOf(framesPerSecond: string): { per: number; of: number } {
  const [frames = 0, seconds = 0] = framesPerSecond.split('/').map(Number)
  let [per, of] = frames > 0 && seconds > 0 && frames / seconds <= 130 ? [frames, seconds] : [25, 1] // a clock, no pace
  while (per / of > 31) of *= 2
  while (per / of < 10) per *= 2
  return { per, of }
}

const segmentSeconds = 6

/** The moments of the source's clock that become 0 and the end of the lesson, in seconds; and whether anything is heard. */
export type Window = { from: number; to: number; sound: boolean }

/**
 * Arguments that make every quality at once, so that the source is decoded once and segments begin at the same moments. Picture and sound
 * begin at 0 and end together: the first and the last picture are held, and what has no sound is silent. Segments are equally long, for a
 * last one of a moment might hold no sound.
 */
export function transcodeArguments(file: string, source: Source, window: Window, rungs: Rung[], folder: string): string[] {
  const { per, of } = paceOf(source.framesPerSecond)
  const seconds = (Math.ceil(((window.to - window.from) * per) / of - 0.5) * of) / per
  const segment = seconds / Math.max(1, Math.round(seconds / segmentSeconds))
  const earlier = window.from.toFixed(6)
  const all = (kind: string) => rungs.map((_, i) => `[${kind}${i}]`).join('')
  const sound = window.sound
    ? `[0:${source.sound}]asetpts=PTS-${earlier}/TB,aresample=44100:async=1:first_pts=0,aformat=channel_layouts=stereo,apad`
    : 'anullsrc=r=44100:cl=stereo'
  const graph = [
    [
      `[0:${source.video}]setpts=PTS-${earlier}/TB`,
      `fps=${per}/${of}:start_time=0`,
      'tpad=stop=-1:stop_mode=clone',
      `trim=end=${seconds}`,
      `split=${rungs.length}${all('s')}`,
    ].join(),
    ...rungs.map(({ width, height }, i) => `[s${i}]scale=${width}:${height},setsar=1,format=yuv420p[v${i}]`),
    `${sound},atrim=end=${seconds},asplit=${rungs.length}${all('a')}`,
  ].join(';')
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'error', '-progress', 'pipe:1', '-y'],
    // A picture that changes its size goes on in the same graph, which would begin at 0 again.
    ...['-max_pixels', String(videoLimits.pixels), '-reinit_filter:v', '0', ...guardedInput(file)],
    ...['-filter_complex', graph],
    ...rungs.flatMap((rung, i) => [
      ...['-map', `[v${i}]`, '-map', `[a${i}]`, '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
      // No picture that refers to a later one: its track would begin after the sound.
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-crf', '24', '-bf', '0'],
      ...['-maxrate', `${rung.maxKilobits}k`, '-bufsize', `${2 * rung.maxKilobits}k`],
      ...['-g', '100000', '-sc_threshold', '0', '-force_key_frames', `expr:gte(t,n_forced*${segment.toFixed(6)}-0.001)`],
      ...['-c:a', 'aac', '-b:a', '96k'],
      ...['-f', 'hls', '-hls_time', '1', '-hls_playlist_type', 'vod', '-hls_flags', 'independent_segments'], // cuts at each key frame
      ...['-max_interleave_delta', '0'], // a still picture would lag behind, and its segment get later sound
      ...['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', `${rung.name}-init.mp4`],
      ...['-hls_segment_filename', `${folder}/${rung.name}-%d.m4s`, `${folder}/${rung.name}.m3u8`],
    ]),
  ]
}
