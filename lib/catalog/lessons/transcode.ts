import fs from 'node:fs/promises'
import path from 'node:path'
import { and, eq, lt, or } from 'drizzle-orm'
import { media, mediaUploads } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { enqueue } from '@/lib/shared/jobs'
import { log } from '@/lib/shared/log'
import { encrypt } from '@/lib/shared/secrets'
import { storage } from '@/lib/shared/storage'
import { later } from '@/lib/shared/time'
import { endLeftover, NoLesson, probe, run, secondsDone, type Tools } from './ffmpeg'
import { type Rung, rungsOf, type Source, transcodeArguments, videoLimits } from './ladder'
import { storeLesson } from './store-lesson'
import { pieceKey, pieceOffsets } from './upload-rules'

/** A transcoding that has not said anything for so long has died with its process. */
const silenceMs = 60_000
const heartbeatMs = 5000
const unexpected = '处理视频时出现意外错误。请点“重新处理”，仍不成功请联系系统管理员。'

type Upload = typeof mediaUploads.$inferSelect

/**
 * Makes a lesson of an uploaded file: encrypted HLS in two qualities. Bears being called twice, and being killed at any moment: the lesson
 * is there when everything of it is stored, and the next try begins anew in the same places.
 */
export async function transcodeUpload(ctx: Ctx, { uploadId }: { uploadId: string }, tools: Tools = env().tools): Promise<void> {
  const upload = await claim(ctx, uploadId)
  if (!upload) return
  const folder = path.join(env().dataDir, 'transcoding', uploadId)
  const began = performance.now()
  const state = { percent: 0 }
  const heart = setInterval(() => void beat(ctx, uploadId, state.percent, began), heartbeatMs)
  const written: string[] = []
  try {
    endLeftover(folder)
    await fs.rm(folder, { recursive: true, force: true })
    await fs.mkdir(folder, { recursive: true })
    const source = await collect(upload, folder)
    const { rungs } = await transcode(tools, source, folder, (percent) => {
      state.percent = percent
    })
    const stored = await storeLesson(folder, uploadId, rungs, (key) => written.push(key))
    if (stored.durationSeconds < 1) throw new NoLesson('视频的时长不到 1 秒，不能作为课件。')
    await finish(ctx, upload, stored, began)
  } catch (error) {
    const failed = await fail(ctx, uploadId, error instanceof NoLesson ? error.message : unexpected, began)
    if (failed) for (const key of written) await storage().remove(key)
    if (!(error instanceof NoLesson)) throw error
  } finally {
    clearInterval(heart)
    await fs.rm(folder, { recursive: true, force: true })
  }
}

/** Takes the upload up unless another process is at it. Null: nothing to do. */
async function claim(ctx: Ctx, uploadId: string): Promise<Upload | null> {
  const dead = and(eq(mediaUploads.status, 'transcoding'), lt(mediaUploads.updatedAt, later(ctx.now, -silenceMs)))
  const [upload] = await ctx.db
    .update(mediaUploads)
    .set({ status: 'transcoding', progressPercent: 0, failure: null, updatedAt: ctx.now })
    .where(and(eq(mediaUploads.id, uploadId), or(eq(mediaUploads.status, 'waiting'), dead)))
    .returning()
  return upload ?? null
}

/** Asks again for what died with its process. */
export async function resumeTranscoding(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const dead = await tx.db
      .update(mediaUploads)
      .set({ status: 'waiting', updatedAt: tx.now })
      .where(and(eq(mediaUploads.status, 'transcoding'), lt(mediaUploads.updatedAt, later(tx.now, -silenceMs))))
      .returning({ uploadId: mediaUploads.id })
    for (const upload of dead) await enqueue(tx, 'media.transcode', upload)
  })
}

async function beat(ctx: Ctx, uploadId: string, progressPercent: number, began: number): Promise<void> {
  await ctx.db
    .update(mediaUploads)
    .set({ progressPercent, updatedAt: later(ctx.now, performance.now() - began) })
    .where(and(eq(mediaUploads.id, uploadId), eq(mediaUploads.status, 'transcoding')))
    .catch((error) => log().warn({ err: error }, 'the progress of a transcoding could not be written'))
}

