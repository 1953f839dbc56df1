import { decrypt, encrypt } from '@/lib/shared/secrets'

/**
 * What is told to one person once: recovery codes, the first password of somebody new. It is kept nowhere but, encrypted, in the browser of
 * whoever it is for, until that person says to have written it down, and ten minutes at most.
 */
export type ShownOnce =
  | { kind: 'recovery_codes'; codes: string[] }
  | { kind: 'first_password'; userName: string; name: string; password: string }

export const shownOnceSeconds = 600

type Sealed = { staffId: string; exp: number; shown: ShownOnce }

export const sealShownOnce = (staffId: string, shown: ShownOnce, now: Date) =>
  encrypt(JSON.stringify({ staffId, shown, exp: now.getTime() + shownOnceSeconds * 1000 } satisfies Sealed))

/** Null for whoever it is not for, and once it has expired. */
export function openShownOnce(staffId: string, sealed: string | undefined, now: Date): ShownOnce | null {
  if (!sealed) return null
  try {
    const content: Sealed = JSON.parse(decrypt(sealed).toString())
    return content.staffId === staffId && content.exp > now.getTime() ? content.shown : null
  } catch {
    return null // a cookie that somebody else made, or of an older key
  }
}
