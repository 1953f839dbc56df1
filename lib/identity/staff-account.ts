import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { accounts, staff } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Staff } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { seal, sign, unseal, verifySigned } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { passwordMatches } from './passwords'
import { countRecoveryCodes, newRecoveryCodes, storeRecoveryCodes } from './recovery-codes'
import type { ChangeStaffPasswordInput, StaffCodeInput } from './staff-input'
import { setStaffPassword } from './staff-password'
import { guarded, keepTotp, spendCode } from './staff-sign-in'
import { newTotpSecret } from './totp'

/** 密码与动态口令: what each member of the staff does with an account of their own. */

/** @throws NotFound unless somebody of the staff acts */
function requireStaff(ctx: Ctx<Staff>): void {
  if (ctx.actor.kind !== 'staff') throw new NotFound()
}

export async function getOwnAccount(ctx: Ctx<Staff>) {
  requireStaff(ctx)
  const [row] = await ctx.db
    .select({
      userName: staff.userName,
      name: staff.name,
      totpConfirmedAt: staff.totpConfirmedAt,
      recoveryCipher: staff.recoveryCipher,
      recoveryCodes: staff.recoveryCodes,
    })
    .from(staff)
    .where(eq(staff.id, ctx.actor.id))
  if (!row) throw new NotFound()
  const { recoveryCipher, recoveryCodes, ...account } = row
  return { ...account, recoveryCodesLeft: countRecoveryCodes(ctx.actor.id, { recoveryCipher, recoveryCodes }) }
}

/**
 * All sessions end; the caller begins this one anew.
 * @throws Refused('password_wrong' | 'too_many_attempts' | those of setStaffPassword)
 */
export async function changeStaffPassword(ctx: Ctx<Staff>, input: z.output<typeof ChangeStaffPasswordInput>) {
  requireStaff(ctx)
  await limitAttempts(ctx, `change-password:${ctx.actor.id}`, { max: 10, windowMs: minutes(15) })
  return inTransaction(ctx, async (tx) => {
    const { id } = tx.actor
    const [account] = await tx.db.select({ passwordHash: accounts.passwordHash }).from(accounts).where(eq(accounts.id, id))
    if (!(await passwordMatches(account?.passwordHash, input.current))) throw new Refused('password_wrong', {}, 'current')
    await setStaffPassword(tx, id, input)
    await record(tx, 'staff.password', id)
    return { id }
  })
}

/** The old ones are void. @returns the new ones, told this once @throws Refused('staff_code_wrong' | 'too_many_attempts') */
export async function renewRecoveryCodes(ctx: Ctx<Staff>, { code }: z.output<typeof StaffCodeInput>): Promise<string[]> {
  requireStaff(ctx)
  const { id } = ctx.actor
  return guarded(ctx, id, async (tx) => {
    await spendCode(tx, id, code)
    const codes = newRecoveryCodes()
    await tx.db.update(staff).set(storeRecoveryCodes(id, codes)).where(eq(staff.id, id))
    await record(tx, 'staff.recovery_codes', id)
    return codes
  })
}

type Offer = { id: string; offered: string; exp: number }

/**
 * 更换动态口令, first half: a code of the old one, or a recovery code. Until the second half the old one goes on.
 * @returns a token that holds the secret offered, encrypted
 * @throws Refused('staff_code_wrong' | 'too_many_attempts')
 */
export async function startTotpChange(ctx: Ctx<Staff>, { code }: z.output<typeof StaffCodeInput>): Promise<string> {
  requireStaff(ctx)
  const { id } = ctx.actor
  await guarded(ctx, id, (tx) => spendCode(tx, id, code))
  return sign('totp-change', {
    id,
    offered: seal('totp-offer', newTotpSecret()),
    exp: later(ctx.now, minutes(10)).getTime(),
  } satisfies Offer)
}

/** The secret on offer. @throws Refused('staff_proof_expired') */
export function openTotpChange(ctx: Ctx<Staff>, token: string | undefined): string {
  requireStaff(ctx)
  const offer = token ? verifySigned<Offer>('totp-change', token, ctx.now) : null
  const secret = offer?.id === ctx.actor.id ? unseal('totp-offer', offer.offered) : null
  if (secret === null) throw new Refused('staff_proof_expired')
  return secret
}

/** Second half: a code of the new one. @returns new recovery codes @throws Refused('staff_code_wrong' | 'staff_proof_expired' | 'too_many_attempts') */
export async function finishTotpChange(ctx: Ctx<Staff>, token: string | undefined, { code }: z.output<typeof StaffCodeInput>) {
  const secret = openTotpChange(ctx, token)
  return guarded(ctx, ctx.actor.id, (tx) => keepTotp(tx, ctx.actor.id, secret, code, 'another'))
}
