import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { test as base, expect, type Page } from '@playwright/test'
import { and, eq } from 'drizzle-orm'
import { db, openDb } from '@/db/client'
import { embeddedUrl } from '@/db/embedded'
import { classes, programs } from '@/db/schema/catalog'
import { staff } from '@/db/schema/identity'
import { placeOrder } from '@/lib/checkout/place-order'
import { getOrder } from '@/lib/checkout/queries'
import { receivePayment } from '@/lib/checkout/receive-payment'
import { getSelection, listStudies } from '@/lib/enrollment/queries'
import { chooseCourse, confirmSelection } from '@/lib/enrollment/select-courses'
import { sessionCookieName } from '@/lib/identity/session-token'
import { openSession } from '@/lib/identity/sessions'
import { openBooks } from '@/lib/sandbox-bank/books'
import type { Door } from '@/lib/shared/context'
import { noticeFor } from '../support/bank'
import { asSystem, aTrainee } from '../support/world'

export const password = 'Xueshi@2026'
/** Of people made by `register`. */
export { password as sturdy } from '../support/world'
export const people = {
  new: '130203197103159913',
  enrolled: '130202198506219923',
  halfway: '130203198809129921',
  oneQuiz: '130203197908059936',
  passed: '130204198011239941',
  noPhone: '130205197601019959',
  single: '130202199003179995',
  applicant: '130203199004129910',
  project: '130204198607239926',
} as const

type Portal = {
  /** A page on which any console error or unhandled rejection fails the test. */
  page: Page
  /** Says that a console message of this kind belongs to what is being tried, e.g. a refused address. */
  expectConsole: (pattern: RegExp) => void
}

export const test = base.extend<Portal>({
  baseURL: async ({ baseURL: _ }, use) => use(process.env.PORTAL),
  expectConsole: async ({ page: _ }, use, info) => {
    const expected: RegExp[] = []
    Object.assign(info, { expectedConsole: expected })
    await use((pattern) => expected.push(pattern))
  },
  page: async ({ page }, use, info) => {
    const errors: string[] = []
    page.on('console', (message) => message.type() === 'error' && errors.push(`${message.text()} (${message.location().url})`))
    page.on('pageerror', (error) => errors.push(String(error)))
    await use(page)
    const { expectedConsole = [] } = info as { expectedConsole?: RegExp[] }
    expect(errors.filter((error) => !expectedConsole.some((pattern) => pattern.test(error)))).toEqual([])
  },
})
export { expect }

/** The page as it stands: no accessibility violation (WCAG 2.2 AA), nothing sticking out sideways. */
export async function inspect(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle')
  await expect(page.locator('h1')).toBeVisible()
  await expect(page).toHaveTitle(/./)
  expect.soft(await violationsOf(page), page.url()).toEqual([])
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect.soft(overflow, `${page.url()} is wider than the screen`).toBe(0)
}

