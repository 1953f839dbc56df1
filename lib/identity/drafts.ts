import { randomBytes } from 'node:crypto'
import { and, eq, gt, lt } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { registrationDrafts } from '@/db/schema/identity'
import { decryptColumn, encryptColumn } from '@/lib/shared/ciphers'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { type HashPurpose, hmac } from '@/lib/shared/secrets'
import { storage } from '@/lib/shared/storage'
import { hours, later } from '@/lib/shared/time'

/** Kept for two hours after the last answer; then nothing of it is left. */
export const draftLifetime = hours(2)

export type DraftOf<A> = { id: string; answers: A }

/** The file a draft may have: a trainee's photo, an enterprise's licence. */
export const draftPhotoKey = (draftId: string) => `drafts/${draftId}.jpg`
export const draftLicenceKey = (draftId: string) => `drafts/${draftId}.licence`

/** The drafts of one kind of registration. `purpose` keeps the tokens of one from opening those of another. */
export function draftsOf<A>(purpose: Extract<HashPurpose, `${string}-draft`>) {
  const tokenHash = (token: string) => hmac(purpose, token)
  const encrypted = (id: string, answers: A) => encryptColumn('registration_drafts.data_cipher', { id }, JSON.stringify(answers))
  const living = (ctx: Ctx, token: string) =>
    and(eq(registrationDrafts.tokenHash, tokenHash(token)), gt(registrationDrafts.expiresAt, ctx.now))
  const opened = (row: typeof registrationDrafts.$inferSelect): DraftOf<A> => ({
    id: row.id,
    answers: JSON.parse(decryptColumn('registration_drafts.data_cipher', row, row.dataCipher).toString()),
  })

  /** @returns the token by which the draft is found again: only the browser has it */
  async function createDraft(ctx: Ctx, answers: A): Promise<string> {
    const token = randomBytes(32).toString('base64url')
    const id = uuidv7()
    await ctx.db
      .insert(registrationDrafts)
      .values({ id, tokenHash: tokenHash(token), dataCipher: encrypted(id, answers), expiresAt: later(ctx.now, draftLifetime) })
    return token
  }

  /** Null when there is none, or its time is over. */
  async function findDraft(ctx: Ctx, token: string | undefined): Promise<DraftOf<A> | null> {
    const [row] = token ? await ctx.db.select().from(registrationDrafts).where(living(ctx, token)) : []
    return row ? opened(row) : null
  }

  /** @throws Refused('registration_expired') */
  async function getDraft(ctx: Ctx, token: string | undefined): Promise<DraftOf<A>> {
    const draft = await findDraft(ctx, token)
    if (!draft) throw new Refused('registration_expired')
    return draft
  }

  /** Locked until the transaction ends: two tabs write one after the other. @throws Refused('registration_expired') */
  async function lockDraft(tx: Ctx, token: string | undefined): Promise<DraftOf<A>> {
    const [row] = token ? await tx.db.select().from(registrationDrafts).where(living(tx, token)).for('update') : []
    if (!row) throw new Refused('registration_expired')
    return opened(row)
  }

  /** @throws Refused('registration_expired') */
  async function changeDraft(ctx: Ctx, token: string | undefined, change: (answers: A) => A): Promise<void> {
    await inTransaction(ctx, async (tx) => {
      const { id, answers } = await lockDraft(tx, token)
      await tx.db
        .update(registrationDrafts)
        .set({ dataCipher: encrypted(id, change(answers)), expiresAt: later(tx.now, draftLifetime) })
        .where(eq(registrationDrafts.id, id))
    })
  }

  return { createDraft, findDraft, getDraft, lockDraft, changeDraft }
}

/** Housekeeping: drafts whose time is over go, and their files with them. The files first: without the row nobody would find them. */
export async function forgetOldDrafts(ctx: Ctx): Promise<void> {
  const old = await ctx.db.select({ id: registrationDrafts.id }).from(registrationDrafts).where(lt(registrationDrafts.expiresAt, ctx.now))
  for (const { id } of old) {
    await storage().remove(draftPhotoKey(id))
    await storage().remove(draftLicenceKey(id))
    await ctx.db.delete(registrationDrafts).where(eq(registrationDrafts.id, id))
  }
}
