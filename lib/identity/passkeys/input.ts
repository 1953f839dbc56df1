import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { normalizeText } from '../rules'

const name = z
  .string()
  .transform(normalizeText)
  .pipe(z.string().min(1, '请给通行密钥起一个名称，例如“办公室电脑”。').max(30, '名称最多 30 个字。'))
const current = z.string().min(1, '请填写密码。').max(200)
/** A credential's id, base64url. */
const passkeyId = z.string().regex(/^[\w-]{1,1400}$/)

/** What the browser's WebAuthn gave, as JSON. Only its outline is read here: all of it is checked with its signature. */
const answer = <T>() =>
  z
    .string()
    .max(20_000)
    .transform((text, context): T => {
      try {
        const read = z.looseObject({ id: z.string().max(2000), response: z.looseObject({}) }).parse(JSON.parse(text))
        return read as T
      } catch {
        context.addIssue('浏览器没有给出通行密钥，请重试。')
        return z.NEVER
      }
    })

export const OfferPasskeyInput = z.object({ name, current })
export const AddPasskeyInput = z.object({ name, response: answer<RegistrationResponseJSON>() })
export const RenamePasskeyInput = z.object({ passkeyId, name })
export const RemovePasskeyInput = z.object({ passkeyId, current })
export const ProvePasskeyInput = z.object({ response: answer<AuthenticationResponseJSON>(), next: z.string().max(500).optional() })
