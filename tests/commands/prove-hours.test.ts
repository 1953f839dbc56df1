import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { certificates } from '@/db/schema/certificates'
import { enrollments, studies } from '@/db/schema/enrollment'
import { trainees } from '@/db/schema/identity'
import { listFinished } from '@/lib/certificates/hours-queries'
import { printCertificate } from '@/lib/certificates/print-certificate'
import { proveHours } from '@/lib/certificates/prove-hours'
import { getCertificate, listCertificates, verifyByNumber, verifyByToken } from '@/lib/certificates/queries'
import { listMyCourses } from '@/lib/enrollment/my-courses'
import { listMyClasses } from '@/lib/enrollment/queries'
import { days } from '@/lib/shared/time'
import { aBuyer, aLearner, buy, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { textOf } from '../support/pdf-text'
import { aCourse, aShelfOf, asVisitor, aTrainee, at, laterOn, noon } from '../support/world'

const plain = async (pdf: Buffer) => (await textOf(pdf)).replace(/\s/g, '')

/** Two single courses, the first of which is finished. */
async function halfDone() {
  const buyer = await aBuyer([
    { title: '绿色建筑评价', hours: 8 },
    { title: '海绵城市', hours: 6 },
  ])
  const me = await watch(buyer.trainee, buyer.studyIds[0]!)
  return { ...buyer, me, done: buyer.studyIds[0]!, open: buyer.studyIds[1]! }
}

test('single courses are no class, and are never passed as one: they earn no training certificate', async () => {
  const { me, shelf, done, open } = await halfDone()
  await watch(me, open)
  expect(await listMyClasses(me)).toEqual([])
  expect((await listMyCourses(me)).map(({ id, passedAt }) => [id, passedAt !== null])).toEqual(
    expect.arrayContaining([
      [done, true],
      [open, true],
    ]),
  )
  const [enrollment] = await db().select().from(enrollments).where(eq(enrollments.classId, shelf.classId))
  expect(enrollment).toMatchObject({ status: 'active', passedAt: null })
  expect(await listCertificates(me)).toEqual([])
})

describe('学时证明', () => {
  test('stands for the courses finished, says so, and says that it is no 培训证书', async () => {
    const { me, done } = await halfDone()
    const id = await proveHours(me, { studyIds: [done] })
    const { snapshot, number, kind } = await getCertificate(me, id)
    expect(kind).toBe('hours')
    expect(number).toMatch(/^XS-2026-130203-\d{6}$/)
    expect(snapshot).toMatchObject({ form: 'hours', name: '张丽华', hours: 8, courses: [{ title: '绿色建筑评价', hours: 8 }] })
    const text = await plain((await printCertificate(me, id)).pdf)
    for (const words of ['学时证明', '张丽华', '绿色建筑评价', '共获得8学时', '本证明为自主选课学时证明，不作为培训证书使用。', number])
      expect(text).toContain(words)
    expect(text).not.toContain('海绵城市')
  })

  test('is found genuine by its code and by number and name, as what it is', async () => {
    const { me, done } = await halfDone()
    const { number, token } = await getCertificate(me, await proveHours(me, { studyIds: [done] }))
    const found = { kind: 'hours', title: '学时证明', hours: 8, name: '张丽华' }
    expect(await verifyByToken(asVisitor(), token)).toMatchObject(found)
    expect(await verifyByNumber(asVisitor(), number, '张丽华')).toMatchObject(found)
  })

  test('of the same courses again is the same proof, by year or ticked, in any order, at any time', async () => {
    const { me, done, open } = await halfDone()
    const all = await watch(me, open)
    const first = await proveHours(all, { studyIds: [done, open] })
    expect(await proveHours(all, { studyIds: [open, done, open] })).toBe(first)
    expect(await proveHours(laterOn(all, days(30)), { year: 2026 })).toBe(first)
    expect(await proveHours(all, { studyIds: [open] })).not.toBe(first)
    expect(await listCertificates(all, 'hours')).toHaveLength(2)
  })

  test('pressed twice at once is one proof with one number', async () => {
    const { me, done } = await halfDone()
    const ids = await Promise.all(Array.from({ length: 6 }, () => proveHours(me, { studyIds: [done] })))
    expect(new Set(ids).size).toBe(1)
    expect(await listCertificates(me, 'hours')).toHaveLength(1)
  })

  test('is made anew when the employer on it is not the trainee’s any more, or it was revoked', async () => {
    const { me, done } = await halfDone()
    const before = await proveHours(me, { studyIds: [done] })
    await db().update(trainees).set({ employer: '新单位' }).where(eq(trainees.id, me.actor.id))
    const after = await proveHours(me, { studyIds: [done] })
    expect(after).not.toBe(before)
    expect((await getCertificate(me, before)).snapshot.employer).not.toBe('新单位')
    await db().update(certificates).set({ revokedAt: noon, revokedReason: '信息有误' }).where(eq(certificates.id, after))
    expect([before, after]).not.toContain(await proveHours(me, { studyIds: [done] }))
  })

  test('of a year holds what was finished in that year by the clock of China', async () => {
    const { trainee, studyIds } = await aBuyer([{ hours: 3 }, { hours: 5 }])
    await watch(at(trainee, new Date('2026-12-31T15:00:00Z')), studyIds[0]!) // 23:00
    await watch(at(trainee, new Date('2026-12-31T16:30:00Z')), studyIds[1]!) // 00:30 of the new year
    const me = at(trainee, new Date('2027-01-02T00:00:00Z'))
    expect((await listFinished(me)).map(({ year }) => year)).toEqual([2027, 2026])
    expect((await getCertificate(me, await proveHours(me, { year: 2026 }))).snapshot.hours).toBe(3)
    expect((await getCertificate(me, await proveHours(me, { year: 2027 }))).snapshot.hours).toBe(5)
    expect(await outcome(proveHours(me, { year: 2025 }))).toBe('proof_empty')
  })

  test('reaches over the shelves of several years', async () => {
    const { trainee, studyIds } = await aBuyer([{ hours: 3 }], { year: 2025 })
    const more = await aCourse({ hours: 4, chapterSeconds: [5], quiz: false })
    await aShelfOf({ courses: [{ id: more }], year: 2026 })
    await buy(trainee, [more])
    const second = (await listMyCourses(trainee)).find(({ courseId }) => courseId === more)!
    const me = await watch(await watch(trainee, studyIds[0]!), second.id)
    expect((await getCertificate(me, await proveHours(me, { year: 2026 }))).snapshot.hours).toBe(7)
  })

  test('is refused for nothing, for what is not finished, not a single course, given back, or not one’s own', async () => {
    const { me, done, open } = await halfDone()
    expect(await outcome(proveHours(me, { studyIds: [] }))).toBe('proof_empty')
    expect(await outcome(proveHours(me, { studyIds: [done, open] }))).toBe('proof_unfinished')
    const inClass = await aLearner({ quizRequired: false }, { trainee: { ...me, idNumber: '', phone: null } })
    await watch(me, inClass.studyId)
    expect(await outcome(proveHours(me, { studyIds: [inClass.studyId] }))).toBe('proof_unfinished')
    const other = await halfDone()
    expect(await outcome(proveHours(me, { studyIds: [done, other.done] }))).toBe('not found')
    expect(await outcome(proveHours(await aTrainee(), { year: 2026 }))).toBe('proof_empty')
    await db().update(studies).set({ endedAt: noon }).where(eq(studies.id, done))
    expect(await outcome(proveHours(me, { studyIds: [done] }))).toBe('proof_unfinished')
    expect(await listCertificates(me, 'hours')).toEqual([])
  })

  test('prints names with rare characters and a long list on more pages', async () => {
    const shapes = Array.from({ length: 14 }, (_, i) => ({ title: `第${i + 1}门课程`, hours: 2 }))
    const { trainee, studyIds } = await aBuyer(shapes, { trainee: await aTrainee({ name: '䶮·买买提' }) })
    let me = trainee
    for (const id of studyIds) me = { ...trainee, ...(await watch(me, id)) }
    const text = await plain((await printCertificate(me, await proveHours(me, { year: 2026 }))).pdf)
    for (const words of ['䶮·买买提', '第1门课程', '第14门课程', '学时证明附页', '共获得28学时']) expect(text).toContain(words)
  })
})
