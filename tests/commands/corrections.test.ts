import { and, eq } from 'drizzle-orm'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { corrections, trainees } from '@/db/schema/identity'
import { getCorrection, getEvidence, listCorrections } from '@/lib/admin/corrections'
import { correctNameFor } from '@/lib/identity/correct-name-for'
import { askCorrection, listDecidedCorrections, listOwnCorrections } from '@/lib/identity/corrections'
import { approveCorrection, declineCorrection } from '@/lib/identity/decide-correction'
import { keepPendingPhoto } from '@/lib/identity/photo'
import { findTraineeByIdNumber } from '@/lib/identity/queries'
import { CorrectNameInput } from '@/lib/identity/staff-people-input'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import { days } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { idNumberOf } from '../support/opened'
import { outcome, outcomes, tallied } from '../support/outcome'
import { messagesTo } from '../support/phone'
import { aSession, whoHolds } from '../support/sessions'
import { aStaff } from '../support/staff'
import { anIdNumber, asSystem, aTrainee, laterOn } from '../support/world'

const picture = () =>
  sharp({ create: { width: 600, height: 400, channels: 3, background: '#ccd' } })
    .jpeg()
    .toBuffer()
const upload = async (me: Ctx<Trainee>) => keepPendingPhoto(me, await picture())
const reason = '注册时填错一位'

async function asked(me: Ctx<Trainee>, wanted: { name: string } | { idNumber: string }) {
  const version = await upload(me)
  await askCorrection(
    me,
    'name' in wanted ? { field: 'name', ...wanted, reason, version } : { field: 'id_number', ...wanted, reason, version },
  )
  const [own] = await listOwnCorrections(me)
  return { traineeId: me.actor.id, correctionId: own!.id }
}

const personOf = async (id: string) => (await db().select().from(trainees).where(eq(trainees.id, id)))[0]!

test('a name is corrected: asked with a document, compared, approved; the picture is gone', async () => {
  const me = await aTrainee({ name: '张丽花' })
  const key = await asked(me, { name: '张丽华' })
  expect(await listOwnCorrections(me)).toMatchObject([{ field: 'name', status: 'open', answer: null }])
  const reviewer = aStaff('reviewer')
  expect(await getCorrection(reviewer, key)).toMatchObject({ onFile: '张丽花', wanted: '张丽华', hasEvidence: true })
  expect((await getEvidence(reviewer, key)).length).toBeGreaterThan(100)
  const [{ evidenceKey } = { evidenceKey: null }] = await db().select().from(corrections).where(eq(corrections.id, key.correctionId))
  expect(await storage().get(evidenceKey!)).not.toBeNull()

  const session = await aSession(me)
  await approveCorrection(reviewer, key)
  expect((await personOf(me.actor.id)).name).toBe('张丽华')
  expect(await whoHolds('trainee', session.token)).toMatchObject({ name: '张丽华' }) // still signed in
  expect(await listOwnCorrections(me)).toMatchObject([{ status: 'approved' }])
  expect(await outcome(getEvidence(reviewer, key))).toBe('not found')
  const [job] = await db().$client`select data from pgboss.job where name = 'photos.forget' and data->>'key' = ${evidenceKey}`
  expect(job).toBeDefined()
  expect(await recordsOf(me.actor.id)).toEqual(['correction.approve', 'correction.ask', 'correction.view', 'session.begin'])
})

test('a number is corrected with its index: the new one signs in, the sessions end, the audit log has both masked', async () => {
  const me = await aTrainee()
  const idNumber = anIdNumber()
  const key = await asked(me, { idNumber })
  const reviewer = aStaff('reviewer')
  expect(await getCorrection(reviewer, key)).toMatchObject({ onFile: me.idNumber, wanted: idNumber })
  const session = await aSession(me)
  await approveCorrection(reviewer, key)
  expect((await findTraineeByIdNumber(asSystem(), idNumber))?.id).toBe(me.actor.id)
  expect(await findTraineeByIdNumber(asSystem(), me.idNumber)).toBeNull()
  expect(await session.holds()).toBe(false)
  const person = await personOf(me.actor.id)
  expect(idNumberOf(person)).toBe(idNumber)
  expect((await getCorrection(reviewer, key)).wanted).toBe(person.idNumberMasked)
  const entries = await db().select().from(auditLog).where(eq(auditLog.subjectId, me.actor.id))
  for (const number of [me.idNumber, idNumber]) expect(JSON.stringify(entries)).not.toContain(number)
  expect(entries.find(({ action }) => action === 'correction.approve')!.details).toMatchObject({ after: person.idNumberMasked })
})

