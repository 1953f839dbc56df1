import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import { db } from '@/db/client'
import { categories, classes, programs } from '@/db/schema/catalog'
import { orderItems, orders } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { payments, refunds } from '@/db/schema/payments'
import { besideTitles, type Dimension, dimensions } from '@/lib/admin/report-dimensions'
import { reportWorkbook } from '@/lib/admin/report-workbooks'
import { getReport, type ReportFilters } from '@/lib/admin/reports'
import { makeRefund } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { requestRefund } from '@/lib/checkout/request-refund'
import { daySpan, listBookLines, listMovements, monthSpan } from '@/lib/reconciliation/books'
import { booksWorkbook } from '@/lib/reconciliation/workbooks'
import { formatDay } from '@/lib/shared/time'
import { deedsOf, refundsOf } from '../support/books'
import { aPaidGroup } from '../support/group-orders'
import { aGraduate, aLearner } from '../support/learners'
import { outcome } from '../support/outcome'
import { aPayer, approve, ask, terms } from '../support/refunding'
import { setProgram } from '../support/sales'
import { aStaff } from '../support/staff'
import { aClass, aRegion, asSystem, aTrainee, noon } from '../support/world'

/** A year of everything: people who learn, who passed, who wait, who left; groups of whom one left; in two regions and two years. */
async function aYear() {
  await aRegion('130202', '路南区')
  for (const regionCode of ['130202', '130203'])
    for (const year of [2025, 2026]) {
      const shape = { regionCode, program: { year } }
      await aGraduate(shape)
      await aLearner(shape)
      const { id: classId } = await aClass(shape)
      await placeOrder(await aTrainee({ employer: '别的单位' }), { classId, invoice: null, otherRegionReason: '长期派驻外地' })
      const leaver = await aPayer(shape)
      await approve(leaver.me, await ask(leaver.me, leaver.orderId))
      for (const { key } of await refundsOf(leaver.orderId)) await makeRefund(asSystem(), key)
      const group = await aPaidGroup(3, { ...shape, feeFen: 5000 })
      await setProgram(group.programId, { ...terms, year })
      const back = async (n: number) =>
        approve(group.me, await requestRefund(group.me, { orderId: group.orderId, itemId: group.seats[n]!.item.id, reason: '离职' }))
      await back(0)
      for (const { key } of await refundsOf(group.orderId)) await makeRefund(asSystem(), key)
      await back(1) // granted, and not back yet
    }
  await overTheYear()
}

/** What happened did so on all days of a year and a half, at all hours. */
async function overTheYear() {
  const moved = (at: string, id: string) => sql.raw(`${at} = ${at} + (hashtext(${id}::text) % 270) * interval '23 hours 47 minutes'`)
  await db().execute(sql`update enrollments set ${moved('activated_at', 'id')}, ${moved('passed_at', 'trainee_id')}`)
  await db().execute(sql`update studies set ${moved('passed_at', 'id')} where passed_at is not null`)
  await db().execute(sql`update orders set ${moved('paid_at', 'id')}, ${moved('ended_at', 'number')}`)
}
let built: Promise<void> | undefined
const year = () => {
  built ??= aYear()
  return built
}

