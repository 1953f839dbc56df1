import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { accounts, enterprises, trainees } from '@/db/schema/identity'
import { type Buyer, type Ctx, inTransaction } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { sign, verifySigned } from '@/lib/shared/secrets'
import { requireBuyer } from '@/lib/shared/staff'
import { later, minutes } from '@/lib/shared/time'
import { captcha, code, phone } from '../input'
import { passwordMatches } from '../passwords'
import { enterprisePhoneOf, phoneOf } from '../phones'
import { maskPhone, type SmsPurpose } from '../rules'
import { type Picture, redeemCode, sendCode } from '../sms'
import { askPhone } from './ask'
import { phoneWaits } from './queries'

/* 更换手机号 by the account's owner, a trainee or an enterprise. */

export const NewPhoneInput = z.object({ phone, captcha, current: z.string().min(1, '请填写登录密码。').max(200) })
export const NewPhoneCodeInput = z.object({ code })

type Asked = { accountId: string; phone: string; exp: number }
export const phoneChangeSeconds = 10 * 60

const purposes: Record<Buyer['kind'], SmsPurpose> = { trainee: 'register', enterprise: 'register_enterprise' }

/**
 * First step: whoever knows the password, which a session left open does not prove, has a code sent to the new phone.
 * @returns a token for the next step
 * @throws Refused('password_wrong' | 'phone_same' | 'phone_change_waits' | 'captcha_wrong' | 'too_many_attempts' | those of sendCode)
 */
export async function startPhoneChange(
  ctx: Ctx<Buyer>,
  input: z.output<typeof NewPhoneInput> & { captchaToken: string | undefined },
): Promise<string> {
  requireBuyer(ctx)
  const { id: accountId, kind } = ctx.actor
  await limitAttempts(ctx, `change-password:${accountId}`, { max: 10, windowMs: minutes(15) })
  const [account] = await ctx.db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(eq(accounts.id, accountId))
  if (!(await passwordMatches(account?.passwordHash, input.current))) throw new Refused('password_wrong', {}, 'current')
  if ((await lockOwnPhone(ctx)) === input.phone) throw new Refused('phone_same', {}, 'phone')
  if (await phoneWaits(ctx)) throw new Refused('phone_change_waits', {}, 'phone') // before a message is paid for
  await sendCode(ctx, input.phone, purposes[kind], input)
  const exp = later(ctx.now, phoneChangeSeconds * 1000).getTime()
  return sign('own-phone', { accountId, phone: input.phone, exp } satisfies Asked)
}

/** The phone in force, the account's owner locked until the transaction ends. */
async function lockOwnPhone({ actor, db }: Ctx<Buyer>): Promise<string | null> {
  if (actor.kind === 'enterprise') {
    const { id, phoneCipher } = enterprises
    const [unit] = await db.select({ id, phoneCipher }).from(enterprises).where(eq(id, actor.id)).for('update')
    return enterprisePhoneOf(unit!)
  }
  const { id, phoneCipher } = trainees
  const [person] = await db.select({ id, phoneCipher }).from(trainees).where(eq(id, actor.id)).for('update')
  return phoneOf(person!)
}

/** What was asked for, or null when its time is over. */
function read(ctx: Ctx<Buyer>, token: string | undefined): Asked | null {
  const asked = token ? verifySigned<Asked>('own-phone', token, ctx.now) : null
  return asked?.accountId === ctx.actor.id ? asked : null
}

/** @throws Refused('phone_change_expired') */
function open(ctx: Ctx<Buyer>, token: string | undefined): Asked {
  const asked = read(ctx, token)
  if (!asked) throw new Refused('phone_change_expired')
  return asked
}

/** The new phone, masked; null when the time is over. */
export function newPhoneOf(ctx: Ctx<Buyer>, token: string | undefined): string | null {
  const asked = read(ctx, token)
  return asked && maskPhone(asked.phone)
}

/** @throws Refused('phone_change_expired' | those of sendCode) */
export async function sendNewPhoneCode(ctx: Ctx<Buyer>, token: string | undefined, picture: Picture): Promise<void> {
  requireBuyer(ctx)
  await sendCode(ctx, open(ctx, token).phone, purposes[ctx.actor.kind], picture)
}

/**
 * Second step. The password may be known to more than one: the new phone waits, as all that change.
 * @throws Refused('phone_change_expired' | 'too_many_attempts' | 'sms_code_wrong' | 'sms_code_used_up' | those of askPhone)
 */
export async function changePhone(ctx: Ctx<Buyer>, token: string | undefined, input: z.output<typeof NewPhoneCodeInput>): Promise<void> {
  requireBuyer(ctx)
  const { phone } = open(ctx, token)
  const { id: accountId, kind: owner } = ctx.actor
  await limitAttempts(ctx, `change-phone:${accountId}`, { max: 30, windowMs: minutes(60) })
  await redeemCode(ctx, phone, purposes[owner], input.code)
  await inTransaction(ctx, async (tx) => {
    await askPhone(tx, { accountId, owner, before: await lockOwnPhone(tx), phone, reason: null })
  })
}
