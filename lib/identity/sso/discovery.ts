import { createRemoteJWKSet, customFetch, type JWTVerifyGetKey } from 'jose'
import { z } from 'zod'
import type { OidcSettings } from '@/lib/shared/env'

const Metadata = z.object({
  issuer: z.string(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
})

/** What the provider says of itself (OpenID Connect Discovery), as far as we ask for it besides next-auth. */
export type Provider = z.output<typeof Metadata> & { keys: JWTVerifyGetKey }

/** A provider that does not answer keeps nobody waiting. */
const deadlineMs = 10_000
const keptMs = 10 * 60_000

/** Asks the provider, within a deadline, and only by TLS unless it is on this machine: with an id_token comes who somebody is. */
export const asking =
  (issuer: string): typeof fetch =>
  (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input)
    if (url.protocol !== 'https:' && url.origin !== new URL(issuer).origin) throw new TypeError(`not asked without TLS: ${url.origin}`)
    return fetch(input, { ...init, signal: AbortSignal.timeout(deadlineMs) })
  }

const known = new Map<string, { provider: Promise<Provider>; until: number }>()

/** Asked once in ten minutes; a failure is not remembered. @throws where the provider cannot be reached, or calls itself something else */
export function discover({ issuer }: Pick<OidcSettings, 'issuer'>): Promise<Provider> {
  const kept = known.get(issuer)
  if (kept && kept.until > Date.now()) return kept.provider
  const provider = ask(issuer)
  known.set(issuer, { provider, until: Date.now() + keptMs })
  provider.catch(() => known.delete(issuer))
  return provider
}

async function ask(issuer: string): Promise<Provider> {
  const fetchIt = asking(issuer)
  const answer = await fetchIt(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, { redirect: 'error' })
  if (!answer.ok) throw new Error(`the provider answered ${answer.status} to discovery`)
  const metadata = Metadata.parse(await answer.json())
  if (new URL(metadata.issuer).href !== new URL(issuer).href) throw new Error('the provider calls itself by another issuer')
  return { ...metadata, keys: createRemoteJWKSet(new URL(metadata.jwks_uri), { [customFetch]: fetchIt }) }
}
