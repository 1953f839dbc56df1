import { normalizeIdNumber } from '@/lib/identity/rules'
import { decrypt, encrypt } from '@/lib/shared/secrets'
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

const sealed = (number: string) => `~${encrypt(`typed:${number}`)}`

/** The same as it was typed; what is not sealed, or not by us, is what it is. */
export function openTyped(q: string): string {
  if (!/^~[\w-]{40,}$/.test(q)) return q
  try {
    const [, typed] = /^typed:(.*)$/s.exec(decrypt(q.slice(1)).toString()) ?? []
    return typed ?? q
  } catch {
    return q // of another key, or cut off
  }
}