/** What axe finds. A page of the same build as one that was found good in this run is not examined again: it takes seconds. */
async function violationsOf(page: Page): Promise<string[]> {
  const good = path.join(process.env.PORTAL_DATA!, `good-${await shapeOf(page)}`)
  if (fs.existsSync(good)) return []
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .setLegacyMode() // no page has frames, whose results would be put together in a page of their own
    .analyze()
  if (!violations.length) fs.writeFileSync(good, '')
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** All that axe looks at but the words and how often a thing is repeated: elements with their attributes, which texts are empty, how wide the screen is. */
async function shapeOf(page: Page): Promise<string> {
  const shape = await page.evaluate(() => {
    const wordy =
      /^(href|src|alt|value|title|placeholder|content|id|for|name|action|nonce|d|datetime|max|min|style|aria-(label|labelledby|describedby|controls|value.*))$|^(data-|on)/
    const one = (element: Element): string => {
      const attributes = [...element.attributes].map(({ name, value }) =>
        wordy.test(name) ? `${name}:${Boolean(value)}` : `${name}=${value}`,
      )
      const said = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
      return `${element.tagName} ${attributes.sort().join(' ')} ${said} in ${element.parentElement?.tagName} ${element.parentElement?.className}`
    }
    const elements = [...document.querySelectorAll('html, body, body *:not(script, style, link, template, svg *)')]
    return `${innerWidth}\n${[...new Set(elements.map(one))].join('\n')}`
  })
  return createHash('sha256').update(shape).digest('hex')
}

/** Signs in on the home page as a person does. */
export async function signIn(page: Page, idNumber: string, secret = password): Promise<void> {
  await page.goto('/')
  await fillSignIn(page, idNumber, secret)
  await expect(page.getByRole('link', { name: '进入学员中心' })).toBeVisible()
}

export async function fillSignIn(page: Page, idNumber: string, secret: string): Promise<void> {
  await page.getByLabel('身份证号').fill(idNumber)
  await page.getByLabel('密码', { exact: true }).fill(secret)
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** The note that says why something was refused (Next's own route announcer is an alert, too). */
export const refusal = (page: Page) => page.locator('.note[role=alert]')

/** The accessible name of a control that says what it acts on, e.g. 课后测验：触电急救与心肺复苏. */
export const of = (control: string, object: string) => new RegExp(`^${control}\\s*：${object}`)

/** Opens the database of the portal under test, with its own secrets. */
function connect(): void {
  const data = process.env.PORTAL_DATA!
  process.env.DATA_DIR = data
  process.env.PORT = new URL(process.env.PORTAL!).port // where its bank answers
  const url = embeddedUrl(path.join(data, 'postgres'))
  openDb(url, 2)
  openBooks(url)
}

/** The database of the portal under test, to bring about what cannot be waited for. */
export function portalDb() {
  connect()
  return db()
}

/** Somebody new, for a journey that changes what others lean on (password, orders, progress). */
export async function register(given: Parameters<typeof aTrainee>[0] = {}) {
  connect()
  const phone = given.phone ?? `139${String(Date.now()).slice(-8)}`
  return { ...(await aTrainee({ ...given, phone })), phone }
}

/** Somebody new who has enrolled in a programme of the demo, paid, and confirmed a course. @returns where to learn it */
export async function registerLearner(program: string, course: string): Promise<{ id: string; idNumber: string; learn: string }> {
  const { idNumber, ...person } = await register()
  const me = { ...person, now: new Date() }
  const [trainingClass] = await me.db
    .select({ id: classes.id })
    .from(classes)
    .innerJoin(programs, and(eq(programs.id, classes.programId), eq(programs.title, program)))
    .where(eq(classes.regionCode, '130202'))
  const orderId = await placeOrder(me, { classId: trainingClass!.id, invoice: null, otherRegionReason: '长期派驻当地' })
  await receivePayment(asSystem(me.now), 'sandbox', await noticeFor(me, orderId))
  const { enrollmentId } = await getOrder(me, orderId)
  const { courses } = await getSelection(me, enrollmentId)
  const { courseId } = courses.find(({ title }) => title === course)!
  await chooseCourse(me, { enrollmentId, courseId })
  await confirmSelection(me, { enrollmentId })
  const study = (await listStudies(me, enrollmentId)).find((one) => one.courseId === courseId)!
  return { id: me.actor.id, idNumber, learn: `/learn/${study.id}` }
}

/**
 * A session of somebody of the demo's staff (admin, editor, reviewer, finance, hotline, region, auditor), or of whoever has this user name,
 * without the way through the door, which a journey of its own walks.
 */
export async function signInAsStaff(page: Page, userName: string): Promise<void> {
  connect()
  const [member] = await db().select({ id: staff.id }).from(staff).where(eq(staff.userName, userName))
  await giveSession(page, 'staff', member!.id)
}

/** A session of an enterprise, in the same way. */
export async function signInAsEnterprise(page: Page, id: string): Promise<void> {
  connect()
  await giveSession(page, 'enterprise', id)
}

async function giveSession(page: Page, door: Door, accountId: string): Promise<void> {
  const value = await openSession(asSystem(new Date()), { door, accountId, device: 'journey' })
  await page.context().addCookies([{ name: sessionCookieName(door), value, url: process.env.PORTAL!, httpOnly: true, sameSite: 'Lax' }])
}
