import { NextRequest } from 'next/server'

/** What a browser holds for the portal: what `next/headers` gives and takes in tests that call route handlers. One a test file. */
export const jar = new Map<string, string>()
/** The client's headers besides cookies; `host` may lie. */
export const sent = new Headers()

const store = {
  get: (name: string) => (jar.has(name) ? { name, value: jar.get(name)! } : undefined),
  has: (name: string) => jar.has(name),
  set: (name: string, value: string, options?: { maxAge?: number }) => void keep(name, value, options?.maxAge === 0),
}

export const nextHeaders = { cookies: async () => store, headers: async () => sent }

function keep(name: string, value: string, gone = false) {
  if (gone || !value) jar.delete(name)
  else jar.set(name, value)
}

/** A request of this browser to the portal, with its cookies. */
export const requestTo = (url: string, init: { method?: string; body?: BodyInit; headers?: Record<string, string> } = {}) =>
  new NextRequest(url, {
    ...init,
    headers: { ...init.headers, cookie: [...jar].map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('; ') },
  })

/** Keeps what an answer sets, and says where it leads. */
export function follow(answer: Response): string {
  for (const line of answer.headers.getSetCookie()) {
    const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
    keep(name!, decodeURIComponent(value!), /max-age=0/i.test(line))
  }
  return answer.headers.get('location') ?? `${answer.status}`
}

/** Goes to the provider as a browser does, says who one is, and comes back. @returns the address of the portal it leads back to */
export async function atProvider(address: string, as: string, portal: string): Promise<string> {
  const cookies = new Map<string, string>()
  for (let url = new URL(address), i = 0; i < 10; i++) {
    if (url.pathname.startsWith('/interaction/')) url.searchParams.set('as', as)
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
    })
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!
      cookies.set(name!, value!)
    }
    const location = answer.headers.get('location')
    if (!location) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`)
    url = new URL(location, url)
    if (url.origin === portal) return url.href
  }
  throw new Error('the provider led nowhere')
}
