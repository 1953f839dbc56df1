import type { OidcSettings } from '@/lib/shared/env'
import { checksumHolds } from '../check-document'
import { cardKindOf, isCardNumber, refusalToDocument } from '../documents'
import { normalizeIdNumber } from '../rules'

/** What the provider says of somebody: of the id_token, and of the userinfo endpoint where that holds more. */
export type Claims = Record<string, unknown>

/** `name`: must be true. `name=value`: must be that value, or one of several. `always`: the provider holds no unverified numbers. */
function isVerified(claims: Claims, rule: string): boolean {
  if (rule === 'always') return true
  const [, name = rule, wanted = 'true'] = /^([^=]+)=(.+)$/.exec(rule) ?? []
  const said = Object.hasOwn(claims, name) ? claims[name] : undefined
  return [said]
    .flat()
    .some((one) => (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') && String(one) === wanted)
}

/**
 * The ID number that the provider has verified, or null: not given, not verified, or no number of an identity card. Passports are left
 * out: their numbers are told apart from nothing, and change.
 */
export function verifiedIdNumber(
  claims: Claims,
  { idNumberClaim, idVerifiedClaim }: Pick<OidcSettings, 'idNumberClaim' | 'idVerifiedClaim'>,
  now: Date,
): string | null {
  if (!idNumberClaim || !idVerifiedClaim || !Object.hasOwn(claims, idNumberClaim)) return null
  const said = claims[idNumberClaim]
  if (typeof said !== 'string' || said.length > 30 || !isVerified(claims, idVerifiedClaim)) return null
  const number = normalizeIdNumber(said)
  const kind = isCardNumber(number) ? cardKindOf(number) : null
  return kind && !refusalToDocument(kind, number, checksumHolds(number), now) ? number : null
}

/** Whether the provider says that it asked for a second factor: by `acr`, or among the methods in `amr` (RFC 8176). */
export const saysMfa = ({ acr, amr }: Claims, mfa: string | undefined): boolean =>
  Boolean(mfa) && (acr === mfa || (Array.isArray(amr) && amr.includes(mfa)))
