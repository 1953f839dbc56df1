import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, enterprises, trainees } from '@/db/schema/identity'
import { activate, askWithoutPhone, sendActivationCode, startActivation } from '@/lib/identity/activate'
import { resetEnterprisePassword, sendEnterpriseRecoveryCode, startEnterpriseRecovery } from '@/lib/identity/enterprise/recover'
import { storedEnterprisePhone, storedPhone } from '@/lib/identity/phones'
import { resetPassword, sendRecoveryCode, startRecovery } from '@/lib/identity/recover-password'
import { aSolvedCaptcha } from '../support/captcha'
import { counted } from '../support/counted'
import { aCreditCode, anEnterprise } from '../support/enterprises'
import { aMigrated } from '../support/migrated'
import { outcome } from '../support/outcome'
import { codeSentTo, messagesTo } from '../support/phone'
import { aPhoneNumber } from '../support/registrants'
import { anIdNumber, asVisitor, aTrainee, noon } from '../support/world'

type Step = (ctx: ReturnType<typeof asVisitor>) => Promise<unknown>

const disable = (id: string) => db().update(accounts).set({ status: 'disabled' }).where(eq(accounts.id, id))
const fresh = { password: 'Brand-new-77', repeated: 'Brand-new-77' }
const wrong = { code: '99999x', ...fresh }
const unfit = (known: string) => ({ code: '99999x', password: `x${known}`, repeated: `x${known}` })

/** What every step answered, and what it asked of the database. */
async function told(steps: Step[]): Promise<{ answers: string[]; asked: string[][] }> {
  const [answers, queries]: [string[], string[][]] = [[], []]
  for (const step of steps) {
    const { ctx, asked } = counted(asVisitor())
    answers.push(await outcome(step(ctx)))
    queries.push(asked)
  }
  return { answers, asked: queries }
}

/** Everybody who may stand behind a name and a number, or nobody. Each is somebody of their own. */
async function everybody() {
  const people = []
  for (const name of ['张丽华', '张丽花']) {
    const [disabled, disabledMigrated] = [await aTrainee(), await aMigrated()]
    await disable(disabled.actor.id)
    await disable(disabledMigrated.actor.id)
    const all = {
      registered: await aTrainee(),
      withoutPhone: await aTrainee({ phone: null }),
      migrated: await aMigrated(),
      migratedWithoutPhone: await aMigrated({ phone: null }),
      disabled,
      disabledMigrated,
    }
    for (const [who, { idNumber, phone }] of Object.entries(all))
      people.push({ who: name === '张丽华' ? who : `${who}, another name`, idNumber, phone, name })
  }
  return [...people, { who: 'nobody', idNumber: anIdNumber(), phone: null, name: '张丽华' }]
}

/** The same for everybody: one answer of a kind, and one list of questions to the database. */
async function alike(doors: { who: string; steps: (keep: (token: string) => void) => Step[] }[]) {
  const seen = []
  for (const { who, steps } of doors) {
    const tokens: string[] = []
    seen.push({ who, ...(await told(steps((token) => tokens.push(token)))), tokens: tokens.map(({ length }) => length) })
  }
  const [first] = seen
  for (const one of seen) expect({ ...one, who: '' }, one.who).toEqual({ ...first!, who: '' })
  return first!.answers
}

