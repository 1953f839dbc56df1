import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { uuidv7 } from '@/db/id'
import { accounts, consents, enterprises, registrationDrafts } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { addressOf, type Ctx, inTransaction } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { Refused } from '@/lib/shared/refused'
import { storage } from '@/lib/shared/storage'
import { draftLicenceKey } from '../drafts'
import { currentVersions } from '../legal'
import { hashPassword } from '../passwords'
import { storedEnterprisePhone } from '../phones'
import { refuseUnfitFor } from '../set-password'
import type { FinishEnterpriseInput } from './input'
import { newLicenceKey } from './licence'
import { enterpriseDrafts } from './registration-drafts'
import { type EnterpriseAnswers, firstEnterpriseGap } from './steps'

const { getDraft, lockDraft } = enterpriseDrafts

/**
 * 完成注册: makes an account that waits for its approval of what the draft holds, and the draft is gone.
 * @returns what begins the session
 * @throws Refused('registration_expired' | 'registration_incomplete' | 'licence_expired' | 'enterprise_code_taken' | those of refuseUnfitFor)
 */
export async function completeEnterpriseRegistration(
  ctx: Ctx,
  token: string | undefined,
  input: z.output<typeof FinishEnterpriseInput>,
): Promise<{ id: string }> {
  const draft = await getDraft(ctx, token)
  requireWhole(draft.answers)
  const { code, phone, contactName, name: employer } = draft.answers
  refuseUnfitFor({ code, phone, contactName, employer }, input)
  const passwordHash = await hashPassword(input.password)
  const id = uuidv7()
  const licenceKey = await storeLicence(id, draft.id, draft.answers)
  try {
    await inTransaction(ctx, async (tx) => {
      const { answers } = await lockDraft(tx, token)
      requireWhole(answers)
      if (answers.licence!.version !== draft.answers.licence!.version) throw new Refused('registration_incomplete') // another tab sent one
      await insertEnterprise(tx, id, answers, passwordHash, licenceKey)
      await tx.db.delete(registrationDrafts).where(eq(registrationDrafts.id, draft.id))
      await record(tx, 'enterprise.register', id, { code: answers.code, codeDoubtful: answers.codeDoubtful })
    })
  } catch (error) {
    await storage().remove(licenceKey)
    throw error
  }
  await storage()
    .remove(draftLicenceKey(draft.id))
    .catch((error) => log().error({ err: error, draft: draft.id }, 'a draft licence was left behind'))
  return { id }
}

function requireWhole(answers: EnterpriseAnswers): void {
  if (firstEnterpriseGap(answers, currentVersions()) !== 'password') throw new Refused('registration_incomplete')
}

async function storeLicence(enterpriseId: string, draftId: string, answers: EnterpriseAnswers): Promise<string> {
  const body = await storage().get(draftLicenceKey(draftId))
  if (!body) throw new Refused('licence_expired')
  const key = newLicenceKey(enterpriseId, answers.licence!.kind)
  await storage().put(key, body)
  return key
}

/** Codes are unique: of two who register the same one, the later is refused here. */
async function insertEnterprise(tx: Ctx, id: string, answers: EnterpriseAnswers, passwordHash: string, licenceKey: string) {
  await tx.db.insert(accounts).values({ id, passwordHash, createdAt: tx.now })
  const inserted = await tx.db
    .insert(enterprises)
    .values({
      id,
      name: answers.name!,
      kind: answers.kind!,
      codeKind: answers.codeKind!,
      code: answers.code!,
      codeDoubtful: answers.codeDoubtful!,
      regionCode: answers.regionCode!,
      address: answers.address!,
      contactName: answers.contactName!,
      ...storedEnterprisePhone(id, answers.phone!),
      licenceKey,
      invoice: answers.invoice!,
      submittedAt: tx.now,
    })
    .onConflictDoNothing({ target: enterprises.code })
    .returning({ id: enterprises.id })
  if (!inserted.length) throw new Refused('enterprise_code_taken')
  const agreedAt = new Date(answers.agreedAt)
  await tx.db.insert(consents).values(
    (['terms', 'privacy'] as const).map((document) => ({
      accountId: id,
      document,
      version: answers.consents[document],
      agreedAt,
      address: addressOf(tx),
    })),
  )
}
