import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, consents, registrationDrafts, trainees } from '@/db/schema/identity'
import { forgetOldDrafts } from '@/lib/identity/drafts'
import { currentVersions } from '@/lib/identity/legal'
import { phoneOf } from '@/lib/identity/phones'
import { findTraineeByIdNumber, getProfile } from '@/lib/identity/queries'
import { startRecovery } from '@/lib/identity/recover-password'
import { completeRegistration } from '@/lib/identity/register'
import { agreeToTerms, keepTyped, saveEmployment, saveIdentity, savePassword } from '@/lib/identity/registration-answers'
import { findDraft } from '@/lib/identity/registration-draft'
import { provePhone, savePhone, sendCodeAgain } from '@/lib/identity/registration-phone'
import { firstGap } from '@/lib/identity/registration-steps'
import { signIn } from '@/lib/identity/sign-in'
import { days, hours, later, minutes } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aSolvedCaptcha } from '../support/captcha'
import { withCheckDigit } from '../support/id-numbers'
import { idNumberOf } from '../support/opened'
import { outcome, outcomes, tallied } from '../support/outcome'
import { codeSentTo } from '../support/phone'
import { agreement, aPhoneNumber, aRegistrant } from '../support/registrants'
import { anIdNumber, asSystem, asVisitor, aTrainee, noon, password } from '../support/world'

const canSignIn = (idNumber: string) => outcome(signIn(asVisitor(), { idNumber, password, ...aSolvedCaptcha() }))
const traineeOf = async (id: string) => (await db().select().from(trainees).where(eq(trainees.id, id)))[0]!

describe('somebody registers', () => {
  test('everything they filled in is their account, and they can sign in', async () => {
    const me = await aRegistrant('employment', { name: '阿依古丽·买买提' })
    const { id } = await me.finish()
    const row = await traineeOf(id)
    expect(row).toMatchObject({
      name: '阿依古丽·买买提',
      documentKind: 'resident_id',
      employer: '唐山云桥市政工程有限公司',
      regionCode: '130203',
      technicalGrade: '工程师',
      photoKey: null,
    })
    expect(phoneOf(row)).toBe(me.phone)
    expect(idNumberOf(row)).toBe(me.idNumber)
    expect(await recordsOf(id)).toEqual(['account.register'])
    expect(await canSignIn(me.idNumber)).toBe('done')
    expect(await findDraft(me.ctx, me.token)).toBeNull()
  })

  test('which version they agreed to, when and from where is kept, each text apart', async () => {
    const me = await aRegistrant()
    const { id } = await me.finish()
    const kept = await db().select().from(consents).where(eq(consents.accountId, id)).orderBy(consents.document)
    const { address } = me.ctx.actor as { address: string }
    expect(kept).toEqual(
      (['terms', 'privacy', 'sensitive_data'] as const).map((document) => ({
        accountId: id,
        document,
        version: currentVersions()[document],
        agreedAt: noon,
        address,
      })),
    )
  })

  test.each([
    ['residence_permit', withCheckDigit('81000019800101122')],
    ['foreigner_permit', withCheckDigit('91315619800101122')],
    ['passport', 'E12345678'],
  ] as const)('with a %s, and signs in and recovers with its number', async (documentKind, idNumber) => {
    const me = await aRegistrant('employment', { documentKind, idNumber, name: 'Anna-Marie O’Neil' })
    const { id } = await me.finish()
    expect(await canSignIn(idNumber)).toBe('done')
    expect(await outcome(startRecovery(asVisitor(), { name: me.name, idNumber, ...aSolvedCaptcha() }))).toBe('done')
    const profile = await getProfile({ ...me.ctx, actor: { kind: 'trainee', id, name: me.name, address: '' } })
    expect(profile.documentKind).toBe(documentKind)
    expect(profile.idNumber).toBe(idNumber)
  })

  test.each(['王䶮', '𠮷田', '𠮷'.repeat(50), `阿${'·'.repeat(1)}依`])('a name like %s is kept as it is', async (name) => {
    const { id } = await (await aRegistrant('employment', { name })).finish()
    expect((await traineeOf(id)).name).toBe(name)
  })

  test('nothing typed lies readable in the database', async () => {
    const me = await aRegistrant()
    const rows = await db().select().from(registrationDrafts)
    const text = JSON.stringify(rows)
    for (const secret of [me.idNumber, me.phone, me.name, password, me.token]) expect(text).not.toContain(secret)
    expect(JSON.stringify((await findDraft(me.ctx, me.token))!.answers)).not.toContain(password)
  })
})

