import type { z } from 'zod'
import { addressOf, type Ctx } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { prove, recordSession } from '../sign-in'
import type { EnterpriseSignInInput } from './input'
import { findEnterpriseByCode } from './queries'

export const enterpriseSignInKey = (code: string) => `sign-in-enterprise:${code}`

type Attempt = Omit<z.output<typeof EnterpriseSignInInput>, 'next'> & { captchaToken: string | undefined }

/**
 * Through the door of enterprises, also while the registration waits or was rejected: what then opens is how it stands.
 * @throws Refused('group_sign_in_wrong' | 'sign_in_locked' | 'captcha_wrong' | 'too_many_attempts')
 */
export async function signInEnterprise(ctx: Ctx, input: Attempt) {
  const find = () => findEnterpriseByCode(ctx, input.enterpriseCode)
  const wrong = (left: number) => new Refused('group_sign_in_wrong', { left }, 'password')
  const { id, name, state, sessionVersion } = await prove(ctx, enterpriseSignInKey(input.enterpriseCode), input, find, wrong)
  return recordSession(ctx, { kind: 'enterprise', id, name, status: state, address: addressOf(ctx) }, sessionVersion)
}
