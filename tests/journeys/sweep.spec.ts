import fs from 'node:fs'
import path from 'node:path'
import { and, desc, eq, inArray, ne } from 'drizzle-orm'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { certificates } from '@/db/schema/certificates'
import { orders } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { enterprises, staff, trainees } from '@/db/schema/identity'
import { invoices } from '@/db/schema/invoices'
import { quizAttempts } from '@/db/schema/quiz'
import { sessionCookieName } from '@/lib/identity/session-token'
import { openSession } from '@/lib/identity/sessions'
import type { Door } from '@/lib/shared/context'
import { roleRights, type StaffRight, type StaffRole } from '@/lib/shared/rights'
import { anEnterprise } from '../support/enterprises'
import { aMember } from '../support/staff'
import { asSystem, aTrainee } from '../support/world'
import { expect, people, portalDb, test } from './portal'
import { type Behind, rightOfAction, rightOfPage, standsBehind } from './sweep-table'

/*
 * Every page, route and action of the portal as everybody: what is behind another door leads to that door or is not there, and nothing is
 * done in the name of who knocks. Pages and routes are read from the disk, actions from the build: a new one without an expectation fails.
 */

type Somebody = { name: string; cookie: string; door: Door | null; role?: StaffRole; approved?: boolean; id?: string }
/** What an answer means: the way to a door; nothing here, or refused in words; a fault; or an answer. */
type Meaning = `door ${string}` | 'missing' | 'broken' | 'open'

const portal = () => process.env.PORTAL!
const root = path.resolve(import.meta.dirname, '../..')

async function sessionOf(door: Door, id: string): Promise<string> {
  const token = await openSession(asSystem(new Date()), { door, accountId: id, device: 'sweep' })
  return `${sessionCookieName(door)}=${token}`
}

async function everybody(): Promise<Somebody[]> {
  const trainee = await aTrainee()
  const [approved, pending] = [await anEnterprise({ status: 'approved' }), await anEnterprise({ status: 'pending' })]
  const roles = Object.keys(roleRights) as StaffRole[]
  const members = await Promise.all(
    roles.map(async (role) => {
      const { id } = (await aMember(role, { userName: `sweep-${role}-${Date.now()}` })).actor
      return { name: role, id, door: 'staff' as const, role, cookie: await sessionOf('staff', id) }
    }),
  )
  return [
    { name: 'visitor', door: null, cookie: '' },
    { name: 'trainee', door: 'trainee', id: trainee.actor.id, cookie: await sessionOf('trainee', trainee.actor.id) },
    {
      name: 'approved enterprise',
      door: 'enterprise',
      approved: true,
      id: approved.actor.id,
      cookie: await sessionOf('enterprise', approved.actor.id),
    },
    {
      name: 'pending enterprise',
      door: 'enterprise',
      approved: false,
      id: pending.actor.id,
      cookie: await sessionOf('enterprise', pending.actor.id),
    },
    ...members,
  ]
}

const all = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? all(file) : [file]
  })

type Place = { file: string; address: string; methods: string[] }

/** Every page and route, at an address with ids of a trainee of the demo, who is none of those who knock. */
async function everyPlace(): Promise<Place[]> {
  const ids = await idsOfAnother()
  return all(path.join(root, 'app'))
    .filter((file) => /\/(page\.tsx|route\.tsx?)$/.test(file))
    .map((absolute) => {
      const file = path.relative(root, absolute)
      const address = path
        .dirname(file)
        .replace(/^app/, '')
        .replace(/\/\([^/]+\)/g, '')
        .replace(/\[(\w+)\]/g, (_, name: string) => ids[name] ?? '01a205c1-3548-716f-b3b3-a12f1fdad3d6')
      const source = fs.readFileSync(absolute, 'utf8')
      const methods = file.endsWith('page.tsx')
        ? ['GET']
        : [...source.matchAll(/export (?:async function|const) (GET|POST|PATCH|DELETE)\b/g)].map(([, m]) => m!)
      return { file, address: address || '/', methods }
    })
}

