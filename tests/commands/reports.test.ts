import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { categories, classes, programs } from '@/db/schema/catalog'
import { orderItems, orders, payments, refunds } from '@/db/schema/checkout'
import { enrollments, studies } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { daySpan, listBookLines, listMovements, monthSpan } from '@/lib/admin/daily-books'
import { booksWorkbook, reportWorkbook } from '@/lib/admin/report-workbooks'
import { type Dimension, dimensions, getReport, type ReportFilters } from '@/lib/admin/reports'
import { makeRefund } from '@/lib/checkout/make-refund'
import { placeOrder } from '@/lib/checkout/place-order'
import { requestRefund } from '@/lib/checkout/request-refund'
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
      await placeOrder(await aTrainee({ employer: '别的单位' }), { classId, invoice: null })
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
}
let built: Promise<void> | undefined
const year = () => {
  built ??= aYear()
  return built
}

/** The same, counted row by row from everything there is. */
async function counted(by: Dimension, { year: asked, region, category }: ReportFilters, own: string[] | null) {
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
    const key = {
      year: String(program.year),
      region: trainingClass.regionCode,
      category: kinds.find(({ id }) => id === program.categoryId)!.id,
      employer: enrollment.employer ?? people.find(({ id }) => id === enrollment.traineeId)!.employer ?? '',
      class: trainingClass.id,
    }[by]
    const mine = groups.get(key) ?? [0, 0, 0, 0, 0, 0]
    groups.set(key, mine)
    if (enrollment.status === 'active' || enrollment.status === 'passed') mine[0]! += 1
    if (enrollment.status === 'active') mine[1]! += 1
    if (enrollment.status === 'passed') mine[2]! += 1
    for (const study of taken) if (study.enrollmentId === enrollment.id && study.passedAt && !study.endedAt) mine[3]! += study.creditHours
    for (const item of items.filter(({ enrollmentId }) => enrollmentId === enrollment.id)) {
      const order = placed.find(({ id }) => id === item.orderId)!
      if (!order.paidAt) continue
      mine[4]! += item.amountFen
      const back = returned.some(({ itemId, status }) => itemId === item.id && status === 'done')
      if (back || order.status === 'refunded') mine[5]! += item.amountFen
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
    category: fc.constantFrom('', ...kinds.slice(0, 4).map(({ id }) => id), 'none'),
  })
  const own = fc.constantFrom<string[] | null>(null, null, ['130202'], ['130203'], [])
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...(Object.keys(dimensions) as Dimension[])), filters, own, async (by, asked, regions) => {
      const plain = { ...asked, year: /^\d/.test(asked.year) ? asked.year : '', category: asked.category === 'none' ? '' : asked.category }
      expect(await asNumbers(by, asked, regions)).toEqual(await counted(by, plain, regions))
    }),
    { numRuns: 40 },
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
