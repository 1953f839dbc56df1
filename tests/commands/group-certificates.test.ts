import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { fromBuffer } from 'yauzl'
import { db } from '@/db/client'
import { classes } from '@/db/schema/catalog'
import { certificates } from '@/db/schema/certificates'
import { certificatePacks } from '@/db/schema/rosters'
import { getClassHome } from '@/lib/enrollment/queries'
import { listCertificateClasses } from '@/lib/rosters/certificate-queries'
import { forgetOldPacks, forgetPack, openPack, packCertificates, startPack } from '@/lib/rosters/pack-certificates'
import { storage } from '@/lib/shared/storage'
import { days, later } from '@/lib/shared/time'
import { zipStream } from '@/lib/shared/zip'
import { anEnterprise } from '../support/enterprises'
import { aColleague, anOpened, asColleague, rowsOf } from '../support/groups'
import { aGraduate, watch } from '../support/learners'
import { outcome } from '../support/outcome'
import { jobsWith } from '../support/queue'
import { aClass, aCourse, asSystem, noon, type TestClass } from '../support/world'

const patient = { timeout: 120_000 }

/** People of one enterprise, through with the class. */
async function passedOffice(names: string[]) {
  const trainingClass = await aClass({
    seats: 50,
    parts: [{ hours: 4, compulsory: true, courses: [await aCourse({ chapterSeconds: [5], quiz: false })] }],
    quizRequired: false,
  })
  const opened = await anOpened(
    trainingClass,
    names.map((name) => aColleague({ name })),
  )
  for (const [i, { enrollmentId }] of (await rowsOf(opened.rosterId)).entries()) {
    const me = await asColleague(opened.rosterId, i)
    for (const { id } of (await getClassHome(me, enrollmentId!)).studies) await watch(me, id)
  }
  return { ...opened, trainingClass }
}

const day = later(noon, days(1))

async function packed({ me, trainingClass }: { me: Awaited<ReturnType<typeof anEnterprise>>; trainingClass: TestClass }) {
  const clerk = { ...me, now: day }
  const packId = await startPack(clerk, trainingClass.id)
  const key = { enterpriseId: me.actor.id, packId }
  for (let i = 0; i < 5; i++) await packCertificates(asSystem(day), key)
  return { clerk, packId, key }
}

async function namesIn(papers: AsyncIterable<[string, Buffer]>): Promise<string[]> {
  const pieces: Buffer[] = []
  for await (const piece of zipStream(papers)) pieces.push(piece)
  return new Promise((resolve, reject) =>
    fromBuffer(Buffer.concat(pieces), (error, file) => {
      if (error) return reject(error)
      const names: string[] = []
      file.on('entry', ({ fileName }) => names.push(fileName))
      file.on('end', () => resolve(names))
      file.on('error', reject)
    }),
  )
}

test('all certificates of a class come as one zip file, printed some at a time', patient, async () => {
  const office = await passedOffice(Array.from({ length: 22 }, (_, i) => `职工${'甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥'[i]}`))
  await aGraduate({}, { trainingClass: office.trainingClass }) // of the same class, but paid by himself
  const clerk = { ...office.me, now: day }
  expect(await listCertificateClasses(clerk)).toMatchObject([{ classId: office.trainingClass.id, people: 22, pack: null }])
  const packId = await startPack(clerk, office.trainingClass.id)
  expect(await outcome(startPack(clerk, office.trainingClass.id))).toBe('certificates_running')
  const key = { enterpriseId: office.me.actor.id, packId }
  await packCertificates(asSystem(day), key)
  expect(await listCertificateClasses(clerk)).toMatchObject([{ pack: { status: 'waiting', printed: 20, total: 22 } }])
  expect(await outcome(openPack(clerk, packId))).toBe('not found')
  expect(await jobsWith('certificates.pack', key)).toHaveLength(2)
  await packCertificates(asSystem(day), key)
  await packCertificates(asSystem(day), key) // the queue may call once more
  const { name, papers } = await openPack(clerk, packId)
  const [{ title }] = (await db().select({ title: classes.title }).from(classes).where(eq(classes.id, office.trainingClass.id))) as [
    { title: string },
  ]
  expect(name).toBe(`${title}证书.zip`)
  const names = await namesIn(papers)
  expect(names).toHaveLength(22)
  expect(names).toContainEqual(expect.stringMatching(/^职工甲_ZJ-2026-130203-\d{6}\.pdf$/))
})

test('one revoked since is not given out; other enterprises find no pack; it is gone after a week', patient, async () => {
  const office = await passedOffice(['赵一', '钱二'])
  const { clerk, packId, key } = await packed(office)
  expect(await outcome(openPack(await anEnterprise(), packId))).toBe('not found')
  expect(await outcome(startPack(await anEnterprise(), office.trainingClass.id))).toBe('certificates_none')
  const [first] = await rowsOf(office.rosterId)
  const [certificate] = await db().select().from(certificates).where(eq(certificates.enrollmentId, first!.enrollmentId!))
  await db().update(certificates).set({ revokedAt: noon, revokedReason: '代学' }).where(eq(certificates.id, certificate!.id))
  expect(await namesIn((await openPack(clerk, packId)).papers)).toEqual([expect.stringMatching(/^钱二_/)])
  const file = `packs/${packId}/${certificate!.number.toLowerCase()}.pdf`
  expect(await storage().get(file)).toBeInstanceOf(Buffer)
  await forgetOldPacks(asSystem(later(day, days(8))))
  expect(await jobsWith('certificates.unpack', key)).toHaveLength(1)
  await forgetPack(asSystem(), key)
  expect([await storage().get(file), await db().select().from(certificatePacks).where(eq(certificatePacks.id, packId))]).toEqual([null, []])
})

test('a name that no font can print is left out and said; a pack that stands still is given up', patient, async () => {
  const office = await passedOffice(['孙三', '李\u{f8a1}四'])
  const { clerk, packId } = await packed(office)
  const [item] = await listCertificateClasses(clerk)
  expect(item!.pack).toMatchObject({ status: 'ready', printed: 1, unprintable: ['李\u{f8a1}四'] })
  expect(await namesIn((await openPack(clerk, packId)).papers)).toHaveLength(1)
  await startPack(clerk, office.trainingClass.id)
  expect(await outcome(startPack({ ...clerk, now: later(day, days(1)) }, office.trainingClass.id))).toBe('done')
})
