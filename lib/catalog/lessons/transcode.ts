import fs from 'node:fs/promises'
import path from 'node:path'
import { and, eq, lt, or } from 'drizzle-orm'
import { media, mediaUploads } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { encryptColumn } from '@/lib/shared/ciphers'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { enqueue } from '@/lib/shared/jobs'
import { log } from '@/lib/shared/log'

import { storage } from '@/lib/shared/storage'
import { later } from '@/lib/shared/time'
import { endLeftover, NoLesson, type Tools } from './ffmpeg'
import { makeQualities } from './make-qualities'
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
    await fs.mkdir(folder, { recursive: true, mode: 0o700 })
    const source = await collect(upload, folder)
    const { rungs, durationSeconds } = await makeQualities(tools, source, folder, (percent) => {
      state.percent = percent
    })
    const key = await storeLesson(folder, uploadId, rungs, (name) => written.push(name))
    await finish(ctx, upload, { durationSeconds, key }, began)
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
  const handle = await fs.open(file, 'w', 0o600)
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

async function finish(ctx: Ctx, upload: Upload, { durationSeconds, key }: { durationSeconds: number; key: Buffer }, began: number) {
  await inTransaction({ ...ctx, now: later(ctx.now, performance.now() - began) }, async (tx) => {
    const title = upload.fileName.replace(/\.[a-z0-9]{1,5}$/i, '')
    const keyCipher = encryptColumn('media.key_cipher', upload, key)
    await tx.db
      .insert(media)
      .values({ id: upload.id, title, storagePrefix: `media/${upload.id}`, durationSeconds, keyCipher, createdAt: tx.now })
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
