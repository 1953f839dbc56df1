import { normalizeIdNumber } from '@/lib/identity/rules'
import { seal, unseal } from '@/lib/shared/secrets'
import { recognise } from './people-query'

/**
 * What was looked for stands in the address of a list, and addresses are kept: by browsers, by proxies in their logs. The number of a person
 * or a phone, also half of one, stands there sealed.
 */
export function sealTyped(typed: string): string {
  const asked = recognise(typed)
  if (asked.kind === 'id_number') return sealed(asked.idNumber)
  if (asked.kind === 'phone') return sealed(asked.phone)
  return asked.kind === 'unfinished' ? sealed(normalizeIdNumber(typed).slice(0, 40)) : typed
}

const sealed = (number: string) => `~${seal('typed-number', number)}`

/** The same as it was typed; what is not sealed, or not by us, is what it is. */
export function openTyped(q: string): string {
  return /^~[\w-]{38,}$/.test(q) ? (unseal('typed-number', q.slice(1)) ?? q) : q
}
