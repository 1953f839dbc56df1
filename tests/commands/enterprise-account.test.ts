import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, enterprises } from '@/db/schema/identity'
import { changePassword } from '@/lib/identity/change-password'
import { changeContact } from '@/lib/identity/enterprise/contact'
import { resetEnterprisePassword, sendEnterpriseRecoveryCode, startEnterpriseRecovery } from '@/lib/identity/enterprise/recover'
import { signInEnterprise } from '@/lib/identity/enterprise/sign-in'
import { changePhone, newPhoneOf, startPhoneChange } from '@/lib/identity/phone-change/own'
import { enterprisePhoneOf } from '@/lib/identity/phones'
import { signIn } from '@/lib/identity/sign-in'
import { getGroupSummary } from '@/lib/rosters/group-summary'
import { Refused } from '@/lib/shared/refused'
import { later, minutes } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aSolvedCaptcha } from '../support/captcha'
import { aCreditCode, anEnterprise } from '../support/enterprises'
import { outcome, outcomes } from '../support/outcome'
import { codeSentTo, messagesTo } from '../support/phone'
import { aPhoneNumber } from '../support/registrants'
import { aSession, whoHolds } from '../support/sessions'
import { aMember } from '../support/staff'
import { asVisitor, aTrainee, noon, password } from '../support/world'

const enter = (enterpriseCode: string, typed = password, now = noon, ctx = asVisitor()) =>
  signInEnterprise({ ...ctx, now }, { enterpriseCode, password: typed, ...aSolvedCaptcha(now) })
const answer = (attempt: Promise<unknown>) =>
  attempt.then(
    () => 'done',
    (error) => (error instanceof Refused ? `${error.code} ${error.facts.wait ?? ''}`.trim() : Promise.reject(error)),
  )

describe('the door of enterprises', () => {
  test.each(['pending', 'approved', 'rejected'] as const)('opens to one that is %s', async (status) => {
    const me = await anEnterprise({ status })
    const session = await enter(me.code)
    expect(session).toEqual({ id: me.actor.id })
    expect(await whoHolds('enterprise', (await aSession(me)).token)).toMatchObject({ id: me.actor.id, status })
  })

  test('a wrong password, an unknown code and a disabled account are answered alike, and wait alike', async () => {
    const [me, disabled] = [await anEnterprise(), await anEnterprise()]
    await db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, disabled.actor.id))
    const tries = async (code: string, typed: string, here = asVisitor()) => {
      const answers = []
      for (let i = 0; i < 4; i++) answers.push(await answer(enter(code, typed, noon, here)))
      return answers
    }
    const expected = ['group_sign_in_wrong', 'group_sign_in_wrong', 'group_sign_in_wrong_wait 5 秒', 'sign_in_wait 5 秒']
    const stranger = asVisitor()
    expect(await tries(me.code, 'wrong', stranger)).toEqual(expected)
    expect(await tries(aCreditCode(), password)).toEqual(expected)
    expect(await tries(disabled.code, password)).toEqual(expected)
    expect(await answer(enter(me.code, password, later(noon, 5000), stranger))).toBe('done')
  })

  test('nobody is let in without the picture', async () => {
    const me = await anEnterprise()
    const attempt = signInEnterprise(asVisitor(), { enterpriseCode: me.code, password, captchaToken: undefined, captcha: 'AAAA' })
    expect(await outcome(attempt)).toBe('captcha_wrong')
  })

  test('a code is no ID number: the trainees’ door does not know it', async () => {
    const me = await anEnterprise()
    expect(await outcome(signIn(asVisitor(), { idNumber: me.code, password, ...aSolvedCaptcha() }))).toBe('sign_in_wrong')
    const trainee = await aTrainee()
    expect(await outcome(enter(trainee.idNumber))).toBe('group_sign_in_wrong')
  })

  test('no session of one door is read at another, and no account is found behind another door', async () => {
    const [enterprise, trainee, staff] = [await anEnterprise(), await aTrainee(), await aMember()]
    const doors = ['trainee', 'enterprise', 'staff'] as const
    const openTo = async (somebody: Parameters<typeof aSession>[0]) => {
      const { token } = await aSession(somebody)
      const found = await Promise.all(doors.map(async (door) => ((await whoHolds(door, token)) ? door : null)))
      return found.filter(Boolean)
    }
    expect([await openTo(trainee), await openTo(enterprise), await openTo(staff)]).toEqual([['trainee'], ['enterprise'], ['staff']])
    // Nor is a session begun at a door that is not the account's.
    for (const door of doors)
      expect(await openTo({ actor: { kind: door, id: trainee.actor.id } })).toEqual(door === 'trainee' ? [door] : [])
  })
})

