import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { certificates } from '@/db/schema/certificates'
import { trainees } from '@/db/schema/identity'
import { addPhoto } from '@/lib/certificates/add-photo'
import { getCertificateForDesk, listCertificatesForDesk } from '@/lib/certificates/desk-certificates'
import { printCertificate, printCertificateForDesk } from '@/lib/certificates/print-certificate'
import { listCertificates, verifyByNumber, verifyByToken } from '@/lib/certificates/queries'
import { reissueCertificate } from '@/lib/certificates/reissue-certificate'
import { revokeCertificate } from '@/lib/certificates/revoke-certificate'
import { recordsOf } from '../support/books'
import { aGraduate } from '../support/learners'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aStaff } from '../support/staff'
import { aCourse, asVisitor, aTrainee, noon } from '../support/world'

const reviewer = () => aStaff('reviewer')

async function aHolder(name = '张丽花') {
  const parts = [{ hours: 4, courses: [await aCourse({ chapterSeconds: [5] })] }]
  const { then: me, trainingClass } = await aGraduate({ parts }, { trainee: await aTrainee({ name }) })
  const [certificate] = await listCertificates(me)
  return { me, trainingClass, certificate: certificate! }
}
const rename = (id: string, name: string) => db().update(trainees).set({ name }).where(eq(trainees.id, id))
const search = (q: string, filters = {}) => ({ q, page: 1, sort: '', filters })

describe('a revoked certificate', () => {
  test('is printed no more, and whoever checks it reads why', async () => {
    const { me, certificate } = await aHolder()
    await revokeCertificate(reviewer(), { certificateId: certificate.id, reason: '冒名顶替' })
    expect(await outcome(printCertificate(me, certificate.id))).toBe('not found')
    expect(await outcome(printCertificateForDesk(reviewer(), certificate.id))).toBe('not found')
    expect(await verifyByToken(asVisitor(), certificate.token)).toMatchObject({ revokedReason: '冒名顶替', replaced: false })
    expect(await recordsOf(certificate.id)).toEqual(['certificate.revoke'])
    expect(await outcome(revokeCertificate(reviewer(), { certificateId: certificate.id, reason: '再次' }))).toBe('certificate_revoked')
  })
})

