import { eq, sql } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { certificates } from '@/db/schema/certificates'
import { trainees } from '@/db/schema/identity'
import { printCertificate } from '@/lib/certificates/print-certificate'
import { listCertificates } from '@/lib/certificates/queries'
import { draftPhotoKey, forgetOldDrafts } from '@/lib/identity/drafts'
import {
  findPendingPhoto,
  getDraftPhoto,
  getOwnPhoto,
  getTraineePhoto,
  keepDraftPhoto,
  keepPendingPhoto,
  setPhoto,
} from '@/lib/identity/photo'
import { findDraft } from '@/lib/identity/registration-draft'
import { removePhoto } from '@/lib/identity/reset-person'
import { jobHandlers } from '@/lib/job-handlers'
import type { Ctx, Staff, Trainee } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import { days, later } from '@/lib/shared/time'
import { aGraduate } from '../support/learners'
import { idNumberOf } from '../support/opened'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aPhoto, pngOf } from '../support/photos'
import { jobsWith } from '../support/queue'
import { aRegistrant } from '../support/registrants'
import { aStaff } from '../support/staff'
import { anIdNumber, asSystem, asVisitor, aTrainee, laterOn, noon } from '../support/world'

const asOwner = (id: string, name = '张丽华'): Ctx<Trainee> => ({ actor: { kind: 'trainee', id, name, address: '' }, now: noon, db: db() })

test('a photo uploaded while registering becomes the portrait of the account, and the upload is gone', async () => {
  const me = await aRegistrant()
  await keepDraftPhoto(me.ctx, me.token, await aPhoto())
  const draft = (await findDraft(me.ctx, me.token))!
  expect(await sharp(await getDraftPhoto(me.ctx, me.token)).metadata()).toMatchObject({ width: 600, height: 800 })
  const { id } = await me.finish({ photo: 'uploaded', crop: { x: 10, y: 5, width: 70, height: 73.6 } })
  expect(await sharp(await getOwnPhoto(asOwner(id))).metadata()).toMatchObject({ format: 'jpeg', width: 413, height: 579 })
  expect(await storage().get(draftPhotoKey(draft.id))).toBeNull()
})

test('完成注册 without an upload is refused; skipping is not', async () => {
  const me = await aRegistrant()
  expect(await outcome(me.finish({ photo: 'uploaded', crop: null }))).toBe('photo_missing')
  expect(await outcome(me.finish({ photo: 'none' }))).toBe('done')
})

test('a bomb of 30000 × 30000 pixels is refused and the photo before it stays', async () => {
  const me = await aRegistrant()
  await keepDraftPhoto(me.ctx, me.token, await aPhoto())
  expect(await outcome(keepDraftPhoto(me.ctx, me.token, pngOf(30_000, 30_000)))).toBe('photo_too_many_pixels')
  expect(await sharp(await getDraftPhoto(me.ctx, me.token)).metadata()).toMatchObject({ width: 600 })
})

test('of two who register one number with a photo, the one refused leaves no photo behind', async () => {
  const one = await aRegistrant()
  const two = [one, await aRegistrant('employment', { idNumber: one.idNumber })]
  for (const { ctx, token } of two) await keepDraftPhoto(ctx, token, await aPhoto())
  const put: string[] = []
  const files = storage()
  const original = files.put.bind(files)
  files.put = async (key, body) => {
    put.push(key)
    return original(key, body)
  }
  const ends = await outcomes(two.map(({ finish }) => finish({ photo: 'uploaded', crop: null })))
  files.put = original
  expect(tallied(ends)).toEqual({ done: 1, id_number_taken: 1 })
  const left = await Promise.all(put.map(async (key) => Boolean(await files.get(key))))
  expect(left.filter(Boolean)).toHaveLength(1)
})

test('nobody else’s draft photo can be seen', async () => {
  const me = await aRegistrant()
  await keepDraftPhoto(me.ctx, me.token, await aPhoto())
  const other = await aRegistrant('consent')
  expect(await outcomes([getDraftPhoto(other.ctx, other.token), getDraftPhoto(asVisitor(), undefined)])).toEqual(['not found', 'not found'])
  expect(await outcome(keepDraftPhoto(asVisitor(), 'no-such-token', await aPhoto()))).toBe('registration_expired')
})

test('a forgotten draft takes its photo with it', async () => {
  const me = await aRegistrant()
  await keepDraftPhoto(me.ctx, me.token, await aPhoto())
  const { id } = (await findDraft(me.ctx, me.token))!
  await forgetOldDrafts(asSystem(later(noon, days(1))))
  expect(await storage().get(draftPhotoKey(id))).toBeNull()
})

test('an address unpacks sixty pictures in ten minutes', async () => {
  const me = await aRegistrant()
  const tries = []
  for (let i = 0; i < 61; i++) tries.push(await outcome(keepDraftPhoto(me.ctx, me.token, Buffer.from('x'))))
  expect(tallied(tries)).toEqual({ photo_type: 60, too_many_attempts: 1 })
})