async function idsOfAnother(): Promise<Record<string, string>> {
  const personOf = async (key: keyof typeof people) => {
    const { idNumberIndex } = await import('@/lib/identity/queries')
    const [row] = await db()
      .select({ id: trainees.id })
      .from(trainees)
      .where(eq(trainees.idNumberIndex, idNumberIndex(people[key])))
    return row!.id
  }
  const [graduate, learner] = [await personOf('passed'), await personOf('halfway')]
  const one = async <R>(rows: Promise<R[]>) => (await rows)[0]!
  const enrollment = await one(db().select().from(enrollments).where(eq(enrollments.traineeId, learner)))
  const study = await one(db().select().from(studies).where(eq(studies.traineeId, learner)))
  const attempt = await one(db().select().from(quizAttempts).where(eq(quizAttempts.traineeId, learner)))
  const order = await one(db().select().from(orders).where(eq(orders.buyerId, learner)))
  const certificate = await one(db().select().from(certificates).where(eq(certificates.traineeId, graduate)))
  const [invoice] = await db().select().from(invoices).orderBy(desc(invoices.requestedAt)).limit(1)
  return {
    enrollmentId: enrollment.id,
    programId: enrollment.programId,
    classId: enrollment.classId,
    studyId: study.id,
    courseId: study.courseId,
    attemptId: attempt.id,
    orderId: order.id,
    orderNumber: order.number,
    number: order.number,
    certificateId: certificate.id,
    ...(invoice && { invoiceId: invoice.id }),
    personId: learner,
    document: 'terms',
    day: '2026-06-18',
    position: '1',
    step: 'identity',
    file: 'index.m3u8',
  }
}

async function meaning(answer: Response): Promise<Meaning> {
  const location = answer.headers.get('x-action-redirect') ?? answer.headers.get('location')
  if (location) {
    const { pathname, hash, searchParams } = new URL(location.split(';')[0]!, portal())
    if (searchParams.has('refused')) return 'missing' // back to the page, which says why
    if (/^\/(admin\/sign-in|group\/sign-in|group\/review)$/.test(pathname)) return `door ${pathname}`
    return pathname === '/' && (hash === '#sign-in' || searchParams.has('next')) ? 'door /' : 'open'
  }
  if ([401, 403, 404, 405].includes(answer.status)) return 'missing'
  if (answer.status >= 500) return 'broken'
  const text = /^text\/(html|x-component)/.test(answer.headers.get('content-type') ?? '') ? await answer.text() : ''
  if (text.includes('"signedOut":true')) return 'missing' // the player is told in words
  const redirected = /id="__next-page-redirect" http-equiv="refresh" content="\d+;url=([^"]*)"/.exec(text)?.[1]
  if (redirected) return meaning(new Response(null, { headers: { location: redirected.replaceAll('&amp;', '&') } }))
  return /<title>没有找到|NEXT_HTTP_ERROR_FALLBACK;404/.test(text) ? 'missing' : 'open'
}

const knock = async (who: Somebody, address: string, method: string, headers: Record<string, string> = {}, body?: FormData) =>
  meaning(
    await fetch(portal() + address, {
      method,
      redirect: 'manual',
      headers: { cookie: who.cookie, origin: portal(), 'tus-resumable': '1.0.0', ...headers },
      body: body ?? (method === 'GET' || method === 'DELETE' ? undefined : new FormData()),
    }),
  )

/** What somebody may be told, by what the place stands behind; anything else is a hole. */
function allowed(who: Somebody, behind: Behind, right: StaffRight | null, isPage: boolean): (said: Meaning) => boolean {
  const refused = (door: string) => (said: Meaning) => said === 'missing' || (isPage && said === `door ${door}`)
  const answered = (said: Meaning) => said === 'open' || said === 'missing'
  if (behind === 'nothing') return (said) => said !== 'broken'
  if (behind === 'trainee' || behind === 'any buyer')
    return who.door === 'trainee' || (behind === 'any buyer' && who.approved) ? answered : refused('/')
  if (behind === 'staff') {
    if (who.door !== 'staff') return refused('/admin/sign-in')
    return right && !roleRights[who.role!].includes(right) ? (said) => said === 'missing' : answered
  }
  if (who.door !== 'enterprise') return refused('/group/sign-in')
  if (behind === 'approved enterprise' && !who.approved) return refused('/group/review')
  return behind === 'any enterprise' ? (said) => said !== 'broken' : answered // how it stands leads from one page to the other
}

async function inTurns<T>(items: T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items]
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
    }),
  )
}

const own = /\[(enrollmentId|orderId|studyId|attemptId|certificateId|invoiceId)\]/

