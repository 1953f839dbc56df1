import { randomBytes } from 'node:crypto'
import { and, eq, gt, lt } from 'drizzle-orm'
import { registrationDrafts } from '@/db/schema/identity'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { decrypt, encrypt, hmac } from '@/lib/shared/secrets'
import { storage } from '@/lib/shared/storage'
import { hours, later } from '@/lib/shared/time'
import type { Answers } from './registration-steps'

/** Kept for two hours after the last answer; then nothing of it is left. */
export const draftLifetime = hours(2)

export type Draft = { id: string; answers: Answers }

const tokenHash = (token: string) => hmac('registration-draft', token)
const seal = (answers: Answers) => encrypt(JSON.stringify(answers))
export const draftPhotoKey = (draftId: string) => `drafts/${draftId}.jpg`

/** @returns the token by which the draft is found again: only the browser has it */
export async function createDraft(ctx: Ctx, answers: Answers): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await ctx.db
    .insert(registrationDrafts)
    .values({ tokenHash: tokenHash(token), dataCipher: seal(answers), expiresAt: later(ctx.now, draftLifetime) })
  return token
}

const living = (ctx: Ctx, token: string) =>
  and(eq(registrationDrafts.tokenHash, tokenHash(token)), gt(registrationDrafts.expiresAt, ctx.now))

const opened = (row: typeof registrationDrafts.$inferSelect): Draft => ({
  id: row.id,
  answers: JSON.parse(decrypt(row.dataCipher).toString()),
})

/** Null when there is none, or its time is over. */
export async function findDraft(ctx: Ctx, token: string | undefined): Promise<Draft | null> {
  const [row] = token ? await ctx.db.select().from(registrationDrafts).where(living(ctx, token)) : []
  return row ? opened(row) : null
}

/** @throws Refused('registration_expired') */
export async function getDraft(ctx: Ctx, token: string | undefined): Promise<Draft> {
  const draft = await findDraft(ctx, token)
  if (!draft) throw new Refused('registration_expired')
  return draft
}

/** Locked until the transaction ends: two tabs write one after the other. @throws Refused('registration_expired') */
export async function lockDraft(tx: Ctx, token: string | undefined): Promise<Draft> {
  const [row] = token ? await tx.db.select().from(registrationDrafts).where(living(tx, token)).for('update') : []
  if (!row) throw new Refused('registration_expired')
  return opened(row)
}

/** @throws Refused('registration_expired') */
export async function changeDraft(ctx: Ctx, token: string | undefined, change: (answers: Answers) => Answers): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { id, answers } = await lockDraft(tx, token)
    await tx.db
      .update(registrationDrafts)
      .set({ dataCipher: seal(change(answers)), expiresAt: later(tx.now, draftLifetime) })
      .where(eq(registrationDrafts.id, id))
  })
}

/** Housekeeping: drafts whose time is over go, and their photos with them. The file first: without the row nobody would find it. */
export async function forgetOldDrafts(ctx: Ctx): Promise<void> {
  const old = await ctx.db.select({ id: registrationDrafts.id }).from(registrationDrafts).where(lt(registrationDrafts.expiresAt, ctx.now))
  for (const { id } of old) {
    await storage().remove(draftPhotoKey(id))
    await ctx.db.delete(registrationDrafts).where(eq(registrationDrafts.id, id))
  }
}
