import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { type EnterpriseInvoice, enterprises } from '@/db/schema/identity'
import { type Ctx, networkOf } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { limitAttempts } from '@/lib/shared/limits'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { storage } from '@/lib/shared/storage'
import { minutes } from '@/lib/shared/time'
import { draftLicenceKey } from '../drafts'
import { currentVersions } from '../legal'
import { limitChecks } from '../registration-phone'
import { type Picture, redeemCode, sendCode } from '../sms'
import type { AgreeAsEnterpriseInput, ContactCodeInput, ContactInput, UnitInput } from './input'
import { type Licence, prepareLicence } from './licence'
import { enterpriseDrafts } from './registration-drafts'
import { type EnterpriseAnswers, type EnterpriseTypedStep, enterpriseAnswered, enterpriseTypedFields } from './steps'
import { readUnit } from './unit'

const { changeDraft, createDraft, findDraft, getDraft } = enterpriseDrafts

/**
 * 同意协议: begins a draft, or goes on with the one there is. Nothing is kept before.
 * @returns the draft's token
 * @throws Refused('registration_closed' | 'terms_changed' | 'too_many_attempts')
 */
export async function agreeAsEnterprise(ctx: Ctx, token: string | undefined, input: z.output<typeof AgreeAsEnterpriseInput>) {
  if (env().unidentified.length) throw new Refused('registration_closed')
  const consents = { terms: input.terms, privacy: input.privacy }
  const { terms, privacy } = currentVersions()
  if (consents.terms !== terms || consents.privacy !== privacy) throw new Refused('terms_changed')
  const agreedAt = ctx.now.toISOString()
  if (token && (await findDraft(ctx, token))) {
    await changeDraft(ctx, token, (answers) => ({ ...answers, consents, agreedAt }))
    return token
  }
  await limitAttempts(ctx, `register-address:${networkOf(ctx)}`, { max: 200, windowMs: minutes(60) })
  return createDraft(ctx, { consents, agreedAt })
}

/** Puts the answers of a page into the draft; what was typed there and not sent has served. */
const answer = (ctx: Ctx, token: string | undefined, step: EnterpriseTypedStep, change: Partial<EnterpriseAnswers>) =>
  changeDraft(ctx, token, (before) => {
    const typed = { ...before.typed }
    delete typed[step]
    return { ...enterpriseAnswered(before, change), typed }
  })

/** @throws Refused('registration_expired' | 'too_many_attempts' | those of readUnit) */
export async function saveUnit(ctx: Ctx, token: string | undefined, input: z.output<typeof UnitInput>): Promise<void> {
  const { answers } = await getDraft(ctx, token)
  const unit = await readUnit(ctx, input)
  const proved = answers.phoneProved && answers.phone
  const taken = proved && unit.code !== answers.code ? await isCodeTaken(ctx, proved, unit.code) : undefined
  await answer(ctx, token, 'unit', { ...unit, ...(taken !== undefined && { taken }) })
}

/**
 * 联系人 and 手机号: a picture is read before a message is paid for. A phone that is proved already needs no further code.
 * @returns whether a code must be typed now
 * @throws Refused('registration_expired' | 'captcha_wrong' | 'too_many_attempts' | those of sendCode)
 */
export async function saveContact(
  ctx: Ctx,
  token: string | undefined,
  input: z.output<typeof ContactInput> & { captchaToken: string | undefined },
): Promise<boolean> {
  const { answers } = await getDraft(ctx, token)
  const { contactName, phone } = input
  const proved = Boolean(answers.phoneProved) && answers.phone === phone
  if (!proved) {
    await sendCode(ctx, phone, 'register_enterprise', input)
  }
  await answer(ctx, token, 'contact', { contactName, phone })
  return !proved
}

/** @throws Refused('registration_expired' | 'too_many_attempts' | those of sendCode) */
export async function sendContactCodeAgain(ctx: Ctx, token: string | undefined, picture: Picture): Promise<void> {
  const { answers } = await getDraft(ctx, token)
  if (!answers.phone) throw new Refused('registration_expired')
  await sendCode(ctx, answers.phone, 'register_enterprise', picture)
}

/**
 * 短信验证码. Only who has proved a phone learns whether the code already has an account, and only a few times an hour.
 * @throws Refused('registration_expired' | 'sms_code_wrong' | 'sms_code_used_up' | 'too_many_attempts')
 */
export async function proveContact(ctx: Ctx, token: string | undefined, input: z.output<typeof ContactCodeInput>): Promise<void> {
  const { id, answers } = await getDraft(ctx, token)
  const { phone, code } = answers
  if (!phone || !code) throw new Refused('registration_expired')
  if (answers.phoneProved) return // a second press, or the page of another tab
  await limitAttempts(ctx, `register-code:${id}`, { max: 30, windowMs: minutes(60) })
  await redeemCode(ctx, phone, 'register_enterprise', input.code)
  const taken = await isCodeTaken(ctx, phone, code)
  await changeDraft(ctx, token, (before) => (before.phone === phone ? { ...before, phoneProved: true, taken } : before))
}

async function isCodeTaken(ctx: Ctx, provedPhone: string, code: string): Promise<boolean> {
  await limitChecks(ctx, provedPhone)
  const rows = await ctx.db.select({ id: enterprises.id }).from(enterprises).where(eq(enterprises.code, code))
  return rows.length > 0
}

/** Unpacking a picture is dear; an office needs a few tries. */
export async function limitLicences(ctx: Ctx): Promise<void> {
  await limitAttempts(ctx, `licence-address:${networkOf(ctx)}`, { max: 60, windowMs: minutes(10) })
}

/** 营业执照. @throws Refused('registration_expired' | 'too_many_attempts' | those of prepareLicence) */
export async function keepDraftLicence(ctx: Ctx, token: string | undefined, file: Buffer): Promise<void> {
  const draft = await getDraft(ctx, token)
  await limitLicences(ctx)
  const { kind, body } = await prepareLicence(file)
  await storage().put(draftLicenceKey(draft.id), body)
  await changeDraft(ctx, token, (answers) => ({ ...answers, licence: { kind, version: ctx.now.getTime() } }))
}

/** @throws NotFound */
export async function getDraftLicence(ctx: Ctx, token: string | undefined): Promise<Licence> {
  const draft = await findDraft(ctx, token)
  const body = draft?.answers.licence ? await storage().get(draftLicenceKey(draft.id)) : null
  if (!body) throw new NotFound()
  return { kind: draft!.answers.licence!.kind, body }
}

/** 发票信息. @throws Refused('registration_expired') */
export const saveInvoice = (ctx: Ctx, token: string | undefined, invoice: EnterpriseInvoice): Promise<void> =>
  answer(ctx, token, 'invoice', { invoice })

/** What stands in a page that was not sent yet, so that a reload or a cut line loses nothing. Late ones change nothing. */
export async function keepEnterpriseTyped(
  ctx: Ctx,
  token: string | undefined,
  step: EnterpriseTypedStep,
  fields: Record<string, string>,
): Promise<void> {
  const names = enterpriseTypedFields[step]
  const kept = Object.fromEntries(names.flatMap((field) => (field in fields ? [[field, fields[field]!.slice(0, 200)]] : [])))
  if (await findDraft(ctx, token)) await changeDraft(ctx, token, (before) => ({ ...before, typed: { ...before.typed, [step]: kept } }))
}
