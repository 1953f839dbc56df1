import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { courses } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { trainees } from '@/db/schema/identity'
import { printCertificate, printCertificateForDesk } from '@/lib/certificates/print-certificate'
import { getCertificate, listCertificates, verifyByNumber, verifyByToken } from '@/lib/certificates/queries'
import { getEnrollment } from '@/lib/enrollment/queries'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { later, minutes } from '@/lib/shared/time'
import { aGraduate, aLearner, aPlayer } from '../support/learners'
import { outcome, outcomes, tallied } from '../support/outcome'
import { textOf } from '../support/pdf-text'
import { aStaff } from '../support/staff'
import { aCourse, asVisitor, aTrainee, noon } from '../support/world'

/** Somebody who passed a class of 4 and 4 hours. */
async function aHolder(name = '张丽华', employer = '唐山云桥市政工程有限公司') {
  const trainee = await aTrainee({ name, employer })
  const parts = await Promise.all(
    ['公需科目', '专业科目'].map(async (part) => ({
      name: part,
      hours: 4,
      courses: [await aCourse({ chapterSeconds: [5], title: `${part}课` })],
    })),
  )
  const { then: me, enrollmentId } = await aGraduate({ parts }, { trainee })
  const [certificate] = await listCertificates(me)
  return { me: { ...me, idNumber: trainee.idNumber }, enrollmentId, certificate: certificate! }
}
const revoke = (id: string, reason: string) =>
  db().update(certificates).set({ revokedAt: noon, revokedReason: reason }).where(eq(certificates.id, id))

test('a certificate says what was true when it was issued, whatever changes later', async () => {
  const { me, certificate } = await aHolder()
  const issued = certificate.snapshot
  expect(issued).toMatchObject({
    name: '张丽华',
    employer: '唐山云桥市政工程有限公司',
    year: 2026,
    issuedOn: '2026-06-18',
    hours: 8,
    parts: [
      { name: '公需科目', courses: 1, requiredHours: 4, earnedHours: 4 },
      { name: '专业科目', courses: 1, requiredHours: 4, earnedHours: 4 },
    ],
  })
  expect(issued.idNumberMasked).toMatch(/^1302\*{10}.{4}$/)
  await db().update(trainees).set({ name: '张改名', employer: '别的单位' }).where(eq(trainees.id, me.actor.id))
  await db().update(courses).set({ title: '改了名的课' }).where(eq(courses.title, '公需科目课'))
  expect((await getCertificate(me, certificate.id)).snapshot).toEqual(issued)
  expect(await verifyByToken(asVisitor(), certificate.token)).toMatchObject({ name: '张丽华', hours: 8 })
})

test('ten people who pass at once get ten numbers that follow one another', async () => {
  const ready = await Promise.all(
    Array.from({ length: 10 }, async () => {
      const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }]
      const { trainee, studyId } = await aLearner({ parts, quizRequired: false, regionCode: '130299' })
      return { trainee, player: await aPlayer(trainee, studyId) }
    }),
  )
  await Promise.all(ready.map(({ player }) => player.report([[0, 5]], 5)))
  const numbers = await Promise.all(ready.map(async ({ trainee }) => (await listCertificates(trainee))[0]!.number))
  expect(numbers.sort()).toEqual(Array.from({ length: 10 }, (_, i) => `ZJ-2026-130299-${String(i + 1).padStart(6, '0')}`))
})

