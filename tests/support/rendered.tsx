import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime'
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime'
import type { ComponentType, ReactNode } from 'react'
import { renderToReadableStream } from 'react-dom/server.edge'
import { vi } from 'vitest'
import { SiteProvider } from '@/app/_components/site'
import { sessionCookieName } from '@/lib/identity/session-token'
import { openSession } from '@/lib/identity/sessions'
import type { Ctx, Door } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { jar, sent } from './browser'
import { asSystem } from './world'

/*
 * Pages as they are rendered for somebody: the page's own component, with a session of theirs, at their time. A file that opens pages mocks
 * 'next/headers' with `nextHeaders` of browser.ts.
 */

type Given = { params: Promise<Record<string, string>>; searchParams: Promise<Record<string, string>> }
type Page = { default: ComponentType<Given>; generateMetadata?: (given: Given) => Promise<unknown> }
const pages = import.meta.glob<Page>('/app/**/page.tsx')

/** Every page's address, its parameters still open: /admin/refunds/[requestId]. */
export const addresses = new Map(
  Object.keys(pages).map((file) => [
    file
      .replace(/^\/app/, '')
      .replace(/\/\([^/]+\)/g, '')
      .replace(/\/page\.tsx$/, '') || '/',
    file,
  ]),
)

/** The form of an address, and what stands in it for its parameters. */
function resolve(path: string): { form: string; params: Record<string, string> } {
  const parts = path.split('/')
  const fits = [...addresses.keys()].flatMap((form) => {
    const slots = form.split('/')
    if (slots.length !== parts.length) return []
    const params: Record<string, string> = {}
    for (const [i, slot] of slots.entries()) {
      const name = /^\[(\w+)\]$/.exec(slot)?.[1]
      if (name) params[name] = parts[i]!
      else if (slot !== parts[i]) return []
    }
    return [{ form, params }]
  })
  const [best] = fits.sort((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)
  if (!best) throw new Error(`no page at ${path}`)
  return best
}

const router = { push() {}, replace() {}, refresh() {}, prefetch() {}, back() {}, forward() {} }

/** Which of them were opened, broken or not. */
export const opened = new Set<string>()

const sessions = new Map<string, Promise<string>>()

/** A session of theirs at their time: opened once. */
function sessionOf({ actor, now }: Ctx, door: Door): Promise<string> {
  if (!('id' in actor)) throw new Error('only people have sessions')
  const key = `${actor.id} ${now.getTime()}`
  const session = sessions.get(key) ?? openSession(asSystem(now), { door, accountId: actor.id, device: 'test' })
  sessions.set(key, session)
  return session
}

/** Opens a page as somebody. @returns its HTML; `missing`, or where it leads @throws what a visitor would see as 500 */
export async function openPage(who: Ctx, address: string): Promise<string> {
  const url = new URL(address, 'http://portal')
  const { form, params } = resolve(url.pathname)
  const { kind } = who.actor
  sent.set('x-path', address)
  sent.set('x-client-address', '10.0.0.1')
  jar.clear()
  vi.useFakeTimers({ toFake: ['Date'], now: who.now })
  try {
    if (kind === 'trainee' || kind === 'enterprise' || kind === 'staff') jar.set(sessionCookieName(kind), await sessionOf(who, kind))
    opened.add(form)
    const { default: Page, generateMetadata } = await pages[addresses.get(form)!]!()
    const given = { params: Promise.resolve(params), searchParams: Promise.resolve(Object.fromEntries(url.searchParams)) }
    await generateMetadata?.(given)
    return await render(url, <Page {...given} />)
  } catch (error) {
    return meaning(error)
  } finally {
    vi.useRealTimers()
  }
}

async function render(url: URL, page: ReactNode): Promise<string> {
  const errors: unknown[] = []
  const within = (
    <AppRouterContext value={router as never}>
      <PathnameContext value={url.pathname}>
        <SearchParamsContext value={url.searchParams}>
          <SiteProvider site={{ ...env(), name: env().portalName, elder: false }}>{page}</SiteProvider>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>
  )
  const html = await renderToReadableStream(within, { onError: (error) => void errors.push(error) })
    .then((stream) => text(Readable.fromWeb(stream as never)))
    .catch((error) => {
      if (!errors.length) errors.push(error)
      return ''
    })
  if (errors.length) throw errors[0]
  return html
}

/** Where it leads, or that there is nothing; what means neither is thrown again. */
function meaning(error: unknown): string {
  const digest = String((error as { digest?: unknown }).digest ?? '')
  if (digest.startsWith('NEXT_HTTP_ERROR_FALLBACK;404')) return 'missing'
  if (digest.startsWith('NEXT_REDIRECT')) return `to ${digest.split(';')[2]}`
  throw error
}
