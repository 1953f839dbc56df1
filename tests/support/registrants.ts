import { randomInt } from 'node:crypto'
import type { DocumentKind } from '@/lib/identity/documents'
import { currentVersions } from '@/lib/identity/legal'
import { completeRegistration, type Finish } from '@/lib/identity/register'
import { agreeToTerms, saveEmployment, saveIdentity, savePassword } from '@/lib/identity/registration-answers'
import { provePhone, savePhone } from '@/lib/identity/registration-phone'
import type { Ctx } from '@/lib/shared/context'
import { aSolvedCaptcha } from './captcha'
import { codeSentTo } from './phone'
import { anIdNumber, aRegion, asVisitor, noon, password } from './world'

/** People on their way through 学员注册. */

export const agreement = () => ({ agreed: 'on' as const, sensitive: 'on' as const, ...currentVersions() })

export const aPhoneNumber = () => `139${randomInt(10_000_000, 100_000_000)}`

export type Registrant = { name?: string; documentKind?: DocumentKind; idNumber?: string; phone?: string; now?: Date; ctx?: Ctx }
type Stage = 'consent' | 'identity' | 'phone' | 'proved' | 'password' | 'employment'
const stages: Stage[] = ['consent', 'identity', 'phone', 'proved', 'password', 'employment']

/** Somebody who has come so far, and has everything filled in until then. */
export async function aRegistrant(until: Stage = 'employment', given: Registrant = {}) {
  const { name = '张丽华', documentKind = 'resident_id', idNumber = anIdNumber(), phone = aPhoneNumber(), now = noon } = given
  const ctx = given.ctx ?? asVisitor(undefined, now)
  const token = await agreeToTerms(ctx, undefined, agreement())
  const fill: Record<Exclude<Stage, 'consent'>, () => Promise<unknown>> = {
    identity: () => saveIdentity(ctx, token, { name, documentKind, idNumber }),
    phone: () => savePhone(ctx, token, { phone, ...aSolvedCaptcha(now) }),
    proved: async () => provePhone(ctx, token, { code: await codeSentTo(phone) }),
    password: () => savePassword(ctx, token, { password, repeated: password }),
    employment: async () =>
      saveEmployment(ctx, token, { employer: '唐山云桥市政工程有限公司', regionCode: await aRegion(), technicalGrade: '工程师' }),
  }
  for (const stage of stages.slice(1, stages.indexOf(until) + 1) as Exclude<Stage, 'consent'>[]) await fill[stage]()
  const finish = (how: Finish = { photo: 'none' }) => completeRegistration(ctx, token, how)
  return { ctx, token, name, documentKind, idNumber, phone, finish }
}
