import fs from 'node:fs'
import path from 'node:path'
import { expect, expectTypeOf, test } from 'vitest'
import { jobWords } from '@/lib/admin/jobs'
import { about as eventAbout, type Ref, subjectWords } from '@/lib/audit/event'
import { type AuditArgs, auditEvents, auditWord } from '@/lib/audit/events'
import { record } from '@/lib/audit/record'
import type { Ctx } from '@/lib/shared/context'

const events = Object.entries(auditEvents)

test('every event has words of its own, and a subject that has a word', () => {
  expect(events.length).toBeGreaterThan(110)
  for (const [name, { words, about, instead }] of events) {
    expect(name).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/)
    expect(words, name).toMatch(/^\p{sc=Han}/u)
    expect(auditWord(name)).toBe(words)
    if (about) expect(subjectWords[about], name).toBeTruthy()
    else expect(instead, `${name} says why it has no object`).toMatch(/^\p{sc=Han}/u)
  }
  expect(auditWord('of.another_age')).toBe('of.another_age')
})

test('every event is recorded somewhere, or stands on the list of those that wait for their place', () => {
  const files = (folder: string): string[] =>
    fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const file = path.join(folder, entry.name)
      return entry.isDirectory() ? files(file) : /\.tsx?$/.test(entry.name) && !file.startsWith('lib/audit/events') ? [file] : []
    })
  const code = ['lib', 'app', 'server.ts'].flatMap((place) => (place.endsWith('.ts') ? [place] : files(place)))
  const text = code.map((file) => fs.readFileSync(file, 'utf8')).join('\n')
  const silent = events.map(([name]) => name).filter((name) => !text.includes(`'${name}'`))
  expect(silent.sort()).toEqual([...written, ...earlier, ...waiting].sort())
})

/** `order.${status}` */
const written = ['order.cancelled', 'order.expired']
/** Of an earlier version: written no more, and still in the log. */
const earlier = ['person.phone', 'staff.lock']
const waiting: string[] = []

test('the compiler refuses an unknown event, a wrong subject and wrong details', () => {
  const never = (_: () => Promise<void>) => {}
  const ctx = null as unknown as Ctx
  // @ts-expect-error: no such event
  never(() => record(ctx, 'order.eaten', 'id'))
  // @ts-expect-error: its details are missing
  never(() => record(ctx, 'order.place', 'id'))
  // @ts-expect-error: a detail of another type
  never(() => record(ctx, 'order.place', 'id', { amountFen: '1', items: 1 }))
  // @ts-expect-error: a detail it does not have
  never(() => record(ctx, 'person.unmask', 'id', { reason: '来电', idNumber: '1302' }))
  // @ts-expect-error: the value as it was is missing
  never(() => record(ctx, 'lesson.rename', 'id', { after: 'x' }))
  // @ts-expect-error: nobody's photo
  never(() => record(ctx, 'photo.view'))
  // @ts-expect-error: it is about nothing
  never(() => record(ctx, 'export.invoices', 'id', { rows: 1 }))
  never(() => record(ctx, 'export.invoices', undefined, { rows: 1 }))
  never(() => record(ctx, 'session.begin', 'id'))
  expectTypeOf<AuditArgs<'order.pay'>>().toEqualTypeOf<[subjectId: string]>()
  // @ts-expect-error: a detail that is an id says of what
  never(async () => void eventAbout('order')<{ item: Ref<'item'> }>('申请退款'))
  // @ts-expect-error: and of that
  never(async () => void eventAbout('order')<{ item: Ref<'item'> }>('申请退款', { item: 'order' }))
  // @ts-expect-error: a text alone names no event
  never(() => record(ctx, String(auditWord), 'id'))
})

test('every job has words', () => {
  const [, list = ''] = /const names = Object\.keys\(\{([\s\S]*?)\}/.exec(fs.readFileSync('lib/shared/jobs.ts', 'utf8')) ?? []
  const names = [...list.matchAll(/'([a-z.]+)'/g)].map(([, name]) => name!)
  expect(names.length).toBeGreaterThan(6)
  expect(names.filter((name) => !Object.hasOwn(jobWords, name))).toEqual([])
})