test('a number that somebody else has is refused, also when two get it at once', async () => {
  const other = await aTrainee()
  const me = await aTrainee()
  const key = await asked(me, { idNumber: other.idNumber })
  const reviewer = aStaff('reviewer')
  expect(await outcome(approveCorrection(reviewer, key))).toBe('correction_taken')
  expect((await getCorrection(reviewer, key)).status).toBe('open')
  const [one, two] = [await aTrainee(), await aTrainee()]
  const idNumber = anIdNumber()
  const keys = [await asked(one, { idNumber }), await asked(two, { idNumber })]
  expect(tallied(await outcomes(keys.map((each) => approveCorrection(reviewer, each))))).toEqual({ done: 1, correction_taken: 1 })
})

test('declined with an answer that the trainee reads; decided once, also by two at once; then it may be asked again', async () => {
  const me = await aTrainee()
  const key = await asked(me, { name: '李四' })
  const reviewer = aStaff('reviewer')
  const answers = [declineCorrection(reviewer, { ...key, answer: '照片不清楚' }), approveCorrection(reviewer, key)]
  expect(tallied(await outcomes(answers))).toEqual({ done: 1, correction_decided: 1 })
  const again = await asked(await aTrainee(), { name: '李四' })
  await declineCorrection(reviewer, { ...again, answer: '照片不清楚' })
  const other = await aTrainee()
  await declineCorrection(reviewer, { ...(await asked(other, { name: '李四' })), answer: '照片不清楚' })
  expect(await listOwnCorrections(other)).toMatchObject([{ status: 'declined', answer: '照片不清楚' }])
  await asked(other, { name: '李四光' })
})

test('whoever asked is told by SMS, without name or number, and reads it in 信息中心 for a month', async () => {
  const me = await aTrainee()
  const idNumber = anIdNumber()
  await approveCorrection(aStaff('reviewer'), await asked(me, { idNumber }))
  await declineCorrection(aStaff('reviewer'), { ...(await asked(laterOn(me, 60_000), { name: '李四' })), answer: '照片不清楚' })
  expect((await messagesTo(me.phone!)).sort()).toEqual([
    '您的姓名更正申请未通过，请登录平台在“个人信息”中查看。',
    '您的证件号码更正申请已通过，请登录平台在“个人信息”中查看。',
  ])
  expect((await listDecidedCorrections(me)).map(({ field, answer }) => [field, answer]).sort()).toEqual([
    ['id_number', null],
    ['name', '照片不清楚'],
  ])
  expect(await listDecidedCorrections(laterOn(me, days(31)))).toEqual([])
  const silent = await aTrainee({ phone: null })
  await approveCorrection(aStaff('reviewer'), await asked(silent, { name: '李四' })) // nobody to tell
})

test('one at a time for each field; nothing to correct, no picture, a wrong number: refused', async () => {
  const me = await aTrainee({ name: '张丽华' })
  const version = await upload(me)
  const tries = [1, 2, 3].map(() => askCorrection(me, { field: 'name', name: '张立华', reason, version }))
  expect(tallied(await outcomes(tries))).toEqual({ done: 1, correction_open: 2 })
  expect(await outcome(askCorrection(me, { field: 'name', name: '张丽华', reason, version }))).toBe('correction_same')
  expect(await outcome(askCorrection(me, { field: 'id_number', idNumber: me.idNumber, reason, version }))).toBe('correction_same')
  expect(await outcome(askCorrection(me, { field: 'id_number', idNumber: '130203199001010000', reason, version }))).toBe(
    'id_number_checksum',
  )
  expect(await outcome(askCorrection(me, { field: 'id_number', idNumber: anIdNumber(), reason, version: 1 }))).toBe('photo_missing')
  const stranger = await aTrainee()
  expect(await outcome(askCorrection(stranger, { field: 'name', name: '李四', reason, version }))).toBe('photo_missing') // of somebody else
  expect(await outcome(askCorrection(me, { field: 'id_number', idNumber: anIdNumber(), reason, version }))).toBe('done')
})

