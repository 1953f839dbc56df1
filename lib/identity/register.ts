import { eq } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { accounts, consents, registrationDrafts, trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { encryptColumn } from '@/lib/shared/ciphers'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { Refused } from '@/lib/shared/refused'
import { storage } from '@/lib/shared/storage'
import { draftPhotoKey } from './drafts'
import { currentVersions } from './legal'
import { storedPhone } from './phones'
import { newPhotoKey } from './photo'
import { type Crop, cutPortrait } from './portrait'
import { hasIdNumber, idNumberIndex, lockIdNumbers } from './queries'
import { getDraft, lockDraft } from './registration-draft'
import { type Answers, firstGap } from './registration-steps'
import { maskIdNumber } from './rules'

/** How somebody finishes: with the part of the uploaded photo they chose, or without a photo for now. */
export type Finish = { photo: 'none' } | { photo: 'uploaded'; crop: Crop | null }

/**
 * 完成注册: makes the account of what the draft holds, and the draft is gone.
 * @returns what begins the session
 * @throws Refused('registration_expired' | 'registration_incomplete' | 'photo_missing' | 'photo_expired' | 'photo_too_small' | 'id_number_taken')
 */
export async function completeRegistration(ctx: Ctx, token: string | undefined, finish: Finish): Promise<{ id: string }> {
  const draft = await getDraft(ctx, token)
  if (firstGap(draft.answers, currentVersions()) !== 'photo') throw new Refused('registration_incomplete')
  const id = uuidv7()
  const photoKey = finish.photo === 'uploaded' ? await storePortrait(id, draft.id, draft.answers, finish.crop) : null
  try {
    await inTransaction(ctx, async (tx) => {
      const { answers } = await lockDraft(tx, token)
      if (firstGap(answers, currentVersions()) !== 'photo') throw new Refused('registration_incomplete')
      await insertTrainee(tx, id, answers, photoKey)
      await tx.db.delete(registrationDrafts).where(eq(registrationDrafts.id, draft.id))
      await record(tx, 'account.register', id, { documentKind: answers.documentKind, photo: Boolean(photoKey) })
    })
  } catch (error) {
    if (photoKey) await storage().remove(photoKey)
    throw error
  }
  await storage()
    .remove(draftPhotoKey(draft.id))
    .catch((error) => log().error({ err: error, draft: draft.id }, 'a draft photo was left behind'))
  return { id }
}

async function storePortrait(traineeId: string, draftId: string, answers: Answers, crop: Crop | null): Promise<string> {
  if (!answers.photoVersion) throw new Refused('photo_missing', {}, 'photo')
  const prepared = await storage().get(draftPhotoKey(draftId))
  if (!prepared) throw new Refused('photo_expired', {}, 'photo')
  const key = newPhotoKey(traineeId)
  await storage().put(key, await cutPortrait(prepared, crop))
  return key
}

/** The index of numbers is unique: of two who register the same one, the later is refused here. */
async function insertTrainee(tx: Ctx, id: string, answers: Answers, photoKey: string | null): Promise<void> {
  const idNumber = answers.idNumber!
  await lockIdNumbers(tx)
  const [taken] = await tx.db.select({ id: trainees.id }).from(trainees).where(hasIdNumber(idNumber))
  if (taken) throw new Refused('id_number_taken')
  await tx.db.insert(accounts).values({ id, passwordHash: answers.passwordHash, createdAt: tx.now })
  const inserted = await tx.db
    .insert(trainees)
    .values({
      id,
      name: answers.name!,
      documentKind: answers.documentKind!,
      idNumberCipher: encryptColumn('trainees.id_number_cipher', { id }, idNumber),
      idNumberIndex: idNumberIndex(idNumber),
      idNumberMasked: maskIdNumber(idNumber),
      ...storedPhone(id, answers.phone!),
      employer: answers.employer!,
      regionCode: answers.regionCode!,
      technicalGrade: answers.technicalGrade || null,
      photoKey,
      createdAt: tx.now,
    })
    .onConflictDoNothing({ target: trainees.idNumberIndex })
    .returning({ id: trainees.id })
  if (!inserted.length) throw new Refused('id_number_taken')
  const address = tx.actor.kind === 'system' ? null : tx.actor.address
  const agreed = Object.entries(answers.consents) as [keyof Answers['consents'], string][]
  await tx.db
    .insert(consents)
    .values(agreed.map(([document, version]) => ({ accountId: id, document, version, agreedAt: new Date(answers.agreedAt), address })))
}
