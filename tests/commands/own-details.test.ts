import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { enrollments } from '@/db/schema/enrollment'
import { regions, trainees } from '@/db/schema/identity'
import { listMyOffers } from '@/lib/checkout/queries'
import { listOpenClasses } from '@/lib/enrollment/open-classes'
import { changeEmployment } from '@/lib/identity/change-employment'
import { putDueInForce } from '@/lib/identity/phone-change/in-force'
import { changePhone, newPhoneOf, startPhoneChange } from '@/lib/identity/phone-change/own'
import { listOwnPhoneNews } from '@/lib/identity/phone-change/queries'
import { phoneOf } from '@/lib/identity/phones'
import { hours, later, minutes } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aSolvedCaptcha } from '../support/captcha'
import { anEnrolled } from '../support/learners'
import { outcome, outcomes } from '../support/outcome'
import { codeSentTo, messagesTo } from '../support/phone'
import { aPhoneNumber } from '../support/registrants'
import { aRegion, asSystem, aTrainee, at, noon, password } from '../support/world'

const personOf = async (id: string) => (await db().select().from(trainees).where(eq(trainees.id, id)))[0]!

describe('a trainee changes their phone', () => {
  const begin = (me: Parameters<typeof startPhoneChange>[0], phone: string, current = password) =>
    startPhoneChange(me, { phone, current, ...aSolvedCaptcha() })

  test.each([
    ['who has one', true],
    ['who has none', false],
  ] as const)('%s: password, code to the new one, and it waits its day', async (_, had) => {
    const { idNumber: __, phone: old, ...me } = await aTrainee(had ? {} : { phone: null })
    const phone = aPhoneNumber()
    expect(await outcome(begin(me, phone, 'wrong'))).toBe('password_wrong')
    if (old) expect(await outcome(begin(me, old))).toBe('phone_same')
    const token = await begin(me, phone)
    expect(newPhoneOf(me, token)).toBe(`${phone.slice(0, 3)}****${phone.slice(-4)}`)
    expect(await outcome(changePhone(me, token, { code: '000000' }))).toBe('sms_code_wrong')
    await changePhone(me, token, { code: await codeSentTo(phone) })
    expect(phoneOf(await personOf(me.actor.id))).toBe(old)
    expect(await listOwnPhoneNews(me)).toMatchObject([{ status: 'waiting', own: true }])
    if (old) expect((await messagesTo(old))[0]).toContain(phone.slice(-4))
    expect(await outcome(begin(me, aPhoneNumber()))).toBe('phone_change_waits')
    await putDueInForce(asSystem(later(noon, hours(24))))
    expect(phoneOf(await personOf(me.actor.id))).toBe(phone)
    expect(await recordsOf(me.actor.id)).toEqual(['phone.ask', 'phone.change'])
  })

  test("somebody else's token, one that ran out and none at all change nothing", async () => {
    const [me, other] = [await aTrainee(), await aTrainee()]
    const phone = aPhoneNumber()
    const token = await begin(me, phone)
    const code = await codeSentTo(phone)
    const late = at(me, later(noon, minutes(11)))
    const tries = [changePhone(other, token, { code }), changePhone(late, token, { code }), changePhone(me, undefined, { code })]
    expect(await outcomes(tries)).toEqual(Array(3).fill('phone_change_expired'))
    expect([await listOwnPhoneNews(me), await listOwnPhoneNews(other)]).toEqual([[], []])
  })
})

describe('a trainee changes where they work', () => {
  const moved = { employer: '唐山市路南区第一中学', regionCode: '130202', technicalGrade: '一级教师' }

  test('at once, with what was there before in the log', async () => {
    const me = await aTrainee()
    await aRegion('130202', '路南区')
    await changeEmployment(me, moved)
    expect(await personOf(me.actor.id)).toMatchObject(moved)
    const [entry] = await db().select().from(auditLog).where(eq(auditLog.subjectId, me.actor.id))
    expect(entry).toMatchObject({
      action: 'person.employment',
      details: { before: { employer: '唐山云桥市政工程有限公司', regionCode: '130203', technicalGrade: null }, after: moved },
    })
  })

  test('a region that does not exist and a shortened name are refused at their fields; a name that stays is not asked about again', async () => {
    const me = await aTrainee({ employer: '唐山一中' })
    const refused = (input: Partial<typeof moved>) => changeEmployment(me, { ...moved, ...input })
    await expect(refused({ regionCode: '999999' })).rejects.toMatchObject({ code: 'region_unknown', field: 'regionCode' })
    await aRegion('130202', '路南区')
    await expect(refused({ employer: '唐山二中' })).rejects.toMatchObject({ code: 'employer_shortened', field: 'employer' })
    expect(await outcome(refused({ employer: '唐山一中' }))).toBe('done')
  })

  test('a class that was joined stays, and is named; offers go by the new region', async () => {
    const { trainee, trainingClass, enrollmentId } = await anEnrolled()
    await aRegion('130202', '路南区')
    await changeEmployment(trainee, moved)
    const [own] = await db().select().from(regions).where(eq(regions.code, '130203'))
    expect(await listOpenClasses(trainee)).toMatchObject([{ id: enrollmentId, region: own!.name }])
    const [place] = await db().select().from(enrollments).where(eq(enrollments.id, enrollmentId))
    expect(place).toMatchObject({ classId: trainingClass.id, status: 'active' })
    const offer = (await listMyOffers(trainee)).find(({ id }) => id === trainingClass.id)
    expect(offer).toMatchObject({ ownRegion: false, otherRegion: true })
  })
})
