import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'

/** Who issues, as it stands on the paper. @throws Refused('issuer_missing'): no certificate bears a name that nobody set */
export function issuer(): string {
  const { issuerName } = env()
  if (!issuerName) throw new Refused('issuer_missing')
  return issuerName
}
