import { seal, unseal } from '@/lib/shared/secrets'

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
  seal('shown-once', JSON.stringify({ staffId, shown, exp: now.getTime() + shownOnceSeconds * 1000 } satisfies Sealed))

/** Null for whoever it is not for, and once it has expired. */
export function openShownOnce(staffId: string, sealed: string | undefined, now: Date): ShownOnce | null {
  const text = sealed ? unseal('shown-once', sealed) : null
  if (text === null) return null
  const content: Sealed = JSON.parse(text)
  return content.staffId === staffId && content.exp > now.getTime() ? content.shown : null
}