test('个人信息 takes a photo later; what was not chosen in two hours goes', async () => {
  const me = await aTrainee()
  expect(await outcome(getOwnPhoto(me))).toBe('not found')
  const version = await keepPendingPhoto(me, await aPhoto())
  const other = await aTrainee()
  expect(await findPendingPhoto(other, version)).toBeNull()
  expect(await outcome(setPhoto(other, version, null))).toBe('photo_missing')
  await setPhoto(me, version, null)
  expect(await sharp(await getOwnPhoto(me)).metadata()).toMatchObject({ width: 413, height: 579 })
  const key = `drafts/photo-${me.actor.id}-${version}.jpg`
  expect(await jobsWith('photos.forget', { key })).toHaveLength(1)
  await jobHandlers(db())['photos.forget']({ key })
  expect(await findPendingPhoto(me, version)).toBeNull()
})

test('a new photo leaves the old one to the certificates issued with it; both print', async () => {
  const { then } = await aGraduate({}, { trainee: await aTrainee({ name: '王䶮' }) })
  const version = await keepPendingPhoto(then, await aPhoto())
  await setPhoto(then, version, null)
  const [row] = await db().select({ photoKey: trainees.photoKey }).from(trainees).where(eq(trainees.id, then.actor.id))
  const [certificate] = await listCertificates(then)
  const mine = eq(certificates.id, certificate!.id)
  const without = await printCertificate(then, certificate!.id)
  await db()
    .update(certificates)
    .set({ snapshot: { ...certificate!.snapshot, photoKey: row!.photoKey } })
    .where(mine)
  const printed = await printCertificate(then, certificate!.id)
  expect(printed.pdf.length - without.pdf.length).toBeGreaterThan(3000)
  const next = laterOn(then, 1000)
  await setPhoto(next, await keepPendingPhoto(next, await aPhoto({ width: 900, height: 900 })), null)
  expect((await printCertificate(then, certificate!.id)).pdf.length).toBe(printed.pdf.length)
})

test('staff with the right see a photo, and the look is written down; others find nothing', async () => {
  const me = await aTrainee()
  await setPhoto(me, await keepPendingPhoto(me, await aPhoto()), null)
  expect(await outcome(getTraineePhoto(aStaff('finance'), me.actor.id))).toBe('not found')
  expect(await outcome(getTraineePhoto(me as unknown as Ctx<Staff>, me.actor.id))).toBe('not found')
  expect((await getTraineePhoto(aStaff('reviewer'), me.actor.id)).length).toBeGreaterThan(1000)
  const looks = await db().select().from(auditLog).where(eq(auditLog.action, 'photo.view'))
  expect(looks.filter(({ subjectId }) => subjectId === me.actor.id)).toMatchObject([{ actorKind: 'staff' }])
})

test('who takes the consent back has the photo deleted by the hotline; a certificate stays as it was issued', async () => {
  const reason = '撤回对照片的同意'
  const gone = (key: string | null) => jobsWith('photos.forget', { key: key! })
  const photoOf = async (me: Ctx<Trainee>) =>
    (await db().select({ key: trainees.photoKey }).from(trainees).where(eq(trainees.id, me.actor.id)))[0]!.key
  const me = await aTrainee()
  await setPhoto(me, await keepPendingPhoto(me, await aPhoto()), null)
  const key = await photoOf(me)
  const input = { traineeId: me.actor.id, idNumber: me.idNumber, reason }
  for (const role of ['reviewer', 'finance', 'auditor', 'region_manager', 'content_editor'] as const)
    expect(await outcome(removePhoto(aStaff(role), input))).toBe('not found')
  expect(await outcome(removePhoto(aStaff('hotline'), { ...input, idNumber: anIdNumber() }))).toBe('caller_unmatched')
  expect(tallied(await outcomes([1, 2].map(() => removePhoto(aStaff('hotline'), input))))).toEqual({ done: 1, 'not found': 1 })
  expect([await photoOf(me), (await gone(key)).length]).toEqual([null, 1])

  const { trainee } = await aGraduate()
  const kept = `photos/${trainee.actor.id}/kept.jpg`
  await db().update(trainees).set({ photoKey: kept }).where(eq(trainees.id, trainee.actor.id))
  await db()
    .update(certificates)
    .set({ snapshot: sql`jsonb_set(${certificates.snapshot}, '{photoKey}', ${JSON.stringify(kept)}::jsonb)` })
    .where(eq(certificates.traineeId, trainee.actor.id))
  const [person] = await db().select().from(trainees).where(eq(trainees.id, trainee.actor.id))
  await removePhoto(aStaff('hotline'), { traineeId: trainee.actor.id, idNumber: idNumberOf(person!), reason })
  expect([await photoOf(trainee), await gone(kept)]).toEqual([null, []])
})