test('the list shows what waits; only with the right, and region managers have none', async () => {
  const me = await aTrainee()
  const key = await asked(me, { name: '王五' })
  const list = await listCorrections(aStaff('reviewer'), { q: '', page: 1, sort: '-asked', filters: {} })
  expect(list.rows.map(({ id }) => id)).toContain(key.correctionId)
  expect(JSON.stringify(list)).not.toContain('王五')
  for (const role of ['hotline', 'finance', 'region_manager', 'auditor', 'content_editor'] as const) {
    const ctx = aStaff(role)
    const works = [
      getCorrection(ctx, key),
      getEvidence(ctx, key),
      approveCorrection(ctx, key),
      declineCorrection(ctx, { ...key, answer: '不行' }),
    ]
    expect(tallied(await outcomes(works))).toEqual({ 'not found': 4 })
  }
  const elsewhere = { ...key, traineeId: (await aTrainee()).actor.id }
  expect(await outcome(approveCorrection(aStaff('reviewer'), elsewhere))).toBe('not found')
  const looks = and(eq(auditLog.subjectId, me.actor.id), eq(auditLog.action, 'correction.view'))
  expect(await db().select().from(auditLog).where(looks)).toEqual([])
})

describe('a name corrected for somebody by the staff', () => {
  const hotline = () => aStaff('hotline')
  const evidence = '本人到窗口出示身份证原件'
  const input = (me: { actor: { id: string }; idNumber: string }, name = '张丽华') => ({
    traineeId: me.actor.id,
    idNumber: me.idNumber,
    name,
    evidence,
    reason: '集体报名时填错',
  })

  test('waits for a second look; then the person is told, the log says before and after, certificates stay', async () => {
    const me = await aTrainee({ name: '张丽花' })
    const asker = aStaff('administrator')
    await correctNameFor(asker, input(me))
    const [own] = await listOwnCorrections(me)
    const key = { traineeId: me.actor.id, correctionId: own!.id }
    expect((await personOf(me.actor.id)).name).toBe('张丽花')
    expect(await getCorrection(asker, key)).toMatchObject({ own: true, wanted: '张丽华', evidenceNote: evidence, hasEvidence: false })
    expect(await outcome(approveCorrection(asker, key))).toBe('correction_own')
    await approveCorrection(aStaff('reviewer'), key)
    expect((await personOf(me.actor.id)).name).toBe('张丽华')
    expect(await listDecidedCorrections(me)).toMatchObject([{ field: 'name', status: 'approved' }])
    const rows = await db().select().from(auditLog).where(eq(auditLog.subjectId, me.actor.id))
    const of = (action: string) => rows.find((row) => row.action === action)!.details
    expect(of('correction.ask')).toMatchObject({ before: '张丽花', after: '张丽华', evidence, reason: '集体报名时填错' })
    expect(of('correction.approve')).toMatchObject({ before: '张丽花', after: '张丽华' })
  })

  test('needs the right, the number that the caller says, another name, and no other request', async () => {
    const me = await aTrainee({ name: '张丽花' })
    expect(await outcome(correctNameFor(aStaff('reviewer'), input(me)))).toBe('not found')
    expect(await outcome(correctNameFor(hotline(), { ...input(me), idNumber: anIdNumber() }))).toBe('caller_unmatched')
    expect(await outcome(correctNameFor(hotline(), input(me, '张丽花')))).toBe('correction_same')
    await correctNameFor(hotline(), input(me))
    expect(await outcome(correctNameFor(hotline(), input(me, '张莉花')))).toBe('correction_open')
    expect(CorrectNameInput.safeParse({ ...input(me), evidence: '看过' }).success).toBe(false)
  })

  test('by whatever way it came, the database takes no approval by who asked', async () => {
    const me = await aTrainee({ name: '张丽花' })
    const asker = hotline()
    await correctNameFor(asker, input(me))
    const own = { status: 'approved' as const, decidedAt: asker.now, decidedBy: asker.actor.id }
    await expect(db().update(corrections).set(own).where(eq(corrections.traineeId, me.actor.id))).rejects.toThrow()
  })
})