describe('nothing is left out', () => {
  test.each(['consent', 'identity', 'phone', 'proved', 'password'] as const)('who came only to %s cannot finish', async (stage) => {
    const me = await aRegistrant(stage)
    expect(await outcome(me.finish())).toBe('registration_incomplete')
    expect(await findTraineeByIdNumber(asSystem(), me.idNumber)).toBeNull()
  })

  test('an agreement to a text that has changed meanwhile is asked again', async () => {
    expect(await outcome(agreeToTerms(asVisitor(), undefined, { ...agreement(), privacy: '2020-01-01' }))).toBe('terms_changed')
    const me = await aRegistrant()
    const { answers } = (await findDraft(me.ctx, me.token))!
    expect(firstGap(answers, { ...currentVersions(), terms: '2030-01-01' })).toBe('consent')
  })

  test('agreeing again keeps what was filled in', async () => {
    const me = await aRegistrant('employment')
    expect(await agreeToTerms(me.ctx, me.token, agreement())).toBe(me.token)
    expect(await outcome(me.finish())).toBe('done')
  })

  test('a region must be one of ours', async () => {
    const me = await aRegistrant('password')
    const typed = { employer: '唐山市第十三中学', regionCode: '999999', technicalGrade: '' }
    expect(await outcome(saveEmployment(me.ctx, me.token, typed))).toBe('region_unknown')
  })

  test('a password with the number or the phone in it is refused; nothing of it is kept', async () => {
    const me = await aRegistrant('proved')
    const tries = [`x-${me.idNumber}`, `tel-${me.phone}`, 'short1', 'password']
    expect(await outcomes(tries.map((typed) => savePassword(me.ctx, me.token, { password: typed, repeated: typed })))).toEqual([
      'password_common',
      'password_common',
      'password_weak',
      'password_weak',
    ])
    expect(await outcome(savePassword(me.ctx, me.token, { password, repeated: 'Sturdy-oak-2027' }))).toBe('passwords_differ')
    expect((await findDraft(me.ctx, me.token))!.answers.passwordHash).toBeUndefined()
  })
})