describe('a reissued certificate', () => {
  test('has the corrected name and a number of its own; the old one says it was replaced', async () => {
    const { me, certificate } = await aHolder()
    await rename(me.actor.id, '张丽华')
    const id = await reissueCertificate(reviewer(), { certificateId: certificate.id, reason: '姓名更正' })
    const [fresh, old] = (await listCertificates(me)).sort((a) => (a.id === id ? -1 : 1))
    expect(fresh!.snapshot).toEqual({ ...certificate.snapshot, name: '张丽华', issuedOn: '2026-06-18' })
    expect(fresh!.number).not.toBe(certificate.number)
    expect(old).toMatchObject({ id: certificate.id, replacedBy: id, revokedAt: noon })
    expect(await verifyByNumber(asVisitor(), certificate.number, '张丽花')).toMatchObject({ replaced: true, revokedReason: '姓名更正' })
    expect(await verifyByNumber(asVisitor(), fresh!.number, '张丽华')).toMatchObject({ replaced: false, revokedReason: null })
    expect((await printCertificate(me, id)).pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('is made once by two clerks, revoked or reissued', async () => {
    const { me, certificate } = await aHolder()
    await rename(me.actor.id, '张丽华')
    const input = { certificateId: certificate.id, reason: '姓名更正' }
    const words = await outcomes([
      reissueCertificate(reviewer(), input),
      reissueCertificate(reviewer(), input),
      revokeCertificate(reviewer(), input),
    ])
    expect(tallied(words)).toEqual({ done: 1, certificate_revoked: 2 })
    const valid = (await db().select().from(certificates).where(eq(certificates.traineeId, me.actor.id))).filter((row) => !row.revokedAt)
    expect(valid.length).toBeLessThanOrEqual(1)
  })

  test('is refused while nothing was corrected', async () => {
    const { certificate } = await aHolder()
    expect(await outcome(reissueCertificate(reviewer(), { certificateId: certificate.id, reason: '想换' }))).toBe('certificate_unchanged')
  })
})

describe('a certificate issued without a photo', () => {
  const photographed = (id: string) =>
    db()
      .update(trainees)
      .set({ photoKey: `photos/${id}/1.jpg` })
      .where(eq(trainees.id, id))

  test('is replaced by its holder once, by one with the photo', async () => {
    const { me, certificate } = await aHolder()
    const input = { certificateId: certificate.id }
    expect(await outcome(addPhoto(me, input))).toBe('certificate_photo_missing')
    await photographed(me.actor.id)
    const words = await outcomes([addPhoto(me, input), addPhoto(me, input)])
    expect(tallied(words)).toEqual({ done: 1, certificate_revoked: 1 })
    const all = await listCertificates(me)
    const [fresh, old] = [all.find(({ revokedAt }) => !revokedAt)!, all.find(({ revokedAt }) => revokedAt)!]
    expect(fresh.snapshot).toEqual({ ...certificate.snapshot, photoKey: `photos/${me.actor.id}/1.jpg`, issuedOn: '2026-06-18' })
    expect(old).toMatchObject({ id: certificate.id, replacedBy: fresh.id, revokedReason: '本人补充照片' })
    expect(await recordsOf(certificate.id)).toEqual(['certificate.reissue'])
    await photographed(me.actor.id)
    expect(await outcome(addPhoto(me, { certificateId: fresh.id }))).toBe('certificate_has_photo')
  })

  test("is nobody else's to replace, and a revoked one nobody's", async () => {
    const [{ me, certificate }, { me: other }] = [await aHolder(), await aHolder()]
    for (const one of [me, other]) await photographed(one.actor.id)
    expect(await outcome(addPhoto(other, { certificateId: certificate.id }))).toBe('not found')
    await revokeCertificate(reviewer(), { certificateId: certificate.id, reason: '冒名顶替' })
    expect(await outcome(addPhoto(me, { certificateId: certificate.id }))).toBe('certificate_revoked')
  })
})

test('the wrong role changes nothing, and a region manager sees those of the own regions only', async () => {
  const { certificate } = await aHolder()
  const input = { certificateId: certificate.id, reason: '无权' }
  for (const role of ['finance', 'hotline', 'auditor', 'region_manager', 'content_editor'] as const) {
    expect(await outcome(revokeCertificate(aStaff(role), input))).toBe('not found')
    expect(await outcome(reissueCertificate(aStaff(role), input))).toBe('not found')
  }
  const [own, other] = [aStaff('region_manager', noon, ['130203']), aStaff('region_manager', noon, ['130202'])]
  expect((await getCertificateForDesk(own, certificate.id)).certificate.number).toBe(certificate.number)
  expect(await outcome(getCertificateForDesk(other, certificate.id))).toBe('not found')
  expect(await outcome(printCertificateForDesk(other, certificate.id))).toBe('not found')
  expect((await listCertificatesForDesk(other, search(certificate.number))).total).toBe(0)
  expect(await outcome(listCertificatesForDesk(aStaff('content_editor'), search('')))).toBe('not found')
})

test('the search finds by number as typed, by name and by class, and filters', async () => {
  const { certificate, trainingClass } = await aHolder('欧阳文静')
  const found = async (q: string, filters = {}) => (await listCertificatesForDesk(reviewer(), search(q, filters))).rows.map(({ id }) => id)
  expect(await found(certificate.number.toLowerCase().replaceAll('-', '－'))).toEqual([certificate.id])
  expect(await found('欧阳文静')).toEqual([certificate.id])
  expect(await found(certificate.snapshot.trainingClass)).toContain(certificate.id)
  expect(await found('欧阳文静', { state: 'revoked' })).toEqual([])
  expect(await found('欧阳文静', { year: '2025' })).toEqual([])
  expect(await found('欧阳文静', { year: '2026', state: 'valid', kind: 'training' })).toEqual([certificate.id])
  expect(await found("100%' or 1=1")).toEqual([])
  expect(trainingClass.courseIds).toHaveLength(1)
})
