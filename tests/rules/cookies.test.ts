import fs from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type CookieName, cookieName, cookieOptions, cookieTable } from '@/lib/shared/cookie-table'
import { forgetCookie, keepCookie } from '@/lib/shared/cookies'

let appUrl = 'https://xueshi.example'
vi.mock('@/lib/shared/env', () => ({ env: () => ({ appUrl }) }))

const jar: Parameters<typeof setting>[] = []
const setting = (name: string, value: string, options: Record<string, unknown>) => ({ name, value, options })
vi.mock('next/headers', () => ({ cookies: async () => ({ set: (...args: Parameters<typeof setting>) => jar.push(args) }) }))

beforeEach(() => {
  jar.length = 0
  appUrl = 'https://xueshi.example'
})
afterEach(() => vi.clearAllMocks())

const names = Object.keys(cookieTable) as CookieName[]
const sealed = names.filter((name) => !('script' in cookieTable[name]))

/** What a browser demands of a name (RFC 6265bis, 4.1.3): it throws away a cookie that does not keep it. */
function keepsItsPrefix(name: string, { secure, path, domain }: { secure?: unknown; path?: unknown; domain?: unknown }): boolean {
  if (name.startsWith('__Host-')) return secure === true && path === '/' && domain === undefined
  return !name.startsWith('__Secure-') || secure === true
}

describe.each(sealed)('the cookie %s', (name) => {
  test('is Secure under a prefix, HttpOnly and Lax when the portal is reached by https, also when it is forgotten', async () => {
    await keepCookie(name, 'value', 60)
    await forgetCookie(name)
    for (const [sent, value, options] of jar) {
      expect(options).toEqual({
        httpOnly: true,
        sameSite: 'lax',
        secure: true,
        path: cookieTable[name].path,
        maxAge: value ? 60 : 0,
      })
      expect(sent).toMatch(cookieTable[name].path === '/' ? /^__Host-/ : /^__Secure-/)
      expect(keepsItsPrefix(sent, options)).toBe(true)
    }
    expect(jar).toHaveLength(2)
  })

  test('has its plain name over http, where no browser would keep another', () => {
    appUrl = 'http://127.0.0.1:3000'
    expect(cookieName(name)).toBe(name)
    expect(cookieOptions(name, 60).secure).toBe(false)
  })
})

describe('no cookie comes about elsewhere', () => {
  const root = path.resolve(import.meta.dirname, '../..')
  const sources = ['app', 'components', 'lib', 'server.ts'].flatMap((place) =>
    place.endsWith('.ts')
      ? [place]
      : fs
          .readdirSync(path.join(root, place), { recursive: true, encoding: 'utf8' })
          .filter((file) => /\.tsx?$/.test(file))
          .map((file) => path.join(place, file)),
  )
  const saying = (pattern: RegExp) => sources.filter((file) => pattern.test(fs.readFileSync(path.join(root, file), 'utf8')))

  test.each<[string, RegExp, string[]]>([
    ['asks Next for them', /import \{[^}]*\bcookies\b[^}]*\} from 'next\/headers'/, ['lib/shared/cookies.ts']],
    ['writes a header of its own', /['"`]set-cookie['"`]/i, []],
    ['sets one by script', /document\.cookie\s*=/, ['components/ui/elder-toggle.tsx']],
    ['lets next-auth set one', /from '(next-auth|@auth\/core)'/, ['lib/identity/auth.ts', 'lib/identity/sso/oidc.ts']],
  ])('%s', (_, pattern, known) => {
    expect(saying(pattern)).toEqual(known)
  })
})
