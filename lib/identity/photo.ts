import { randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, networkOf, type Staff, type Trainee } from '@/lib/shared/context'
import { enqueue } from '@/lib/shared/jobs'
import { limitAttempts } from '@/lib/shared/limits'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireRight } from '@/lib/shared/staff'
import { storage } from '@/lib/shared/storage'
import { minutes } from '@/lib/shared/time'
import { draftPhotoKey } from './drafts'
import { type Crop, cutPortrait, preparePhoto } from './portrait'
import { changeDraft, findDraft, getDraft } from './registration-draft'

/** Each upload has a key of its own: certificates keep showing the photo they were issued with. */
export const newPhotoKey = (traineeId: string) => `photos/${traineeId}/${randomBytes(8).toString('hex')}.jpg`

/** An upload that waits for its part to be chosen is named by the moment it came in. */
const pendingKey = (traineeId: string, version: number) => `drafts/photo-${traineeId}-${version}.jpg`

/** Unpacking a picture is dear; a person needs a few tries, an office many. */
async function limitUploads(ctx: Ctx): Promise<void> {
  await limitAttempts(ctx, `photo-address:${networkOf(ctx)}`, { max: 60, windowMs: minutes(10) })
}

/**
 * 上传照片 while registering. @returns the version, for the address of the preview
 * @throws Refused('registration_expired' | 'too_many_attempts' | those of preparePhoto)
 */
export async function keepDraftPhoto(ctx: Ctx, token: string | undefined, file: Buffer): Promise<number> {
  const draft = await getDraft(ctx, token)
  await limitUploads(ctx)
  await storage().put(draftPhotoKey(draft.id), await preparePhoto(file))
  const version = ctx.now.getTime()
  await changeDraft(ctx, token, (answers) => ({ ...answers, photoVersion: version }))
  return version
}

/** @throws NotFound */
export async function getDraftPhoto(ctx: Ctx, token: string | undefined): Promise<Buffer> {
  const draft = await findDraft(ctx, token)
  const photo = draft?.answers.photoVersion ? await storage().get(draftPhotoKey(draft.id)) : null
  if (!photo) throw new NotFound()
  return photo
}

/**
 * The same for somebody who is registered: what was uploaded waits two hours for its part to be chosen.
 * @returns the version, which names it in the next steps
 */
export async function keepPendingPhoto(ctx: Ctx<Trainee>, file: Buffer): Promise<number> {
  await limitUploads(ctx)
  const version = ctx.now.getTime()
  const key = pendingKey(ctx.actor.id, version)
  await inTransaction(ctx, (tx) => enqueue(tx, 'photos.forget', { key }, 2 * 3600))
  await storage().put(key, await preparePhoto(file))
  return version
}

/** `asked`: the version in an address. Null where none waits. */
export async function findPendingVersion(ctx: Ctx<Trainee>, asked: string | undefined): Promise<number | null> {
  const version = /^\d{1,15}$/.test(asked ?? '') ? Number(asked) : null
  return version && (await findPendingPhoto(ctx, version)) ? version : null
}

/** The uploaded photo that waits, or null. */
export const findPendingPhoto = (ctx: Ctx<Trainee>, version: number): Promise<Buffer | null> =>
  storage().get(pendingKey(ctx.actor.id, version))

/**
 * 保存照片: the chosen part becomes the person's photo, for certificates issued from now on.
 * @throws Refused('photo_missing' | 'photo_too_small')
 */
export async function setPhoto(ctx: Ctx<Trainee>, version: number, crop: Crop | null): Promise<void> {
  const prepared = await findPendingPhoto(ctx, version)
  if (!prepared) throw new Refused('photo_missing', {}, 'photo')
  const photoKey = newPhotoKey(ctx.actor.id)
  await storage().put(photoKey, await cutPortrait(prepared, crop))
  await inTransaction(ctx, async (tx) => {
    await tx.db.update(trainees).set({ photoKey }).where(eq(trainees.id, tx.actor.id))
    await record(tx, 'photo.set', tx.actor.id)
  })
}

export async function isPhotographed(ctx: Ctx<Trainee>): Promise<boolean> {
  const [row] = await ctx.db.select({ photoKey: trainees.photoKey }).from(trainees).where(eq(trainees.id, ctx.actor.id))
  return Boolean(row?.photoKey)
}

async function readPhoto(ctx: Ctx, traineeId: string): Promise<Buffer> {
  const [row] = await ctx.db.select({ photoKey: trainees.photoKey }).from(trainees).where(eq(trainees.id, traineeId))
  const photo = row?.photoKey ? await storage().get(row.photoKey) : null
  if (!photo) throw new NotFound()
  return photo
}

/** The signed-in trainee's own. @throws NotFound */
export const getOwnPhoto = (ctx: Ctx<Trainee>): Promise<Buffer> => readPhoto(ctx, ctx.actor.id)

/** Somebody's photo for a member of the staff who has the right; the look is written down. @throws NotFound */
export async function getTraineePhoto(ctx: Ctx<Staff>, traineeId: string): Promise<Buffer> {
  requireRight(ctx, 'photos.read')
  const photo = await readPhoto(ctx, traineeId)
  await record(ctx, 'photo.view', traineeId)
  return photo
}
