import { everybodysCookies, fill, nobody, places } from './places'
import { expect, test } from './portal'

const ask = (path: string, init: RequestInit = {}) => fetch(process.env.PORTAL! + path, { redirect: 'manual', ...init })

test('every page and route says how a browser is to treat its answer, and nobody keeps one that is for somebody', async () => {
  const odd: string[] = []
  for (const cookie of await everybodysCookies()) {
    const queue = [...places]
    const work = async () => {
      for (let place = queue.shift(); place; place = queue.shift()) {
        const path = fill(place.address, nobody)
        const { status, headers } = await ask(path, { headers: { cookie, origin: 'https://elsewhere.example' } })
        const complain = (what: string) => odd.push(`${path} as ${cookie.split('=')[0] || 'visitor'} (${status}): ${what}`)
        if (headers.get('x-content-type-options')?.split(', ')[0] !== 'nosniff') complain('no nosniff')
        if (!headers.get('content-security-policy')?.includes("frame-ancestors 'none'")) complain('may be framed')
        if (headers.get('referrer-policy') !== 'same-origin') complain('tells others where somebody was')
        if (headers.has('access-control-allow-origin')) complain('lets other origins read')
        if (headers.has('x-powered-by') || headers.has('server')) complain('names what runs')
        const kept = headers.get('cache-control') ?? ''
        const isText = place.file.endsWith('page.tsx')
        if (status === 200 && cookie && !/no-store/.test(kept) && (isText || place.file.startsWith('api/')))
          complain(`may be kept: ${kept}`)
      }
    }
    await Promise.all(Array.from({ length: 6 }, work))
  }
  expect(odd).toEqual([])
})

test('what is not needed is not there', async () => {
  const statusOf = async (path: string, init?: RequestInit) => (await ask(path, init)).status
  expect(await statusOf('/_next/image?url=%2Ffavicon.svg&w=64&q=75')).toBe(404)
  expect(await statusOf('/_next/static')).toBe(404)
  expect(await statusOf('/_next/static/chunks')).toBe(404)
  expect(await statusOf('/.git/config')).toBe(404)
  expect(await statusOf('/.env')).toBe(404)
  expect(await statusOf('/package.json')).toBe(404)
  expect(await statusOf('/', { method: 'PUT' })).toBe(405)
  expect(await statusOf('/', { method: 'PROPFIND' })).toBe(405)
})

test('a post from another site changes nothing, at routes and at actions', async () => {
  const origin = 'https://elsewhere.example'
  for (const path of ['/', '/api/rosters/upload', '/register/photo/file', '/group/register/licence/file', '/profile/photo/file'])
    expect((await ask(path, { method: 'POST', headers: { origin }, body: new FormData() })).status, path).toBe(403)
})

test('whom to tell of a hole, and what search engines may keep', async () => {
  const hole = await (await ask('/.well-known/security.txt')).text()
  expect(hole).toMatch(/^Contact: tel:\d+\nExpires: \d{4}-.*Z\n/)
  expect(new Date(/^Expires: (.*)$/m.exec(hole)![1]!).getTime()).toBeGreaterThan(Date.now())
  expect(await (await ask('/robots.txt')).text()).toContain('Disallow: /admin')
  expect((await ask('/')).headers.has('x-robots-tag')).toBe(false)
  expect((await ask('/admin/sign-in')).headers.get('x-robots-tag')).toBe('noindex')
})

test('an address that is no text is a page that says so, without a fault in the log', async ({ page, expectConsole }) => {
  expectConsole(/400/)
  const answer = await page.goto('/courses/%E4%BD')
  expect(answer?.status()).toBe(400)
  await expect(page.getByRole('heading', { name: '网址不正确' })).toBeVisible()
  await page.getByRole('link', { name: '返回首页' }).click()
  await expect(page).toHaveURL(`${process.env.PORTAL!}/`)
})
