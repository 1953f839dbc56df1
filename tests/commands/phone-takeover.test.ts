import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { enterprises } from '@/db/schema/identity'
import { sendActivationCode, startActivation } from '@/lib/identity/activate'
import { sendEnterpriseRecoveryCode, startEnterpriseRecovery } from '@/lib/identity/enterprise/recover'
import { changePhone, startPhoneChange } from '@/lib/identity/phone-change/own'
import { sendRecoveryCode, startRecovery } from '@/lib/identity/recover-password'
import { registerPhone, resetPassword } from '@/lib/identity/reset-person'
import { reviseEnterprise } from '@/lib/identity/revise-enterprise'
import { unmaskPerson } from '@/lib/identity/unmask-person'
import { aSolvedCaptcha } from '../support/captcha'
import { anEnterprise } from '../support/enterprises'
import { aMigrated } from '../support/migrated'
import { codeSentTo, messagesTo } from '../support/phone'
import { aPhoneNumber } from '../support/registrants'
import { aStaff } from '../support/staff'
import { asVisitor, aTrainee, noon, password } from '../support/world'

/** Each ends with the codes that arrived at a phone which one person alone has chosen. */
const reason = '来电人换了手机'
const recover = async (idNumber: string) => {
  const token = await startRecovery(asVisitor(), { name: '张丽华', idNumber, ...aSolvedCaptcha() })
  await sendRecoveryCode(asVisitor(), token, aSolvedCaptcha())
}
const activate = async (idNumber: string) => {
  const token = await startActivation(asVisitor(), { idNumber, password: '123456', ...aSolvedCaptcha() })
  await sendActivationCode(asVisitor(), token, aSolvedCaptcha())
}
const recoverEnterprise = async (enterpriseCode: string, phone: string) => {
  const token = await startEnterpriseRecovery(asVisitor(), { enterpriseCode, phone, ...aSolvedCaptcha() })
  await sendEnterpriseRecoveryCode(asVisitor(), token, aSolvedCaptcha())
}
/** The hotline reads the number, says it to itself, and registers a phone of its own. */
async function takenByHotline(traineeId: string) {
  const [clerk, phone] = [aStaff('hotline'), aPhoneNumber()]
  const { idNumber } = await unmaskPerson(clerk, { traineeId, reason })
  await registerPhone(clerk, { traineeId, idNumber, phone, reason })
  return { clerk, idNumber, phone }
}
async function revised(enterpriseId: string, phone: string) {
  const [row] = await db().select().from(enterprises).where(eq(enterprises.id, enterpriseId))
  const { name, code: enterpriseCode, kind, regionCode, address, contactName } = row!
  const manager = aStaff('region_manager', noon, [regionCode])
  await reviseEnterprise(manager, { enterpriseId, name, enterpriseCode, kind, regionCode, address, contactName, phone, reason })
}

test('the hotline alone: look at the number, register a phone, recover the password', async () => {
  const { idNumber, phone } = await takenByHotline((await aTrainee()).actor.id)
  await recover(idNumber)
  expect(await messagesTo(phone)).toEqual([])
})

test('the hotline alone: register a phone, reset the password, activate', async () => {
  const me = await aTrainee()
  const { clerk, idNumber, phone } = await takenByHotline(me.actor.id)
  await resetPassword(clerk, { traineeId: me.actor.id, idNumber, reason })
  await activate(idNumber)
  expect(await messagesTo(phone)).toEqual([])
})

test('the hotline alone: register a phone for somebody without one, activate', async () => {
  const me = await aMigrated({ phone: null })
  const { idNumber, phone } = await takenByHotline(me.actor.id)
  await activate(idNumber)
  expect(await messagesTo(phone)).toEqual([])
})

test('a region manager alone: another phone for an enterprise, recover its password', async () => {
  const [unit, phone] = [await anEnterprise(), aPhoneNumber()]
  await revised(unit.actor.id, phone)
  await recoverEnterprise(unit.code, phone)
  expect(await messagesTo(phone)).toEqual([])
})

test('a clerk who left and knows the password: another phone, then the account for good', async () => {
  const { code, phone: _, ...unit } = await anEnterprise()
  const phone = aPhoneNumber()
  const token = await startPhoneChange(unit, { phone, current: password, ...aSolvedCaptcha() })
  await changePhone(unit, token, { code: await codeSentTo(phone) })
  const before = await messagesTo(phone)
  await recoverEnterprise(code, phone)
  expect(await messagesTo(phone)).toEqual(before)
})
