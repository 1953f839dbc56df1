import { expect, test } from 'vitest'
import { changePassword } from '@/lib/identity/change-password'
import { signIn } from '@/lib/identity/sign-in'
import { later, minutes } from '@/lib/shared/time'
import { aSolvedCaptcha } from '../support/captcha'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aSession } from '../support/sessions'
import { asVisitor, aTrainee, at, noon, password } from '../support/world'

const to = (typed: string, { current = password, repeated = typed } = {}) => ({ current, password: typed, repeated })

test('a changed password ends every session', async () => {
  const me = await aTrainee()
  const sessions = [await aSession(me), await aSession(me)]
  const account = await changePassword(me, to('Brand-new-77'))
  expect(account).toEqual({ id: me.actor.id })
  expect(await Promise.all(sessions.map(({ holds }) => holds()))).toEqual([false, false])
  const signingIn = { idNumber: me.idNumber, password: 'Brand-new-77', ...aSolvedCaptcha() }
  expect(await signIn(asVisitor(), signingIn)).toMatchObject(account)
})

test.each([
  ['a wrong old password', to('Brand-new-77', { current: 'wrong' }), 'password_wrong', 'current'],
  ['a weak one', to('12345678'), 'password_weak', 'password'],
  ['one that everybody has', to('abc12345'), 'password_guessable', 'password'],
  ['the same again', to(password), 'password_same', 'password'],
  ['a repetition that differs', to('Brand-new-77', { repeated: 'Brand-new-78' }), 'passwords_differ', 'repeated'],
])('%s is refused at its field and changes nothing', async (_, input, code, field) => {
  const me = await aTrainee()
  const session = await aSession(me)
  await expect(changePassword(me, input)).rejects.toMatchObject({ code, field })
  expect(await session.holds()).toBe(true)
})

test('a password with the birthday or the phone in it is refused', async () => {
  const me = await aTrainee()
  const birthday = me.idNumber.slice(6, 14)
  const tries = [await outcome(changePassword(me, to(`zlh${birthday}`))), await outcome(changePassword(me, to(`tel${me.phone}`)))]
  expect(tries).toEqual(['password_common', 'password_common'])
})

test('an open browser cannot be used to guess the password', async () => {
  const me = await aTrainee()
  const guesses = Array.from({ length: 11 }, () => changePassword(me, to('Brand-new-77', { current: 'wrong' })))
  expect(tallied(await outcomes(guesses))).toEqual({ password_wrong: 10, too_many_attempts: 1 })
  expect(await outcome(changePassword(at(me, later(noon, minutes(15))), to('Brand-new-77')))).toBe('done')
})
