import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts } from '@/db/schema/identity'
import { activate, sendActivationCode, startActivation } from '@/lib/identity/activate'
import { changePassword } from '@/lib/identity/change-password'
import { resetEnterprisePassword, sendEnterpriseRecoveryCode, startEnterpriseRecovery } from '@/lib/identity/enterprise/recover'
import { resetPassword, sendRecoveryCode, startRecovery } from '@/lib/identity/recover-password'
import { savePassword } from '@/lib/identity/registration-answers'
import { changeStaffPassword } from '@/lib/identity/staff-account'
import { openProof } from '@/lib/identity/staff-proof'
import { checkStaffPassword, chooseFirstPassword, confirmTotp } from '@/lib/identity/staff-sign-in'
import { totpAt } from '@/lib/identity/totp'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { aSolvedCaptcha } from '../support/captcha'
import { anEnterprise, aRegisteringEnterprise } from '../support/enterprises'
import { codeSentTo } from '../support/phone'
import { aRegistrant } from '../support/registrants'
import { aMember } from '../support/staff'
import { anIdNumber, asVisitor, aTrainee, noon, password } from '../support/world'

type Try = (typed: string) => Promise<unknown>
let serial = process.pid * 100
const twice = (typed: string) => ({ password: typed, repeated: typed })

/** Each place where a password is set, ready for one; and what a guesser who knows its owner would try there. */
const places: Record<string, { begin: () => Promise<Try>; personal: string[] }> = {
  学员注册: {
    begin: async () => {
      const me = await aRegistrant('proved', { name: '王建国' })
      return (typed) => savePassword(me.ctx, me.token, twice(typed))
    },
    personal: ['Wangjianguo@88', 'wjg520520', '王建国888888'],
  },
  首次激活: {
    begin: async () => {
      const me = await aTrainee({ name: '周雅琴' })
      await db().update(accounts).set({ mustActivate: true }).where(eq(accounts.id, me.actor.id))
      const token = await startActivation(asVisitor(), { idNumber: me.idNumber, password: '123456', ...aSolvedCaptcha() })
      await sendActivationCode(asVisitor(), token, aSolvedCaptcha())
      const code = await codeSentTo(me.phone!)
      return (typed) => activate(asVisitor(), token, { code, ...twice(typed) })
    },
    personal: ['Zhouyaqin@88'],
  },
  找回密码: {
    begin: async () => {
      const me = await aTrainee({ name: '欧阳文慧' })
      const token = await startRecovery(asVisitor(), { name: '欧阳文慧', idNumber: me.idNumber, ...aSolvedCaptcha() })
      await sendRecoveryCode(asVisitor(), token, aSolvedCaptcha())
      const code = await codeSentTo(me.phone!)
      return (typed) => resetPassword(asVisitor(), token, { code, ...twice(typed) })
    },
    personal: ['Ouyang.wenhui.88', 'oywh8888'],
  },
  修改密码: {
    begin: async () => {
      const me = await aTrainee({ name: '赵文博', idNumber: anIdNumber(), employer: '唐山云桥市政工程有限公司' })
      return (typed) => changePassword(me, { current: password, ...twice(typed) })
    },
    personal: ['Zhaowenbo@88', 'yunqiao888', 'Yunqiao-Shizheng-1'],
  },
  单位注册: {
    begin: async () => {
      const me = await aRegisteringEnterprise()
      return (typed) => me.finish(typed)
    },
    personal: ['yunqiao888', 'Tangshanyunqiao1'],
  },
  单位找回密码: {
    begin: async () => {
      const me = await anEnterprise()
      const token = await startEnterpriseRecovery(asVisitor(), { enterpriseCode: me.code, phone: me.phone, ...aSolvedCaptcha() })
      await sendEnterpriseRecoveryCode(asVisitor(), token, aSolvedCaptcha())
      const code = await codeSentTo(me.phone)
      return (typed) => resetEnterprisePassword(asVisitor(), token, { code, ...twice(typed) })
    },
    personal: ['zhoumin888!', 'Yunqiao@888'],
  },
  单位修改密码: {
    begin: async () => {
      const { code: _, phone: __, ...me } = await anEnterprise()
      return (typed) => changePassword(me, { current: password, ...twice(typed) })
    },
    personal: ['zhoumin888!', 'Yunqiao@888'],
  },
  工作人员首次登录: {
    begin: async () => {
      const me = await aMember('hotline', { totp: false, userName: `shoufeng.li-${++serial}` })
      await db().update(accounts).set({ mustActivate: true }).where(eq(accounts.id, me.actor.id))
      const token = await checkStaffPassword(asVisitor(), { userName: me.userName, password })
      const { secret } = await openProof(asVisitor(), token)
      const confirmed = await confirmTotp(asVisitor(), token, totpAt(secret!, noon))
      if (!('token' in confirmed)) throw new Error('no password was asked for')
      return (typed) => chooseFirstPassword(asVisitor(), confirmed.token, twice(typed))
    },
    personal: ['Shoufeng.li@1', 'zhoumin888!'],
  },
  工作人员修改密码: {
    begin: async () => {
      const me = await aMember('hotline', { userName: `shoufeng.li-${++serial}` })
      return (typed) => changeStaffPassword(me, { current: password, ...twice(typed) })
    },
    personal: ['Shoufeng.li@1', 'zhoumin888!'],
  },
}

const answer = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error) => {
      if (!(error instanceof Refused)) throw error
      return `${error.field} ${error.code}`
    },
  )

describe.each(Object.entries(places))('%s', (_, { begin, personal }) => {
  test('refuses what is easy to guess, says so at the field, uses nothing up, and takes a good one', async () => {
    const to = await begin()
    for (const typed of ['Password1', 'woaini1314', 'qwerty12', 'admin888', 'Xueshi@2026'])
      expect([typed, await answer(to(typed))]).toEqual([typed, 'password password_guessable'])
    expect(await answer(to('Heron-attic-58'))).toBe('done')
  })

  test.each(personal)('refuses %s of its owner', async (typed) => {
    const to = await begin()
    expect(await answer(to(typed))).toBe('password password_guessable')
  })
})

test('the sentence says why and what helps', async () => {
  const to = await places.修改密码!.begin()
  const error = await to('woaini1314').then(
    () => Promise.reject(new Error('it was taken')),
    (refused: Refused) => refused,
  )
  expect(refusalText(error)).toBe('这个密码容易被猜到：它是全世界用得最多的密码之一。请再加两三个互不相关的词。')
})
