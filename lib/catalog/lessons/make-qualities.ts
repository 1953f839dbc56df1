import fs from 'node:fs/promises'
import path from 'node:path'
import { log } from '@/lib/shared/log'
import { NoLesson, run, secondsDone, type Tools, tookTooLong } from './ffmpeg'
import { type Rung, rungsOf, transcodeArguments, videoLimits, type Window } from './ladder'
import { measure } from './measure'
import { checkQuality, checkTogether, wholeSeconds } from './playback'
import { endsEarly, incomplete, probe, type Source } from './probe'

const damaged = '这个视频不能转码，文件可能已损坏。请换成 MP4 等常见格式的视频，重新上传。'
const short = '视频的时长不到 1 秒，不能作为课件。'
const long = '视频超过 4 小时，请分成几个章节上传。'
const failedCheck = '处理后的视频没有通过检查，不能完整播放。请把视频重新导出为 MP4 再上传，仍不成功请联系系统管理员。'

/** Of the way from 0 to 100: what making takes; checking takes the rest. */
const makingPercent = 85

/**
 * Makes the qualities of a lesson in `folder` from a file, and plays each to its end before anybody else has to.
 * @returns the qualities, and the whole seconds that each of them plays @throws NoLesson
 */
export async function makeQualities(
  tools: Tools,
  file: string,
  folder: string,
  onPercent: (percent: number) => void,
): Promise<{ rungs: Rung[]; durationSeconds: number }> {
  const source = await probe(tools, file)
  checkPicture(source)
  const window = await windowOf(tools, file, source)
  const rungs = rungsOf(source)
  const seconds = window.to - window.from
  const { code, err } = await run(tools.ffmpeg, {
    args: transcodeArguments(file, source, window, rungs, folder),
    timeoutMs: (600 + 20 * seconds) * 1000,
    pidFile: path.join(folder, 'pid'),
    onLine: (line) => {
      const done = secondsDone(line)
      if (done !== null) onPercent(Math.min(makingPercent, Math.floor((makingPercent * done) / seconds)))
    },
  })
  if (code === null) throw new NoLesson(tookTooLong)
  if (code !== 0) {
    log().warn({ reason: err.slice(-2000) }, 'ffmpeg refused a video')
    throw new NoLesson(damaged)
  }
  return { rungs, durationSeconds: await checkResult(tools, folder, rungs, onPercent) }
}

function checkPicture({ width, height, pixels, promised }: Source): void {
  if (pixels > videoLimits.pixels || Math.min(width, height) < 64)
    throw new NoLesson(`视频的画面是 ${Math.round(width)}×${Math.round(height)}，不能处理。请导出为 1280×720 或 1920×1080，重新上传。`)
  if (Math.max(...Object.values(promised).map(Number)) > videoLimits.seconds) throw new NoLesson(long)
}

/** From where to where there is something to see or to hear. A file that holds less than it promises was cut off. */
async function windowOf(tools: Tools, file: string, { video, sound, promised, endsAnywhere }: Source): Promise<Window> {
  const streams = [video, ...(sound === null ? [] : [sound])].map(String)
  const timeoutMs = (600 + videoLimits.seconds) * 1000
  const { spans, complaints, cut } = await measure(tools, { file, streams, timeoutMs })
  const [seen, heard] = spans
  if (!seen) throw new NoLesson(endsEarly(complaints) ? incomplete() : damaged)
  const window = { from: Math.max(0, Math.min(seen.from, heard?.from ?? seen.from)), to: Math.max(seen.to, heard?.to ?? 0), sound: !!heard }
  const there = { video: seen.to, sound: heard?.to ?? 0, whole: window.to }
  for (const part of ['video', 'sound', 'whole'] as const) {
    const end = promised[part] ?? 0
    if (end - there[part] > toleratedLoss(end)) throw new NoLesson(incomplete({ there: there[part], promised: end }))
  }
  if (endsEarly(complaints) || (cut && !endsAnywhere)) throw new NoLesson(incomplete())
  const seconds = window.to - window.from
  if (seconds < 1) throw new NoLesson(short)
  if (seconds > videoLimits.seconds) throw new NoLesson(long)
  return window
}

/** Headers round, and some count a track of another kind. */
const toleratedLoss = (promised: number) => Math.max(1, promised / 100)

async function checkResult(tools: Tools, folder: string, rungs: Rung[], onPercent: (percent: number) => void): Promise<number> {
  const checked = []
  for (const [i, { name }] of rungs.entries()) {
    const playlist = await fs.readFile(path.join(folder, `${name}.m3u8`), 'utf8')
    const joined = path.join(folder, `${name}.mp4`)
    checked.push(await checkQuality(tools, { name, playlist, joined, load: (part) => fs.readFile(path.join(folder, part.name)) }))
    await fs.rm(joined)
    onPercent(makingPercent + Math.floor(((99 - makingPercent) * (i + 1)) / rungs.length))
  }
  const lengths = checked.map(({ length }) => length)
  const faults = [...checked.flatMap((one) => one.faults), ...checkTogether(lengths)]
  const seconds = wholeSeconds(lengths)
  if (!faults.length && seconds < 1) throw new NoLesson(short)
  if (!faults.length) return seconds
  log().warn({ faults }, 'a lesson did not pass its check')
  throw new NoLesson(failedCheck)
}
