import { and, eq, inArray, lt } from 'drizzle-orm'
import { mediaUploads } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { days, later } from '@/lib/shared/time'
import { keptDays, pieceKey, pieceOffsets } from './upload-rules'

const ended = ['receiving', 'waiting', 'failed'] as const

/** Gives an upload up that is no lesson yet; its pieces go. @throws NotFound; Refused('upload_busy') */
export async function cancelUpload(ctx: Ctx, uploadId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const [upload] = await tx.db.select().from(mediaUploads).where(eq(mediaUploads.id, uploadId)).for('update')
    if (!upload) throw new NotFound()
    if (!ended.some((status) => status === upload.status)) throw new Refused('upload_busy')
    await tx.db.delete(mediaUploads).where(eq(mediaUploads.id, uploadId))
    await enqueue(tx, 'uploads.forget', { uploadId, bytes: upload.sizeBytes })
    await record(tx, 'lesson.cancel', uploadId, { fileName: upload.fileName })
  })
}

/** Tries again what could not be made a lesson, e.g. after ffmpeg was installed. @throws NotFound; Refused('upload_not_failed') */
export async function retryUpload(ctx: Ctx, uploadId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const [upload] = await tx.db.select().from(mediaUploads).where(eq(mediaUploads.id, uploadId)).for('update')
    if (!upload) throw new NotFound()
    if (upload.status !== 'failed') throw new Refused('upload_not_failed')
    await tx.db
      .update(mediaUploads)
      .set({ status: 'waiting', failure: null, progressPercent: 0, updatedAt: tx.now })
      .where(eq(mediaUploads.id, uploadId))
    await enqueue(tx, 'media.transcode', { uploadId })
    await record(tx, 'lesson.retry', uploadId)
  })
}

/** Removes the pieces of a file. */
export async function forgetPieces(uploadId: string, bytes: number): Promise<void> {
  for (const offset of pieceOffsets(bytes)) await storage().remove(pieceKey(uploadId, offset))
}

/** Half files that nobody goes on sending, and those that could not be used, go after a week. */
export async function forgetOldUploads(ctx: Ctx): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const gone = await tx.db
      .delete(mediaUploads)
      .where(and(inArray(mediaUploads.status, ['receiving', 'failed']), lt(mediaUploads.updatedAt, later(tx.now, -days(keptDays)))))
      .returning({ uploadId: mediaUploads.id, bytes: mediaUploads.sizeBytes })
    for (const upload of gone) await enqueue(tx, 'uploads.forget', upload)
  })
}
