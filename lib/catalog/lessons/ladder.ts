/** What is known of a video before it is transcoded. */
export type Source = { width: number; height: number; seconds: number | null; framesPerSecond: number; sound: boolean }

/** A quality, by the lines of its shorter side. */
export type Rung = { name: string; lines: number; maxKilobits: number }

const lower = [480, 360, 240]
const kilobitsOf = (lines: number) => (lines > 480 ? 1800 : lines > 360 ? 900 : lines > 240 ? 600 : 350)

/**
 * Two qualities, the lower first: at most 720 lines, and the next step below. Nothing is made larger than it is, so the smallest
 * videos have one.
 */
export function rungsOf({ width, height }: Pick<Source, 'width' | 'height'>): Rung[] {
  const best = Math.min(720, Math.floor(Math.min(width, height) / 2) * 2)
  const less = lower.find((lines) => lines < best)
  return [...(less ? [less] : []), best].map((lines) => ({ name: `${lines}p`, lines, maxKilobits: kilobitsOf(lines) }))
}

/** What is accepted; beyond it somebody sends what is no lesson. */
export const videoLimits = { seconds: 4 * 3600, pixels: 4096 * 2304, frames: 30 }

/** Containers that carry everything in themselves: no playlist, no list of other files, no picture series. */
const containers = 'mov,matroska,avi,mpegts,mpeg,flv,asf,ogg,m4v'

/** Reads nothing but this one file, however it calls itself and whatever it refers to. */
export const guardedInput = (file: string) => ['-protocol_whitelist', 'file', '-format_whitelist', containers, '-i', `file:${file}`]

const segmentSeconds = 6

/** Arguments that make every quality at once, so that the source is decoded once and segments begin at the same moments. */
export function transcodeArguments(file: string, source: Source, rungs: Rung[], folder: string): string[] {
  const outputs = rungs.map((_, i) => `[v${i}]`)
  const chains = rungs.map(({ lines }, i) => `[s${i}]scale='if(gt(iw,ih),-2,${lines})':'if(gt(iw,ih),${lines},-2)',setsar=1${outputs[i]}`)
  const slower = source.framesPerSecond > videoLimits.frames + 1 ? `fps=${videoLimits.frames},` : ''
  const graph = [`[0:v:0]${slower}format=yuv420p,split=${rungs.length}${rungs.map((_, i) => `[s${i}]`).join('')}`, ...chains].join(';')
  return [
    ...['-hide_banner', '-nostdin', '-nostats', '-v', 'error', '-progress', 'pipe:1', '-y'],
    ...['-max_pixels', String(videoLimits.pixels), '-t', String(videoLimits.seconds), ...guardedInput(file)],
    ...['-filter_complex', graph],
    ...rungs.flatMap((rung, i) => [
      ...['-map', outputs[i]!, '-map', '0:a:0?', '-sn', '-dn', '-map_metadata', '-1', '-map_chapters', '-1'],
      ...['-c:v', 'libx264', '-preset', 'veryfast', '-profile:v', 'main', '-crf', '24'],
      ...['-maxrate', `${rung.maxKilobits}k`, '-bufsize', `${2 * rung.maxKilobits}k`],
      ...['-sc_threshold', '0', '-force_key_frames', `expr:gte(t,n_forced*${segmentSeconds})`],
      ...['-c:a', 'aac', '-ac', '2', '-ar', '44100', '-b:a', '96k'],
      ...['-f', 'hls', '-hls_time', String(segmentSeconds), '-hls_playlist_type', 'vod', '-hls_flags', 'independent_segments'],
      ...['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', `${rung.name}-init.mp4`],
      ...['-hls_segment_filename', `${folder}/${rung.name}-%d.m4s`, `${folder}/${rung.name}.m3u8`],
    ]),
  ]
}