describe('whoever holds the paper', () => {
  test('learns by its code what stands on it, and no more', async () => {
    const { me, certificate } = await aHolder()
    const { number, snapshot } = certificate
    expect(snapshot.idNumberMasked).toMatch(/^1302\*{10}.{4}$/)
    expect(await verifyByToken(asVisitor(), certificate.token)).toEqual({
      kind: 'training',
      number,
      title: '培训证明',
      name: '张丽华',
      idNumberMasked: `1${'*'.repeat(16)}${me.idNumber.slice(-1)}`, // snapshots hold four digits at each end
      year: 2026,
      program: snapshot.program,
      hours: 8,
      issuer: snapshot.issuer,
      issuedOn: '2026-06-18',
      revokedReason: null,
      replaced: false,
    })
    expect(await verifyByToken(asVisitor(), `${certificate.token}x`)).toBeNull()
    expect(await verifyByToken(asVisitor(), '')).toBeNull()
  })

  test('learns the same by number and name, and nothing by a number alone', async () => {
    const { certificate } = await aHolder()
    const { number, token } = certificate
    expect(await verifyByNumber(asVisitor(), number, '张丽华')).toEqual(await verifyByToken(asVisitor(), token))
    const tries = [verifyByNumber(asVisitor(), number, '李丽华'), verifyByNumber(asVisitor(), 'ZJ-2026-130203-999999', '张丽华')]
    expect(await outcomes(tries)).toEqual(['certificate_unmatched', 'certificate_unmatched'])
  })

  test('cannot leaf through numbers: sixty questions in ten minutes', async () => {
    const { certificate } = await aHolder()
    const me = asVisitor('10.7.7.7')
    const asked = await outcomes(Array.from({ length: 62 }, (_, i) => verifyByNumber(me, certificate.number, `猜${i}`)))
    expect(tallied(asked)).toEqual({ certificate_unmatched: 60, too_many_attempts: 2 })
    const rested = { ...me, now: later(noon, minutes(10)) }
    expect(await outcome(verifyByNumber(rested, certificate.number, '张丽华'))).toBe('done')
  })
})

test('a revoked certificate is not printed any more, and whoever asks reads why', async () => {
  const { me, enrollmentId, certificate } = await aHolder()
  await revoke(certificate.id, '冒名顶替')
  const reason = { revokedReason: '冒名顶替', name: '张丽华' }
  expect(await verifyByToken(asVisitor(), certificate.token)).toMatchObject(reason)
  expect(await verifyByNumber(asVisitor(), certificate.number, '张丽华')).toMatchObject(reason)
  expect(await outcomes([getCertificate(me, certificate.id), printCertificate(me, certificate.id)])).toEqual(['not found', 'not found'])
  expect((await getEnrollment(me, enrollmentId)).certificateId).toBeNull()
  expect(await listCertificates(me)).toMatchObject([{ id: certificate.id, revokedReason: '冒名顶替' }])
})

describe('a printed certificate', () => {
  const printed = async (me: Ctx<Trainee>, id: string) => textOf((await printCertificate(me, id)).pdf)

  test('carries name, whole ID number, hours and its own number; the same by the staff, with the number masked', async () => {
    const { me, certificate } = await aHolder('阿依古丽·买买提')
    const { name, pdf } = await printCertificate(me, certificate.id)
    expect([name, pdf.subarray(0, 5).toString()]).toEqual([`培训证明${certificate.number}.pdf`, '%PDF-'])
    const text = (await textOf(pdf)).replace(/\n/g, '')
    const atTheDesk = (await textOf((await printCertificateForDesk(aStaff('auditor'), certificate.id)).pdf)).replace(/\n/g, '')
    expect([atTheDesk.includes(me.idNumber), atTheDesk.includes(certificate.snapshot.idNumberMasked)]).toEqual([false, true])
    for (const word of ['阿依古丽·买买提', me.idNumber, '修满 8 学时', certificate.number, '公需科目']) expect(text).toContain(word)
  })

  test('of one person never carries the name of the one printed before', async () => {
    const [first, second] = [await aHolder('张丽华'), await aHolder('王建国')]
    const [one, two] = await Promise.all([printed(first.me, first.certificate.id), printed(second.me, second.certificate.id)])
    expect([one.includes('张丽华'), one.includes('王建国'), two.includes('张丽华'), two.includes('王建国')]).toEqual([
      true,
      false,
      false,
      true,
    ])
  })

  test.each([
    ['name', '王\ue863', undefined, '\ue863'],
    ['employer', '王建国', '𲈄田\ue863公司', '𲈄\ue863'],
  ])('is refused, naming the characters, when the %s has some that no font has', async (_, name, employer, characters) => {
    const { me, certificate } = await aHolder(name, employer)
    await expect(printCertificate(me, certificate.id)).rejects.toMatchObject({ code: 'certificate_unprintable', facts: { characters } })
  })

  test('is given to its holder only', async () => {
    const { certificate } = await aHolder()
    expect(await outcome(printCertificate(await aTrainee(), certificate.id))).toBe('not found')
  })
})
