import type { enterpriseCodeKind } from '@/db/schema/identity'
import type { RefusalCode } from '@/lib/shared/messages'
import { normalizeIdNumber } from '../rules'

export type CodeKind = (typeof enterpriseCodeKind.enumValues)[number]

export const codeKindNames: Record<CodeKind, string> = {
  credit: '统一社会信用代码',
  registration: '注册号',
  organization: '组织机构代码',
}

/** As on licences and in old files: 12345678-9, full-width, small letters, blanks. */
export const normalizeCode = (typed: string) => normalizeIdNumber(typed).replace(/[-－–—‐]/g, '')

/** Each numbering has a length of its own. The region in a credit code (3rd to 8th) is digits; I, O, S, V and Z do not occur. */
const kinds: Record<number, { kind: CodeKind; form: RegExp; holds: (code: string) => boolean }> = {
  18: { kind: 'credit', form: /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/, holds: creditHolds },
  15: { kind: 'registration', form: /^\d{15}$/, holds: registrationHolds },
  9: { kind: 'organization', form: /^[0-9A-Z]{8}[0-9X]$/, holds: organizationHolds },
}

/** A code that is read: which it is, and whether its check digit fails. A few real ones fail, so that is a doubt and no refusal. */
export type ReadCode = { kind: CodeKind; doubtful: boolean }
export type CodeRefusal = { code: Extract<RefusalCode, `enterprise_code_${string}`>; facts: Record<string, string | number> }

/** @param code normalised */
export function readCode(code: string): ReadCode | CodeRefusal {
  if (!code) return { code: 'enterprise_code_missing', facts: {} }
  const known = kinds[code.length]
  if (!known) return { code: 'enterprise_code_length', facts: { length: code.length } }
  if (!known.form.test(code)) return { code: `enterprise_code_${known.kind}`, facts: {} }
  return { kind: known.kind, doubtful: !known.holds(code) }
}

const creditAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditWeights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]

/** GB 32100-2015. Done here: stdnum refuses codes whose check is 0, and those that begin with a letter (村集体经济组织: N2…). */
function creditHolds(code: string): boolean {
  const sum = creditWeights.reduce((total, weight, i) => total + weight * creditAlphabet.indexOf(code[i]!), 0)
  return creditAlphabet[(31 - (sum % 31)) % 31] === code[17]
}

/** GS 15-2006: ISO 7064 MOD 11,10 over all fifteen digits. */
function registrationHolds(code: string): boolean {
  let product = 10
  for (const digit of code.slice(0, 14)) product = (((product + Number(digit)) % 10 || 10) * 2) % 11
  return (product + Number(code[14])) % 10 === 1
}

const organizationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/** GB 11714-1997: A is 10 and so on; 10 is written X, 11 is written 0. */
function organizationHolds(code: string): boolean {
  const sum = organizationWeights.reduce((total, weight, i) => total + weight * Number.parseInt(code[i]!, 36), 0)
  const check = 11 - (sum % 11)
  return code[8] === (check === 10 ? 'X' : check === 11 ? '0' : String(check))
}