describe('the phone', () => {
  const wrong = (code: string) => (code === '000000' ? '111111' : '000000')
  const prove = (me: Awaited<ReturnType<typeof aRegistrant>>, code: string, now = noon) =>
    outcome(provePhone({ ...me.ctx, now }, me.token, { code }))
  const proved = async (me: Awaited<ReturnType<typeof aRegistrant>>) => (await findDraft(me.ctx, me.token))!.answers.phoneProved

  test('six wrong codes: five are told so, the sixth is too late even if it were right', async () => {
    const me = await aRegistrant('phone')
    const code = await codeSentTo(me.phone)
    const tries = []
    for (let i = 0; i < 5; i++) tries.push(await prove(me, wrong(code)))
    expect(tries).toEqual(Array(5).fill('sms_code_wrong'))
    expect([await prove(me, wrong(code)), await prove(me, code)]).toEqual(['sms_code_used_up', 'sms_code_used_up'])
    expect(await proved(me)).toBeFalsy()
  })

  test('a code lives five minutes', async () => {
    const [late, timely] = [await aRegistrant('phone'), await aRegistrant('phone')]
    expect(await prove(late, await codeSentTo(late.phone), later(noon, minutes(5)))).toBe('sms_code_used_up')
    expect(await prove(timely, await codeSentTo(timely.phone), later(noon, minutes(5) - 1))).toBe('done')
  })

  test('a used code proves nothing for another registration of the same phone', async () => {
    const me = await aRegistrant('proved')
    const code = await codeSentTo(me.phone)
    const other = await aRegistrant('identity', { phone: me.phone })
    const next = later(noon, minutes(1))
    await savePhone({ ...other.ctx, now: next }, other.token, { phone: me.phone, ...aSolvedCaptcha(next) })
    expect(await outcome(provePhone({ ...other.ctx, now: next }, other.token, { code }))).toBe('sms_code_wrong')
    expect(await prove(me, '000000')).toBe('done') // a second press of the first is no new try
  })

  test('a code of recovering a password proves nothing here', async () => {
    const me = await aRegistrant('phone')
    const code = await codeSentTo(me.phone)
    const { redeemCode } = await import('@/lib/identity/sms')
    expect(await outcome(redeemCode(me.ctx, me.phone, 'recover_password', code))).toBe('sms_code_used_up')
  })

  test('no message without the picture, and none to a phone proved already', async () => {
    const me = await aRegistrant('identity')
    const unread = { phone: me.phone, ...aSolvedCaptcha(), captcha: '0000' }
    expect(await outcome(savePhone(me.ctx, me.token, unread))).toBe('captcha_wrong')
    const done = await aRegistrant('proved')
    expect(await savePhone(done.ctx, done.token, { phone: done.phone, ...aSolvedCaptcha() })).toBe(false)
  })

  test('a minute between two codes; an address has its limit over all phones', async () => {
    const me = await aRegistrant('phone')
    expect(await outcome(sendCodeAgain(me.ctx, me.token, aSolvedCaptcha()))).toBe('sms_too_soon')
    expect(await outcome(sendCodeAgain({ ...me.ctx, now: later(noon, minutes(1)) }, me.token, aSolvedCaptcha()))).toBe('done')
    const office = asVisitor('10.77.0.1')
    const sends = []
    for (let i = 0; i < 61; i++) {
      const one = await aRegistrant('identity', { ctx: office })
      sends.push(await outcome(savePhone(office, one.token, { phone: one.phone, ...aSolvedCaptcha() })))
    }
    expect(tallied(sends)).toEqual({ done: 60, too_many_attempts: 1 })
  })

  test('another phone must be proved anew, and the password chosen anew', async () => {
    const me = await aRegistrant()
    await savePhone(me.ctx, me.token, { phone: aPhoneNumber(), ...aSolvedCaptcha() })
    expect(firstGap((await findDraft(me.ctx, me.token))!.answers, currentVersions())).toBe('phone')
    expect(await outcome(me.finish())).toBe('registration_incomplete')
  })
})

