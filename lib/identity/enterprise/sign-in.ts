import type { z } from 'zod'
import type { Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import type { Claim } from '../guessing'
import { admitAttempt, type Brought, prove } from '../sign-in'
import type { EnterpriseSignInInput } from './input'
import { findEnterpriseByCode } from './queries'

export const enterpriseSignInKey = (code: string) => `sign-in-enterprise:${code}`

type Attempt = Omit<z.output<typeof EnterpriseSignInInput>, 'next'> & Brought

/**
 * Through the door of enterprises, also while the registration waits or was rejected: what then opens is how it stands.
 * @throws Refused('group_sign_in_wrong' | 'group_sign_in_wrong_wait' | those of admitAttempt)
 */
export async function signInEnterprise(ctx: Ctx, input: Attempt): Promise<{ id: string }> {
  const claim: Claim = { door: 'enterprise', name: input.enterpriseCode, key: enterpriseSignInKey(input.enterpriseCode) }
  const account = await findEnterpriseByCode(ctx, input.enterpriseCode)
  const attempt = await admitAttempt(ctx, claim, input, account)
  const wrong = (wait: string | null) =>
    wait ? new Refused('group_sign_in_wrong_wait', { wait }, 'password') : new Refused('group_sign_in_wrong', {}, 'password')
  const { id } = await prove(ctx, attempt, account, input.password, wrong)
  return { id }
}
