import { eq } from 'drizzle-orm'
import { media } from '@/db/schema/catalog'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { readCaptions } from './captions'
import { noCaptions } from './store-lesson'

const captionsOf = (prefix: string) => `${prefix}/captions.vtt`

async function lockLesson(tx: Ctx, mediaId: string) {
  const [lesson] = await tx.db.select().from(media).where(eq(media.id, mediaId)).for('update')
  if (!lesson) throw new NotFound()
  return lesson
}

/** @returns how many captions there are @throws NotFound; Refused as readCaptions says */
export async function setCaptions(ctx: Ctx, { mediaId, file }: { mediaId: string; file: Buffer }): Promise<number> {
  requireRight(ctx, 'courses.edit')
  return inTransaction(ctx, async (tx) => {
    const { storagePrefix, durationSeconds } = await lockLesson(tx, mediaId)
    const captions = readCaptions(file, durationSeconds)
    await record(tx, 'lesson.captions', mediaId, { cues: captions.cues })
    await storage().put(captionsOf(storagePrefix), Buffer.from(captions.vtt))
    return captions.cues
  })
}

/** @throws NotFound */
export async function removeCaptions(ctx: Ctx, mediaId: string): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const { storagePrefix } = await lockLesson(tx, mediaId)
    await record(tx, 'lesson.captions', mediaId, { cues: 0 })
    await storage().put(captionsOf(storagePrefix), Buffer.from(noCaptions))
  })
}

/** @throws NotFound */
export async function renameLesson(ctx: Ctx, { mediaId, title }: { mediaId: string; title: string }): Promise<void> {
  requireRight(ctx, 'courses.edit')
  await inTransaction(ctx, async (tx) => {
    const before = await lockLesson(tx, mediaId)
    await tx.db.update(media).set({ title }).where(eq(media.id, mediaId))
    await record(tx, 'lesson.rename', mediaId, { before: before.title, after: title })
  })
}