describe('nothing is told of a pair that somebody types', () => {
  test('a trainee’s name and number', async () => {
    const people = await everybody()
    const steps = ({ idNumber, name }: { idNumber: string; name: string }, keep: (token: string) => void): Step[] => {
      let token = ''
      const begin: Step = async (ctx) => {
        token = await startRecovery(ctx, { name, idNumber, ...aSolvedCaptcha() })
        keep(token)
      }
      const send: Step = (ctx) => sendRecoveryCode(ctx, token, aSolvedCaptcha(ctx.now))
      const reset =
        (typed: typeof wrong): Step =>
        (ctx) =>
          resetPassword(ctx, token, typed)
      return [begin, send, send, reset(unfit(idNumber)), ...Array.from({ length: 6 }, () => reset(wrong))]
    }
    const answers = await alike(people.map((person) => ({ who: person.who, steps: (keep) => steps(person, keep) })))
    expect(answers).toEqual(['done', 'done', 'sms_too_soon', 'password_common', ...Array(5).fill('sms_code_wrong'), 'sms_code_used_up'])
    for (const { who, phone } of people.filter(({ phone }) => phone)) {
      const reachable = who === 'registered' || who === 'migrated'
      expect(await messagesTo(phone!), who).toHaveLength(reachable ? 1 : 0)
    }
  })

  test('a number of the old platform, and a name for one without a phone', async () => {
    const people = await everybody()
    const steps = ({ idNumber, name }: { idNumber: string; name: string }, keep: (token: string) => void): Step[] => {
      let token = ''
      const begin: Step = async (ctx) => {
        token = await startActivation(ctx, { idNumber, password: '123456', ...aSolvedCaptcha() })
        keep(token)
      }
      const send: Step = (ctx) => sendActivationCode(ctx, token, aSolvedCaptcha(ctx.now))
      const finish: Step = (ctx) => activate(ctx, token, wrong)
      return [begin, (ctx) => askWithoutPhone(ctx, token, { name }), send, send, ...Array.from({ length: 6 }, () => finish)]
    }
    const answers = await alike(people.map((person) => ({ who: person.who, steps: (keep) => steps(person, keep) })))
    expect(answers).toEqual(['done', 'done', 'done', 'sms_too_soon', ...Array(5).fill('sms_code_wrong'), 'sms_code_used_up'])
  })

  test('an enterprise’s code and phone', async () => {
    const [known, pending, disabled] = [await anEnterprise(), await anEnterprise({ status: 'pending' }), await anEnterprise()]
    await disable(disabled.actor.id)
    const pairs = [
      { who: 'known', ...known },
      { who: 'pending', ...pending },
      { who: 'disabled', ...disabled },
      { who: 'another phone', code: (await anEnterprise()).code, phone: aPhoneNumber() },
      { who: 'nobody', code: aCreditCode(), phone: aPhoneNumber() },
    ]
    const steps = ({ code, phone }: { code: string; phone: string }, keep: (token: string) => void): Step[] => {
      let token = ''
      const begin: Step = async (ctx) => {
        token = await startEnterpriseRecovery(ctx, { enterpriseCode: code, phone, ...aSolvedCaptcha() })
        keep(token)
      }
      const send: Step = (ctx) => sendEnterpriseRecoveryCode(ctx, token, aSolvedCaptcha(ctx.now))
      const reset =
        (typed: typeof wrong): Step =>
        (ctx) =>
          resetEnterprisePassword(ctx, token, typed)
      return [begin, send, send, reset(unfit(code)), ...Array.from({ length: 6 }, () => reset(wrong))]
    }
    const answers = await alike(pairs.map((pair) => ({ who: pair.who, steps: (keep) => steps(pair, keep) })))
    expect(answers).toEqual(['done', 'done', 'sms_too_soon', 'password_common', ...Array(5).fill('sms_code_wrong'), 'sms_code_used_up'])
  })
})

describe('a phone that changes while somebody recovers', () => {
  const change = (id: string, phone: string) => db().update(trainees).set(storedPhone(id, phone)).where(eq(trainees.id, id))

  test('the recovery that was begun uses neither the new phone nor the old one', async () => {
    const [me, phone] = [await aTrainee(), aPhoneNumber()]
    const token = await startRecovery(asVisitor(), { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha() })
    await sendRecoveryCode(asVisitor(), token, aSolvedCaptcha())
    const code = await codeSentTo(me.phone!)
    await change(me.actor.id, phone)
    expect(await outcome(resetPassword(asVisitor(), token, { code, ...fresh }))).toBe('sms_code_used_up')
    expect(await outcome(sendRecoveryCode(asVisitor(), token, aSolvedCaptcha()))).toBe('done')
    expect(await messagesTo(phone)).toEqual([])
    const anew = await startRecovery(asVisitor(), { name: '张丽华', idNumber: me.idNumber, ...aSolvedCaptcha() })
    await sendRecoveryCode(asVisitor(), anew, aSolvedCaptcha())
    expect(await outcome(resetPassword(asVisitor(), anew, { code: await codeSentTo(phone, noon), ...fresh }))).toBe('done')
  })

  test('nor does an activation', async () => {
    const [me, phone] = [await aMigrated(), aPhoneNumber()]
    const token = await startActivation(asVisitor(), { idNumber: me.idNumber, password: '123456', ...aSolvedCaptcha() })
    await change(me.actor.id, phone)
    expect(await outcome(sendActivationCode(asVisitor(), token, aSolvedCaptcha()))).toBe('done')
    expect([await messagesTo(phone), await messagesTo(me.phone!)]).toEqual([[], []])
  })

  test('nor does an enterprise’s, begun with a phone that was not yet its own', async () => {
    const [unit, phone] = [await anEnterprise(), aPhoneNumber()]
    const token = await startEnterpriseRecovery(asVisitor(), { enterpriseCode: unit.code, phone, ...aSolvedCaptcha() })
    await db().update(enterprises).set(storedEnterprisePhone(unit.actor.id, phone)).where(eq(enterprises.id, unit.actor.id))
    expect(await outcome(sendEnterpriseRecoveryCode(asVisitor(), token, aSolvedCaptcha()))).toBe('done')
    expect(await messagesTo(phone)).toEqual([])
  })
})
