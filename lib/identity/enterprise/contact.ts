import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts, type EnterpriseInvoice, enterprises } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { sign, verifySigned } from '@/lib/shared/secrets'
import { requireApproved } from '@/lib/shared/staff'
import { later, minutes } from '@/lib/shared/time'
import { checkCaptcha } from '../captcha'
import { passwordMatches } from '../passwords'
import { maskPhone } from '../rules'
import { redeemCode, sendCode } from '../sms'
import type { ContactCodeInput, ContactNameInput, NewPhoneInput } from './input'

type Contact = z.output<typeof ContactNameInput> & { invoice: EnterpriseInvoice }

/** 联系人, and the 发票信息 with which the next orders are prefilled. */
export async function changeContact(ctx: Ctx<Enterprise>, { contactName, invoice }: Contact): Promise<void> {
  requireApproved(ctx)
  await change(ctx, { contactName, invoice })
}

const change = (ctx: Ctx<Enterprise>, values: Contact | { phone: string }) =>
  inTransaction(ctx, async (tx) => {
    await tx.db.update(enterprises).set(values).where(eq(enterprises.id, tx.actor.id))
    await record(tx, 'phone' in values ? 'enterprise.phone' : 'enterprise.contact', tx.actor.id)
  })

type PhoneChange = { enterpriseId: string; phone: string; exp: number }
export const phoneChangeSeconds = 10 * 60

/**
 * 更换手机号, first step: whoever knows the password, which a session left open does not prove, has a code sent to the new phone.
 * @returns a token for the next step
 * @throws Refused('password_wrong' | 'phone_same' | 'captcha_wrong' | 'too_many_attempts' | those of sendCode)
 */
export async function startPhoneChange(
  ctx: Ctx<Enterprise>,
  input: z.output<typeof NewPhoneInput> & { captchaToken: string | undefined },
): Promise<string> {
  requireApproved(ctx)
  await limitAttempts(ctx, `change-password:${ctx.actor.id}`, { max: 10, windowMs: minutes(15) })
  await checkCaptcha(ctx, input.captchaToken, input.captcha)
  const [row] = await ctx.db
    .select({ phone: enterprises.phone, passwordHash: accounts.passwordHash })
    .from(enterprises)
    .innerJoin(accounts, eq(accounts.id, enterprises.id))
    .where(eq(enterprises.id, ctx.actor.id))
  if (!(await passwordMatches(row?.passwordHash, input.current))) throw new Refused('password_wrong', {}, 'current')
  if (row?.phone === input.phone) throw new Refused('phone_same', {}, 'phone')
  await sendCode(ctx, input.phone, 'register_enterprise')
  const exp = later(ctx.now, phoneChangeSeconds * 1000).getTime()
  return sign('enterprise-phone', { enterpriseId: ctx.actor.id, phone: input.phone, exp } satisfies PhoneChange)
}

/** What was asked for, or null when its time is over. */
function read(ctx: Ctx<Enterprise>, token: string | undefined): PhoneChange | null {
  const asked = token ? verifySigned<PhoneChange>('enterprise-phone', token, ctx.now) : null
  return asked?.enterpriseId === ctx.actor.id ? asked : null
}

/** @throws Refused('phone_change_expired') */
function open(ctx: Ctx<Enterprise>, token: string | undefined): PhoneChange {
  const asked = read(ctx, token)
  if (!asked) throw new Refused('phone_change_expired')
  return asked
}

/** The new phone, masked; null when the time is over. */
export function newPhoneOf(ctx: Ctx<Enterprise>, token: string | undefined): string | null {
  const asked = read(ctx, token)
  return asked && maskPhone(asked.phone)
}

/** @throws Refused('phone_change_expired' | those of sendCode) */
export async function sendNewPhoneCode(ctx: Ctx<Enterprise>, token: string | undefined): Promise<void> {
  requireApproved(ctx)
  await sendCode(ctx, open(ctx, token).phone, 'register_enterprise')
}

/** 更换手机号, second step. @throws Refused('phone_change_expired' | 'too_many_attempts' | 'sms_code_wrong' | 'sms_code_used_up') */
export async function changePhone(ctx: Ctx<Enterprise>, token: string | undefined, input: z.output<typeof ContactCodeInput>) {
  requireApproved(ctx)
  const { phone } = open(ctx, token)
  await limitAttempts(ctx, `change-phone:${ctx.actor.id}`, { max: 30, windowMs: minutes(60) })
  await redeemCode(ctx, phone, 'register_enterprise', input.code)
  await change(ctx, { phone })
}
