import { and, eq } from 'drizzle-orm'
import { mediaUploads } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { pieceKey, refusalToReceive } from './upload-rules'

type Piece = { uploadId: string; offset: number; bytes: Buffer }

/**
 * Takes the next piece of a file; with the last one the lesson waits for being transcoded. The row stays locked while the piece is
 * stored: of two senders of the same piece the later one is told how far the file is. A piece that was stored and not committed is
 * stored over.
 * @returns how many bytes are there now
 * @throws NotFound, also for somebody else's; Refused('upload_complete' | 'upload_offset' | 'upload_piece')
 */
export async function receivePiece(ctx: Ctx, { uploadId, offset, bytes }: Piece): Promise<number> {
  requireRight(ctx, 'courses.edit')
  return inTransaction(ctx, async (tx) => {
    const mine = and(eq(mediaUploads.id, uploadId), eq(mediaUploads.uploadedBy, tx.actor.id))
    const [upload] = await tx.db.select().from(mediaUploads).where(mine).for('update')
    if (!upload) throw new NotFound()
    const refusal = refusalToReceive(upload, { offset, length: bytes.length })
    if (refusal) throw new Refused(refusal.code, refusal.facts)
    await storage().put(pieceKey(uploadId, offset), bytes)
    const receivedBytes = offset + bytes.length
    const whole = receivedBytes === upload.sizeBytes
    await tx.db
      .update(mediaUploads)
      .set({ receivedBytes, status: whole ? 'waiting' : 'receiving', updatedAt: tx.now })
      .where(mine)
    if (whole) {
      await enqueue(tx, 'media.transcode', { uploadId })
      await record(tx, 'lesson.receive', uploadId)
    }
    return receivedBytes
  })
}