describe('a number that has an account', () => {
  const taken = async (me: Awaited<ReturnType<typeof aRegistrant>>) => (await findDraft(me.ctx, me.token))!.answers.taken

  test('is not told before the phone is proved, and then without a word about its owner', async () => {
    const owner = await aTrainee({ name: '李秀英' })
    const me = await aRegistrant('phone', { idNumber: owner.idNumber })
    expect(await taken(me)).toBeUndefined()
    await provePhone(me.ctx, me.token, { code: await codeSentTo(me.phone) })
    expect(await taken(me)).toBe(true)
    const kept = JSON.stringify((await findDraft(me.ctx, me.token))!.answers)
    expect([kept.includes('李秀英'), kept.includes(owner.phone!)]).toEqual([false, false])
  })

  test('a mistyped one can be put right', async () => {
    const { idNumber } = await aTrainee()
    const me = await aRegistrant('proved', { idNumber })
    const [name, documentKind] = ['张丽华', 'resident_id'] as const
    await saveIdentity(me.ctx, me.token, { name, documentKind, idNumber })
    expect(await taken(me)).toBe(true)
    await saveIdentity(me.ctx, me.token, { name, documentKind, idNumber: anIdNumber() })
    expect(await taken(me)).toBe(false)
  })

  test('who tries one number after another is stopped after five', async () => {
    const me = await aRegistrant('proved')
    const tries = []
    for (let i = 0; i < 6; i++)
      tries.push(await outcome(saveIdentity(me.ctx, me.token, { name: '猜', documentKind: 'resident_id', idNumber: anIdNumber() })))
    expect(tries).toEqual(['done', 'done', 'done', 'done', 'too_many_attempts', 'too_many_attempts'])
  })

  test('two who register the same number at once: one gets it, the other reads why, and no half account is left', async () => {
    const idNumber = anIdNumber()
    const two = [await aRegistrant('employment', { idNumber }), await aRegistrant('employment', { idNumber })]
    const before = await db().$count(accounts)
    expect(tallied(await outcomes(two.map(({ finish }) => finish())))).toEqual({ done: 1, id_number_taken: 1 })
    expect((await db().$count(accounts)) - before).toBe(1)
  })

  test('one who presses 完成注册 ten times gets one account', async () => {
    const me = await aRegistrant()
    const before = await db().$count(accounts)
    expect(tallied(await outcomes(Array.from({ length: 10 }, () => me.finish())))).toEqual({ done: 1, registration_expired: 9 })
    expect((await db().$count(accounts)) - before).toBe(1)
  })
})

describe('going back or reloading loses nothing', () => {
  test('the draft holds what was answered and what was only typed', async () => {
    const me = await aRegistrant('identity')
    await keepTyped(me.ctx, me.token, 'employment', { employer: '唐山市第', password: 'secret', regionCode: '130203' })
    const { answers } = (await findDraft(me.ctx, me.token))!
    expect(answers).toMatchObject({
      name: me.name,
      idNumber: me.idNumber,
      typed: { employment: { employer: '唐山市第', regionCode: '130203' } },
    })
    expect(JSON.stringify(answers)).not.toContain('secret')
  })

  test('what was typed gives way to what was sent', async () => {
    const me = await aRegistrant('password')
    await keepTyped(me.ctx, me.token, 'employment', { employer: '唐山市第' })
    await saveEmployment(me.ctx, me.token, { employer: '唐山市第十三中学', regionCode: '130203', technicalGrade: '' })
    expect((await findDraft(me.ctx, me.token))!.answers).toMatchObject({ employer: '唐山市第十三中学', typed: {} })
  })

  test('two tabs that write at once keep each other’s answers', async () => {
    const me = await aRegistrant('proved')
    await Promise.all([
      savePassword(me.ctx, me.token, { password, repeated: password }),
      saveEmployment(me.ctx, me.token, { employer: '唐山市第十三中学', regionCode: '130203', technicalGrade: '' }),
    ])
    expect(await outcome(me.finish())).toBe('done')
  })

  test('for two hours after the last answer; then nothing of it is left', async () => {
    const me = await aRegistrant()
    const almost = later(noon, hours(2) - 1)
    expect(await findDraft({ ...me.ctx, now: almost }, me.token)).not.toBeNull()
    const over = later(noon, hours(2))
    expect(await outcome(completeRegistration({ ...me.ctx, now: over }, me.token, { photo: 'none' }))).toBe('registration_expired')
    await keepTyped({ ...me.ctx, now: over }, me.token, 'identity', { name: '迟' }) // a late one changes nothing
    await forgetOldDrafts(asSystem(later(noon, days(1))))
    expect(await db().$count(registrationDrafts)).toBe(0)
  })

  test('another token finds nothing', async () => {
    const me = await aRegistrant()
    expect(await findDraft(me.ctx, `${me.token}x`)).toBeNull()
    expect(await outcome(completeRegistration(me.ctx, undefined, { photo: 'none' }))).toBe('registration_expired')
  })
})
