import { env } from './env'

type Header = (name: string) => string | null | undefined

/**
 * Where a request that changes something was sent from, by what browsers say themselves and no page can change: one of our pages, whatever name
 * the portal is reached by; a page of somebody else; or no browser at all.
 */
export function senderOf(header: Header): 'here' | 'elsewhere' | 'no browser' {
  const [origin, site] = [header('origin'), header('sec-fetch-site')]
  if (site && site !== 'same-origin') return 'elsewhere'
  if (!origin) return site ? 'here' : 'no browser'
  if (!URL.canParse(origin)) return 'elsewhere' // "null" among them: a frame or file that hides where it comes from
  const { host } = new URL(origin)
  return host === header('host') || host === new URL(env().appUrl).host ? 'here' : 'elsewhere'
}
