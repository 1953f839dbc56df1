'use server'
import { z } from 'zod'
import { type Verified, verifyByNumber } from '@/lib/certificates/queries'
import { normalizeCertificateNumber } from '@/lib/certificates/rules'
import { normalizeName } from '@/lib/identity/rules'
import { pageCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'
import type { FormState } from '@/lib/shared/form-state'

const VerifyInput = z.object({
  number: z.string().transform(normalizeCertificateNumber).pipe(z.string().min(1, '请填写证书编号。').max(64, '证书编号最多 64 个字符。')),
  name: z.string().transform(normalizeName).pipe(z.string().min(1, '请填写姓名。').max(50, '姓名最多 50 个字。')),
})

export type VerifyState = FormState & { verified?: Verified }

/** 证书查询 by number and name; the answer comes back with the form. */
export async function verifyAction(state: VerifyState, form: FormData): Promise<VerifyState> {
  let verified: Verified | undefined
  const run = formAction(pageCtx, VerifyInput, async (ctx, { number, name }) => {
    verified = await verifyByNumber(ctx, number, name)
  })
  return { ...(await run(state, form)), verified }
}
