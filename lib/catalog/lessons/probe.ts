import { NoLesson, run, type Tools } from './ffmpeg'
import { guardedInput } from './ladder'

/** What is known of a video before it is transcoded. */
export type Source = {
  /** Indexes of the stream that is shown, and of the one that is heard, if any. */
  video: number
  sound: number | null
  /** As it is shown: upright, of square points. */
  width: number
  height: number
  /** Points that have to be decoded. */
  pixels: number
  /** As a fraction of whole numbers: what the pace of its pictures fits into. */
  framesPerSecond: string
  /** When it ends by its header, in seconds of ffmpeg's clock: each track, or the whole; null where no header says so. */
  promised: { video: number | null; sound: number | null; whole: number | null }
  /** A transport stream may be recorded from any moment to any other; a packet of anything else is whole. */
  endsAnywhere: boolean
}

type Stream = {
  index: number
  codec_type?: string
  width?: number
  height?: number
  sample_aspect_ratio?: string
  r_frame_rate?: string
  start_time?: string
  duration?: string
  nb_frames?: string
  tags?: { rotate?: string; DURATION?: string }
  disposition?: { attached_pic?: number; default?: number }
  side_data_list?: { rotation?: number }[]
}
type Probed = { streams?: Stream[]; format?: { format_name?: string; start_time?: string; duration?: string } }

const unreadable = '这不是视频文件，或文件已损坏。请换成 MP4 等常见格式的视频，重新上传。'
const soundOnly = '这个文件只有声音，没有画面，不能作为课件。请上传带画面的视频。'
export const incomplete = (seconds?: { there: number; promised: number }) =>
  `视频文件不完整，${seconds ? `应有 ${clock(seconds.promised)}，文件里只有 ${clock(seconds.there)}` : '后面一部分缺失'}。可能是导出或拷贝时中断了，请重新导出完整的视频再上传。`

const clock = (seconds: number) =>
  seconds < 60 ? `${Math.floor(seconds)} 秒` : `${Math.floor(seconds / 60)} 分 ${Math.floor(seconds % 60)} 秒`

/** What a reader says of a file that ends before it is over: of an index that never came, of a track, of a block. */
export const endsEarly = (complaints: string) => /moov atom not found|partial file|ended prematurely|truncat/i.test(complaints)

/** Containers whose header says how long the whole is. MP4 says it of each track, AVI in pictures; of others ffprobe has counted or guessed it. */
const promising = /^(matroska|flv|asf)/

/** What a file is. @throws NoLesson */
export async function probe(tools: Tools, file: string): Promise<Source> {
  const shown = [
    'format=format_name,start_time,duration',
    'stream=index,codec_type,width,height,sample_aspect_ratio,r_frame_rate,start_time,duration,nb_frames',
    'stream_tags=rotate,DURATION',
    'stream_disposition=attached_pic,default',
    'stream_side_data=rotation',
  ].join(':')
  const args = ['-v', 'error', '-of', 'json', '-show_entries', shown, ...guardedInput(file)]
  const { code, out, err } = await run(tools.ffprobe, { args, timeoutMs: 60_000 })
  const { streams = [], format }: Probed = code === 0 ? JSON.parse(out) : {}
  const video = first(streams, 'video')
  const sound = first(streams, 'audio')
  if (!video?.width || !video.height)
    throw new NoLesson(streams.length === 0 && endsEarly(err) ? incomplete() : sound ? soundOnly : unreadable)
  const kind = format?.format_name ?? ''
  if (kind === 'asf' && !secondsOf(format?.duration)) throw new NoLesson(incomplete()) // its header says another size of the file
  return {
    ...shownSize(video, video.width, video.height),
    pixels: video.width * video.height,
    video: video.index,
    sound: sound?.index ?? null,
    framesPerSecond: video.r_frame_rate ?? '0/0',
    promised: promisesOf(kind, video, sound, format),
    endsAnywhere: kind.startsWith('mpeg'),
  }
}

function promisesOf(kind: string, video: Stream, sound: Stream | undefined, format: Probed['format']): Source['promised'] {
  const begin = Number(format?.start_time) || 0
  const endOf = (stream: Stream | undefined) => {
    const seconds = secondsOf(stream?.duration)
    return kind.startsWith('mov') && seconds !== null ? Number(stream?.start_time) - begin + seconds : null
  }
  const [frames = 0, per = 1] = (video.r_frame_rate ?? '').split('/').map(Number)
  const pictures = kind === 'avi' && frames ? secondsOf(String((Number(video.nb_frames) * per) / frames)) : null
  const whole = promising.test(kind) ? secondsOf(format?.duration) : null
  // Matroska's length is the moment of its end, whenever it begins, and captions may last longer: the tracks know better, if they say so.
  const tracks = Math.max(0, ...[video, sound].map((stream) => clockSeconds(stream?.tags?.DURATION) ?? 0))
  const end = kind.startsWith('matroska') && whole ? (tracks || whole) - begin : whole
  return { video: pictures ?? endOf(video), sound: endOf(sound), whole: end }
}

/** The one that its maker wants played, else the first; never the picture on a cover. */
function first(streams: Stream[], kind: 'video' | 'audio'): Stream | undefined {
  const all = streams.filter(({ codec_type, disposition }) => codec_type === kind && !disposition?.attached_pic)
  return all.find(({ disposition }) => disposition?.default) ?? all[0]
}

/** ffmpeg turns pictures upright by itself, and points that are not square are made so by widening the picture. */
function shownSize({ sample_aspect_ratio, side_data_list, tags }: Stream, width: number, height: number) {
  const [across = 0, down = 0] = (sample_aspect_ratio ?? '').split(':').map(Number)
  const wide = across > 0 && down > 0 ? (width * across) / down : width
  const turned = side_data_list?.find(({ rotation }) => rotation !== undefined)?.rotation ?? Number(tags?.rotate ?? 0)
  return Math.abs(turned % 180) === 90 ? { width: height, height: wide } : { width: wide, height }
}

function secondsOf(text: string | undefined): number | null {
  const seconds = Number(text)
  return Number.isFinite(seconds) && seconds > 0 ? seconds : null
}

/** 00:00:20.008000000 */
function clockSeconds(text: string | undefined): number | null {
  const [h = Number.NaN, m = Number.NaN, s = Number.NaN] = (text ?? '').split(':').map(Number)
  return secondsOf(String(3600 * h + 60 * m + s))
}