/** The same, counted row by row from everything there is. */
async function counted(by: Dimension, { year: asked, region, category, from, until }: ReportFilters, own: string[] | null) {
  const [held, allClasses, allPrograms, kinds, people, taken, items, placed, returned] = await Promise.all([
    db().select().from(enrollments),
    db().select().from(classes),
    db().select().from(programs),
    db().select().from(categories),
    db().select().from(trainees),
    db().select().from(studies),
    db().select().from(orderItems),
    db().select().from(orders),
    db().select().from(refunds),
  ])
  const groups = new Map<string, number[]>()
  for (const enrollment of held) {
    const trainingClass = allClasses.find(({ id }) => id === enrollment.classId)!
    const program = allPrograms.find(({ id }) => id === enrollment.programId)!
    if (asked && program.year !== Number(asked)) continue
    if (region && trainingClass.regionCode !== region) continue
    if (category && program.categoryId !== category) continue
    if (own && !own.includes(trainingClass.regionCode)) continue
    const count = (measure: number, at: Date | null, n = 1) => {
      const day = formatDay(at!)
      if ((from && day < from) || (until && day > until)) return
      const key = {
        year: String(program.year),
        quarter: `${day.slice(0, 4)}-${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
        month: day.slice(0, 7),
        region: trainingClass.regionCode,
        category: kinds.find(({ id }) => id === program.categoryId)!.id,
        employer: enrollment.employer ?? people.find(({ id }) => id === enrollment.traineeId)!.employer ?? '',
        class: trainingClass.id,
        person: enrollment.id,
      }[by]
      const mine = groups.get(key) ?? [0, 0, 0, 0, 0, 0]
      groups.set(key, mine)
      mine[measure]! += n
    }
    const { activatedAt, passedAt } = enrollment
    if (enrollment.status === 'active' || enrollment.status === 'passed') count(0, activatedAt)
    if (enrollment.status === 'active') count(1, activatedAt)
    if (enrollment.status === 'passed') count(2, passedAt)
    for (const study of taken)
      if (study.enrollmentId === enrollment.id && study.passedAt && !study.endedAt) count(3, study.passedAt, study.creditHours)
    for (const item of items.filter(({ enrollmentId }) => enrollmentId === enrollment.id)) {
      const order = placed.find(({ id }) => id === item.orderId)!
      if (!order.paidAt) continue
      count(4, order.paidAt, item.amountFen)
      const back = returned.find(({ itemId, status }) => itemId === item.id && status === 'done')
      if (back || order.status === 'refunded') count(5, back ? back.doneAt : order.endedAt, item.amountFen)
    }
  }
  return Object.fromEntries([...groups].filter(([, numbers]) => numbers.some((n) => n > 0)))
}

const asNumbers = async (by: Dimension, filters: ReportFilters, own: string[] | null = null) => {
  const { rows, total } = await getReport(aStaff(own ? 'region_manager' : 'finance', noon, own), by, filters)
  const numbers = (row: (typeof rows)[number]) => [row.enrolled, row.learning, row.passed, row.hours, row.receivedFen, row.refundedFen]
  const sums = rows.map(numbers).reduce((sum, row) => sum.map((n, i) => n + row[i]!), [0, 0, 0, 0, 0, 0])
  expect(numbers(total)).toEqual(sums)
  return Object.fromEntries(rows.map((row) => [row.key, numbers(row)]))
}

test('the numbers are those of the database, by whatever and for whomever', { timeout: 60_000 }, async () => {
  await year()
  const kinds = await db().select().from(categories)
  const filters = fc.record({
    year: fc.constantFrom('', '2025', '2026', '1999', "x'"),
    region: fc.constantFrom('', '130202', '130203', '999999'),
    category: fc.constantFrom('', '', ...kinds.slice(0, 4).map(({ id }) => id), 'none'),
    from: fc.constantFrom('', '', '2025-12-31', '2026-06-18', '2026-07-01', '2026-02-30'),
    until: fc.constantFrom('', '', '2026-06-17', '2026-06-18', '2026-12-31', 'x'),
  })
  const own = fc.constantFrom<string[] | null>(null, null, ['130202'], ['130203'], [])
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...(Object.keys(dimensions) as Dimension[])), filters, own, async (by, asked, regions) => {
      const known = (day: string) => (daySpan(day) ? day : '')
      const plain = {
        ...asked,
        year: /^\d/.test(asked.year) ? asked.year : '',
        category: asked.category === 'none' ? '' : asked.category,
        from: known(asked.from),
        until: known(asked.until),
      }
      expect(await asNumbers(by, asked, regions)).toEqual(await counted(by, plain, regions))
    }),
    { numRuns: 80 },
  )
})

test('every yuan that came in and went back stands in the report and in the books', async () => {
  await year()
  const [received, returned] = await Promise.all([db().select().from(payments), db().select().from(refunds)])
  const sum = (rows: { amountFen: number }[]) => rows.reduce((total, { amountFen }) => total + amountFen, 0)
  const back = returned.filter(({ status }) => status === 'done')
  const { total } = await getReport(aStaff('finance'), 'year', {})
  expect([total.receivedFen, total.refundedFen]).toEqual([sum(received), sum(back)])
  const lines = await listBookLines(aStaff('finance'), monthSpan('2026-06')!)
  const [paid, refunded] = [lines.reduce((n, { paidFen }) => n + paidFen, 0), lines.reduce((n, { refundedFen }) => n + refundedFen, 0)]
  expect([paid, refunded]).toEqual([sum(received), sum(back)])
  for (const line of lines) {
    const movements = await listMovements(aStaff('finance'), daySpan(line.day)!, line.provider)
    expect(sum(movements)).toBe(line.paidFen - line.refundedFen)
    expect(movements.filter(({ kind }) => kind === 'payment')).toHaveLength(line.payments)
    expect(movements.every(({ orderNumber, day }) => /^\d{18}$/.test(orderNumber) && day === line.day)).toBe(true)
  }
})

describe('who may read them', () => {
  test.each(['content_editor', 'reviewer', 'hotline'] as const)('%s reads no report', async (role) => {
    expect(await outcome(getReport(aStaff(role), 'year', {}))).toBe('not found')
    expect(await outcome(listBookLines(aStaff(role), monthSpan('2026-06')!))).toBe('not found')
  })

  test('a region manager sees the own regions, and no books of all', async () => {
    await year()
    const manager = aStaff('region_manager', noon, ['130202'])
    expect((await getReport(manager, 'region', {})).rows.map(({ key }) => key)).toEqual(['130202'])
    expect((await getReport(manager, 'region', { region: '130203' })).rows).toEqual([])
    expect(await outcome(listMovements(manager, monthSpan('2026-06')!))).toBe('not found')
  })
})

test('months and quarters stand in order of time, and add up to the whole', async () => {
  await year()
  const all = await getReport(aStaff('finance'), 'year', {})
  for (const by of ['month', 'quarter'] as const) {
    const { rows, total } = await getReport(aStaff('finance'), by, {})
    expect(rows.map(({ key }) => key)).toEqual(rows.map(({ key }) => key).sort())
    expect(rows.length).toBeGreaterThan(3)
    expect(total).toEqual(all.total)
  }
})

test('by class and by person, the region and the programme stand beside; on the screen and in the workbook', async () => {
  await year()
  for (const by of ['class', 'person'] as const) {
    const { rows } = await getReport(aStaff('finance'), by, { region: '130202' })
    const at = (title: string) => besideTitles(by).indexOf(title)
    expect(rows.length).toBeGreaterThan(1)
    for (const { beside } of rows)
      expect([beside[at('行政区划')], beside[at('培训项目')]]).toEqual(['路南区', expect.stringMatching(/^2026年度项目/)])
    const book = read(await reportWorkbook(aStaff('finance'), by, { region: '130202' }))
    const [header] = utils.sheet_to_json<string[]>(Object.values(book.Sheets)[0]!, { header: 1 })
    expect(header).toEqual(expect.arrayContaining(['行政区划', '培训项目']))
    expect(utils.sheet_to_csv(Object.values(book.Sheets)[0]!)).not.toMatch(/\d{17}[\dX]/)
  }
})

test('both are workbooks, and whoever takes them away is written down', async () => {
  await year()
  const auditor = aStaff('auditor')
  expect((await reportWorkbook(auditor, 'employer', {})).subarray(0, 2).toString()).toBe('PK')
  expect((await booksWorkbook(auditor, monthSpan('2026-06')!, {})).subarray(0, 2).toString()).toBe('PK')
  expect(await deedsOf(auditor)).toEqual(['export.report', 'export.books'])
})

test.each([
  ['2026-06', '2026-05-31T16:00:00Z', '2026-06-30T16:00:00Z'],
  ['2026-12', '2026-11-30T16:00:00Z', '2026-12-31T16:00:00Z'],
])('the month %s is its days in Shanghai', (month, from, until) => {
  expect(monthSpan(month)).toEqual({ from: new Date(from), until: new Date(until) })
})
test.each(['', '2026', '2026-13', '2026-6', "2026-06'"])('%j is no month', (month) => expect(monthSpan(month)).toBeNull())
test.each(['2026-02-30', '2026-13-01', 'today', ''])('%j is no day', (day) => expect(daySpan(day)).toBeNull())