test('every page and route as every role and door', async () => {
  portalDb()
  const [places, somebodies] = [await everyPlace(), await everybody()]
  expect(places.length).toBeGreaterThan(150)
  const holes: string[] = []
  const knocks = places.flatMap((place) => somebodies.map((who) => ({ place, who })))
  await inTurns(knocks, async ({ place: { file, address, methods }, who }) => {
    const behind = standsBehind(file)
    if (!behind) return void holes.push(`${file}: no expectation in sweep-table.ts`)
    if (behind !== 'staff' && who.role && who.role !== 'administrator') return // one of the staff is enough at the other doors
    const isPage = file.endsWith('page.tsx')
    for (const method of methods) {
      const said = await knock(who, address, method)
      const right = behind === 'staff' ? rightOfPage(file, method) : null
      if (right === undefined) holes.push(`${file}: no right in sweep-table.ts`)
      else if (!allowed(who, behind, right, isPage)(said)) holes.push(`${who.name} ${method} ${address} (${file}): ${said}`)
      // What belongs to another trainee is not there for this one.
      else if (behind === 'trainee' && who.door === 'trainee' && own.test(file) && said !== 'missing')
        holes.push(`${address} of another: ${said}`)
    }
  })
  expect(holes).toEqual([])
})

type Action = { id: string; name: string; file: string; page: string }

function everyAction(): Action[] {
  const manifest = JSON.parse(fs.readFileSync(path.join(root, '.next/server/server-reference-manifest.json'), 'utf8'))
  type Entry = { workers: Record<string, unknown>; exportedName: string; filename: string }
  return Object.entries(manifest.node as Record<string, Entry>).map(([id, { workers, exportedName, filename }]) => ({
    id,
    name: exportedName,
    file: path.relative(root, path.resolve(root, filename)),
    page: Object.keys(workers)[0]!,
  }))
}

/** The arguments of a form's action as the browser sends them: the state before, and a form with an id in every likely field. */
function emptyForm(): FormData {
  const body = new FormData()
  body.append('1_none', '')
  body.append('0', JSON.stringify([{ status: 'idle' }, '$K1']))
  return body
}

test('every action as every wrong role and door: refused, and nothing is written in their names', async () => {
  portalDb()
  const [actions, somebodies] = [everyAction(), await everybody()]
  expect(actions.length).toBeGreaterThan(80)
  const holes: string[] = []
  const calls = actions.flatMap((action) => somebodies.map((who) => ({ action, who })))
  await inTurns(calls, async ({ action: { id, name, file, page }, who }) => {
    const behind = standsBehind(file)
    const right = behind === 'staff' ? rightOfAction(file, name) : null
    if (!behind || right === undefined) return void holes.push(`${file} ${name}: no expectation in sweep-table.ts`)
    if (behind === 'nothing' || /^(staffS|s)ignOut/.test(name)) return // for everybody; what they do is theirs to test
    if (behind !== 'staff' && who.role && who.role !== 'administrator') return
    const may = behind === 'staff' ? who.door === 'staff' && (!right || roleRights[who.role!].includes(right)) : false
    if (
      may ||
      (behind === 'trainee' && who.door === 'trainee') ||
      (who.door === 'enterprise' && behind.includes('enterprise') && (who.approved || behind === 'any enterprise'))
    )
      return // the right door: what the commands do is theirs to test
    const address = page
      .replace(/^app/, '')
      .replace(/\/page$/, '')
      .replace(/\/\([^/]+\)/g, '')
      .replace(/\[\w+\]/g, '01a205c1-3548-716f-b3b3-a12f1fdad3d6')
    const said = await knock(who, address || '/', 'POST', { 'next-action': id, accept: 'text/x-component' }, emptyForm())
    if (!allowed(who, behind, right, true)(said)) holes.push(`${who.name} calls ${name} (${file}): ${said}`)
  })
  expect(holes).toEqual([])
  const names = somebodies.flatMap(({ id }) => (id ? [id] : []))
  const written = await db()
    .select({ action: auditLog.action })
    .from(auditLog)
    .where(and(inArray(auditLog.actorId, names), ne(auditLog.action, 'session.begin')))
  // Nothing was done; that it was tried is written down.
  expect([...new Set(written.map(({ action }) => action))]).toEqual(['access.refused'])
  expect((await db().select({ id: staff.id }).from(staff).where(inArray(staff.id, names))).length).toBe(Object.keys(roleRights).length)
  expect((await db().select({ id: enterprises.id }).from(enterprises).where(inArray(enterprises.id, names))).length).toBe(2)
})