describe('recovering the password', () => {
  const begin = (enterpriseCode: string, phone: string, ctx = asVisitor()) =>
    startEnterpriseRecovery(ctx, { enterpriseCode, phone, ...aSolvedCaptcha() })

  test('code and phone on file, a code by SMS, a new password: every session ends', async () => {
    const me = await anEnterprise()
    const session = await aSession(me)
    const token = await begin(me.code, me.phone)
    await sendEnterpriseRecoveryCode(asVisitor(), token, aSolvedCaptcha())
    const input = { code: await codeSentTo(me.phone), password: 'Another-kite-26', repeated: 'Another-kite-26' }
    await resetEnterprisePassword(asVisitor(), token, input)
    expect(await answer(enter(me.code, 'Another-kite-26'))).toBe('done')
    expect(await answer(enter(me.code))).toBe('group_sign_in_wrong')
    expect(await session.holds()).toBe(false)
    expect(await recordsOf(me.actor.id)).toContain('password.recover')
  })

  test('an unknown code and another phone are answered as the right ones are, step by step; nothing is sent to a stranger', async () => {
    const me = await anEnterprise()
    const [right, strange] = [me.phone, aPhoneNumber()]
    const walk = async (code: string, phone: string) => {
      const token = await begin(code, phone)
      const send = () => outcome(sendEnterpriseRecoveryCode(asVisitor(), token, aSolvedCaptcha()))
      const reset = (typed: string) =>
        outcome(resetEnterprisePassword(asVisitor(), token, { code: '000000', password: typed, repeated: typed }))
      return [await send(), await send(), await reset('weak'), await reset('Another-kite-26'), await reset(`x-${code}`)]
    }
    const expected = ['done', 'sms_too_soon', 'password_weak', 'sms_code_wrong', 'password_common']
    expect(await walk(me.code, right)).toEqual(expected)
    expect(await walk(me.code, strange)).toEqual(expected)
    expect(await walk(aCreditCode(), strange)).toEqual(expected)
    expect(await messagesTo(strange)).toEqual([])
  })

  test('a token lives ten minutes, and a forged one opens nothing', async () => {
    const me = await anEnterprise()
    const token = await begin(me.code, me.phone)
    const late = asVisitor(undefined, later(noon, minutes(10)))
    expect(
      await outcomes([
        sendEnterpriseRecoveryCode(late, token, aSolvedCaptcha()),
        sendEnterpriseRecoveryCode(asVisitor(), `${token[0] === 'A' ? 'B' : 'A'}${token.slice(1)}`, aSolvedCaptcha()),
      ]),
    ).toEqual(['recovery_expired', 'recovery_expired'])
  })

  test('guesses are counted over all tokens', async () => {
    const me = await anEnterprise()
    await sendEnterpriseRecoveryCode(asVisitor(), await begin(me.code, me.phone), aSolvedCaptcha())
    const code = await codeSentTo(me.phone)
    const wrong = code === '000000' ? '111111' : '000000'
    const reset = async (typed: string) =>
      outcome(
        resetEnterprisePassword(asVisitor(), await begin(me.code, me.phone), {
          code: typed,
          password: 'Another-kite-26',
          repeated: 'Another-kite-26',
        }),
      )
    for (let i = 0; i < 5; i++) expect(await reset(wrong)).toBe('sms_code_wrong')
    expect(await reset(code)).toBe('sms_code_used_up')
  })
})

describe('the data of an enterprise', () => {
  const rowOf = async (id: string) => (await db().select().from(enterprises).where(eq(enterprises.id, id)))[0]!

  test('another phone needs the password, the picture and a code that went to it', async () => {
    const { code: _, phone: old, ...me } = await anEnterprise()
    const phone = aPhoneNumber()
    const ask = (current: string, to = phone) => startPhoneChange(me, { phone: to, current, ...aSolvedCaptcha() })
    expect(await outcomes([ask('wrong'), ask(password, old)])).toEqual(['password_wrong', 'phone_same'])
    const token = await ask(password)
    expect(await outcome(changePhone(me, token, { code: '000000' }))).toBe('sms_code_wrong')
    expect(enterprisePhoneOf(await rowOf(me.actor.id))).toBe(old)
    await changePhone(me, token, { code: await codeSentTo(phone) })
    expect(enterprisePhoneOf(await rowOf(me.actor.id))).toBe(old) // the new one waits: the password may be known to more than one
    expect(await recordsOf(me.actor.id)).toContain('phone.ask')
    expect(await outcome(ask(password, aPhoneNumber()))).toBe('phone_change_waits')
  })

  test('what one enterprise asked for is nothing to another', async () => {
    const [{ code: _, ...me }, { code: __, ...other }] = [await anEnterprise(), await anEnterprise()]
    const token = await startPhoneChange(me, { phone: aPhoneNumber(), current: password, ...aSolvedCaptcha() })
    expect([newPhoneOf(me, token), newPhoneOf(other, token)]).toEqual([expect.stringMatching(/^139\*{4}/), null])
    expect(await outcome(changePhone(other, token, { code: '000000' }))).toBe('phone_change_expired')
  })

  test('contact and invoice are changed, name and code are not', async () => {
    const { code, ...me } = await anEnterprise()
    const invoice = { buyerKind: 'public_body', title: '唐山云桥' } as const
    await changeContact(me, { contactName: '李敏', invoice })
    expect(await rowOf(me.actor.id)).toMatchObject({ contactName: '李敏', invoice, name: me.actor.name, code })
  })

  test('a new password ends the other sessions; one with the code in it is refused', async () => {
    const { code, ...me } = await anEnterprise()
    const to = (typed: string) => changePassword(me, { current: password, password: typed, repeated: typed })
    expect(await outcome(to(`x-${code}`))).toBe('password_common')
    const session = await aSession(me)
    expect(await to('Another-kite-26')).toEqual({ id: me.actor.id })
    expect(await session.holds()).toBe(false)
  })

  test.each(['pending', 'rejected'] as const)('one that is %s has no home and changes nothing', async (status) => {
    const { code: _, phone: __, ...me } = await anEnterprise({ status })
    expect(
      await outcomes([
        getGroupSummary(me),
        changeContact(me, { contactName: '李敏', invoice: { buyerKind: 'public_body', title: '云桥' } }),
        startPhoneChange(me, { phone: aPhoneNumber(), current: password, ...aSolvedCaptcha() }),
      ]),
    ).toEqual(['not found', 'not found', 'not found'])
  })
})