/** The pieces as one file. */
async function collect({ id, sizeBytes }: Upload, folder: string): Promise<string> {
  const file = path.join(folder, 'source')
  const handle = await fs.open(file, 'w')
  try {
    for (const offset of pieceOffsets(sizeBytes)) {
      const piece = await storage().get(pieceKey(id, offset))
      if (!piece) throw new Error(`piece ${offset} of upload ${id} is missing`)
      await handle.writeFile(piece)
    }
  } finally {
    await handle.close()
  }
  return file
}

async function transcode(tools: Tools, file: string, folder: string, onPercent: (percent: number) => void) {
  const source = await probe(tools, file)
  checkSource(source)
  const rungs = rungsOf(source)
  const limit = source.seconds ?? videoLimits.seconds
  const { code, err } = await run(tools.ffmpeg, {
    args: transcodeArguments(file, source, rungs, folder),
    timeoutMs: (600 + 20 * limit) * 1000,
    pidFile: path.join(folder, 'pid'),
    onLine: (line) => {
      const done = secondsDone(line)
      if (done !== null && source.seconds) onPercent(Math.min(95, Math.floor((95 * done) / source.seconds)))
    },
  })
  if (code === null) throw new NoLesson('处理视频用的时间太长，已经停止。请换成常见格式的视频，重新上传。')
  if (code !== 0) {
    log().warn({ reason: err.slice(-2000) }, 'ffmpeg refused a video')
    throw new NoLesson('这个视频不能转码，文件可能已损坏。请换成 MP4 等常见格式的视频，重新上传。')
  }
  const made = await Promise.all(rungs.map(async (rung) => ({ ...rung, ...sizeOf(source, rung) })))
  return { rungs: made }
}

function checkSource({ width, height, seconds }: Source): void {
  if (width * height > videoLimits.pixels || Math.min(width, height) < 64)
    throw new NoLesson(`视频的画面是 ${width}×${height}，不能处理。请导出为 1280×720 或 1920×1080，重新上传。`)
  if (seconds !== null && seconds > videoLimits.seconds) throw new NoLesson('视频超过 4 小时，请分成几个章节上传。')
  if (seconds !== null && seconds < 1) throw new NoLesson('视频的时长不到 1 秒，不能作为课件。')
}

/** As the scale filter makes it: the shorter side is given, the other one even. */
function sizeOf({ width, height }: Source, { lines }: Rung) {
  const longer = 2 * Math.round((lines * Math.max(width, height)) / Math.min(width, height) / 2)
  return width > height ? { width: longer, height: lines } : { width: lines, height: longer }
}

async function finish(ctx: Ctx, upload: Upload, { durationSeconds, key }: { durationSeconds: number; key: Buffer }, began: number) {
  await inTransaction({ ...ctx, now: later(ctx.now, performance.now() - began) }, async (tx) => {
    const title = upload.fileName.replace(/\.[a-z0-9]{1,5}$/i, '')
    await tx.db
      .insert(media)
      .values({ id: upload.id, title, storagePrefix: `media/${upload.id}`, durationSeconds, keyCipher: encrypt(key), createdAt: tx.now })
    await tx.db
      .update(mediaUploads)
      .set({ status: 'ready', progressPercent: 100, mediaId: upload.id, updatedAt: tx.now })
      .where(eq(mediaUploads.id, upload.id))
    await enqueue(tx, 'uploads.forget', { uploadId: upload.id, bytes: upload.sizeBytes })
    await record(tx, 'lesson.ready', upload.id, { durationSeconds })
  })
}

/** @returns false when it became a lesson by another process meanwhile */
async function fail(ctx: Ctx, uploadId: string, failure: string, began: number): Promise<boolean> {
  const now = later(ctx.now, performance.now() - began)
  return inTransaction({ ...ctx, now }, async (tx) => {
    const failed = await tx.db
      .update(mediaUploads)
      .set({ status: 'failed', failure, updatedAt: now })
      .where(and(eq(mediaUploads.id, uploadId), eq(mediaUploads.status, 'transcoding')))
      .returning({ id: mediaUploads.id })
    if (failed.length) await record(tx, 'lesson.fail', uploadId, { failure })
    return failed.length > 0
  })
}
