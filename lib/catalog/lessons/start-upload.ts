import { and, count, eq } from 'drizzle-orm'
import { z } from 'zod'
import { uuidv7 } from '@/db/id'
import { mediaUploads } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { mostReceiving } from './upload-rules'

export const StartUploadInput = z.object({ fileName: z.string().trim().min(1).max(255), sizeBytes: z.number().int().min(0) })

/**
 * Announces a video file that will be sent in pieces.
 * @returns the upload's id
 * @throws Refused('upload_empty' | 'upload_large' | 'uploads_waiting')
 */
export async function startUpload(ctx: Ctx, { fileName, sizeBytes }: z.output<typeof StartUploadInput>): Promise<string> {
  requireRight(ctx, 'courses.edit')
  const { lessonMaxBytes } = env()
  if (sizeBytes === 0) throw new Refused('upload_empty')
  if (sizeBytes > lessonMaxBytes) throw new Refused('upload_large', { size: Math.floor(lessonMaxBytes / 1024 ** 2) })
  return inTransaction(ctx, async (tx) => {
    const [mine] = await tx.db
      .select({ n: count() })
      .from(mediaUploads)
      .where(and(eq(mediaUploads.uploadedBy, tx.actor.id), eq(mediaUploads.status, 'receiving')))
    if (mine!.n >= mostReceiving) throw new Refused('uploads_waiting', { most: mostReceiving })
    const id = uuidv7(tx.now.getTime())
    await tx.db.insert(mediaUploads).values({ id, fileName, sizeBytes, uploadedBy: tx.actor.id, createdAt: tx.now, updatedAt: tx.now })
    await record(tx, 'lesson.upload', id, { fileName, sizeBytes })
    return id
  })
}
