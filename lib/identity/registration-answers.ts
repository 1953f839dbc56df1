import { count, eq } from 'drizzle-orm'
import type { z } from 'zod'
import { regions } from '@/db/schema/identity'
import { type Ctx, networkOf } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { minutes } from '@/lib/shared/time'
import { checkDocument } from './check-document'
import { refuseShortened } from './employers'
import { currentVersions } from './legal'
import { hashPassword } from './passwords'
import { changeDraft, createDraft, findDraft, getDraft } from './registration-draft'
import type { AgreeInput, EmploymentInput, IdentityInput, NewPasswordInput } from './registration-input'
import { isTaken } from './registration-phone'
import { type Answers, answered, type TypedStep, typedFields } from './registration-steps'
import { refuseUnfitFor } from './set-password'

/**
 * 同意协议: begins a draft, or goes on with the one there is. Nothing personal is kept before.
 * @returns the draft's token
 * @throws Refused('registration_closed' | 'terms_changed' | 'too_many_attempts')
 */
export async function agreeToTerms(ctx: Ctx, token: string | undefined, input: z.output<typeof AgreeInput>): Promise<string> {
  if (env().unidentified.length) throw new Refused('registration_closed')
  const consents = { terms: input.terms, privacy: input.privacy, sensitive_data: input.sensitive_data }
  const current = currentVersions()
  if (Object.entries(current).some(([document, version]) => consents[document as keyof typeof consents] !== version))
    throw new Refused('terms_changed')
  const agreedAt = ctx.now.toISOString()
  if (token && (await findDraft(ctx, token))) {
    await changeDraft(ctx, token, (answers) => ({ ...answers, consents, agreedAt }))
    return token
  }
  await limitAttempts(ctx, `register-address:${networkOf(ctx)}`, { max: 200, windowMs: minutes(60) })
  return createDraft(ctx, { consents, agreedAt })
}

/** Puts the answers of a page into the draft; what was typed there and not sent has served. */
const answer = (ctx: Ctx, token: string | undefined, step: TypedStep | null, change: Partial<Answers>) =>
  changeDraft(ctx, token, (before) => {
    const typed = { ...before.typed }
    if (step) delete typed[step]
    return { ...answered(before, change), typed }
  })

/**
 * 姓名, 证件类型 and 证件号码. Whether the number has an account is asked here only of somebody whose phone is already proved.
 * @throws Refused('registration_expired' | 'too_many_attempts' | those of checkDocument)
 */
export async function saveIdentity(ctx: Ctx, token: string | undefined, input: z.output<typeof IdentityInput>): Promise<void> {
  const { answers } = await getDraft(ctx, token)
  checkDocument(input.documentKind, input.idNumber, ctx.now)
  const proved = answers.phoneProved && answers.phone
  const taken = proved && input.idNumber !== answers.idNumber ? await isTaken(ctx, answers.phone!, input.idNumber) : undefined
  await answer(ctx, token, 'identity', { ...input, ...(taken !== undefined && { taken }) })
}

/** @throws Refused('registration_expired' | those of refuseUnfitFor) */
export async function savePassword(ctx: Ctx, token: string | undefined, input: z.output<typeof NewPasswordInput>): Promise<void> {
  const { answers } = await getDraft(ctx, token)
  const { name, idNumber, phone, employer } = answers
  refuseUnfitFor({ name, idNumber, phone, employer }, input)
  await answer(ctx, token, null, { passwordHash: await hashPassword(input.password) })
}

/** @throws Refused('registration_expired' | 'region_unknown' | 'employer_shortened') */
export async function saveEmployment(ctx: Ctx, token: string | undefined, input: z.output<typeof EmploymentInput>): Promise<void> {
  const [known] = await ctx.db.select({ n: count() }).from(regions).where(eq(regions.code, input.regionCode))
  if (!known?.n) throw new Refused('region_unknown', {}, 'regionCode')
  const { isFullName, ...employment } = input
  await refuseShortened(ctx, { ...employment, isFullName: isFullName === 'yes' })
  await answer(ctx, token, 'employment', employment)
}

/** What stands in a page that was not sent yet, so that a reload or a cut line loses nothing. Late ones change nothing. */
export async function keepTyped(ctx: Ctx, token: string | undefined, step: TypedStep, fields: Record<string, string>): Promise<void> {
  const kept = Object.fromEntries(typedFields[step].flatMap((field) => (field in fields ? [[field, fields[field]!.slice(0, 200)]] : [])))
  if (await findDraft(ctx, token)) await changeDraft(ctx, token, (before) => ({ ...before, typed: { ...before.typed, [step]: kept } }))
}
