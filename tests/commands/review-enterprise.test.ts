import { and, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { enterprises } from '@/db/schema/identity'
import { getOwnLicence, replaceLicence, resubmitEnterprise } from '@/lib/identity/enterprise/correct'
import { newLicenceKey } from '@/lib/identity/enterprise/licence'
import { getEnterprise, listEnterpriseHistory, listEnterprises } from '@/lib/identity/enterprise/staff-queries'
import { enterprisePhoneOf } from '@/lib/identity/phones'
import { approveEnterprise, getEnterpriseLicence, rejectEnterprise } from '@/lib/identity/review-enterprise'
import { reviseEnterprise } from '@/lib/identity/revise-enterprise'
import { listRostersOf } from '@/lib/rosters/enterprise-rosters'
import { readListQuery } from '@/lib/shared/list-query'
import { roleRights, type StaffRole } from '@/lib/shared/rights'
import { storage } from '@/lib/shared/storage'
import { days, hours, later } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aCreditCode, anEnterprise, type EnterpriseShape } from '../support/enterprises'
import { aLicencePhoto, aPdf } from '../support/licences'
import { outcome, outcomes, tallied } from '../support/outcome'
import { messagesTo } from '../support/phone'
import { aSession } from '../support/sessions'
import { aMember, aStaff } from '../support/staff'
import { noon } from '../support/world'

const seen = (id: string, submittedAt = noon) => ({ enterpriseId: id, submittedAt: submittedAt.toISOString() })
const rowOf = async (id: string) => (await db().select().from(enterprises).where(eq(enterprises.id, id)))[0]!
const waiting = (shape: EnterpriseShape = {}) => anEnterprise({ status: 'pending', ...shape })
const corrected = (code: string) =>
  ({
    name: '唐山云桥建设有限公司',
    enterpriseCode: code,
    kind: 'company',
    regionCode: '130203',
    address: '新华西道 120 号',
    contactName: '周敏',
    invoice: { buyerKind: 'company', title: '唐山云桥建设有限公司', taxNumber: code },
  }) as const

describe('a reviewer decides', () => {
  test('approval is written down with who and when, and told by SMS', async () => {
    const [reviewer, { actor, phone }] = [await aMember('reviewer'), await waiting()]
    await approveEnterprise(reviewer, seen(actor.id))
    expect(await rowOf(actor.id)).toMatchObject({ status: 'approved', decidedAt: noon, decidedBy: reviewer.actor.id, rejection: null })
    expect(await recordsOf(actor.id)).toEqual(['enterprise.approve'])
    expect(await messagesTo(phone)).toEqual([expect.stringContaining('唐山云桥市政工程有限公司的集体注册已通过审核')])
  })

  test('a rejection says why; the SMS does not', async () => {
    const { actor, phone } = await waiting()
    await rejectEnterprise(aStaff('reviewer'), { ...seen(actor.id), reason: '执照看不清。' })
    expect(await rowOf(actor.id)).toMatchObject({ status: 'rejected', rejection: '执照看不清。' })
    expect(await messagesTo(phone)).toEqual([expect.stringMatching(/未通过审核，请登录平台查看原因/)])
  })

  test('of two at once one decides, and the other is told who did', async () => {
    const { actor, phone } = await waiting()
    const [one, two] = [await aMember('reviewer'), await aMember('reviewer')]
    const ends = await outcomes([
      approveEnterprise(one, seen(actor.id)),
      rejectEnterprise(two, { ...seen(actor.id), reason: '名称不符' }),
      approveEnterprise(two, seen(actor.id)),
    ])
    expect(tallied(ends)).toEqual({ done: 1, enterprise_decided: 2 })
    await expect(approveEnterprise(two, seen(actor.id))).rejects.toMatchObject({
      facts: { by: '周敏', result: expect.stringMatching(/了$/) },
    })
    expect((await messagesTo(phone)).length).toBe(1)
    expect((await recordsOf(actor.id)).length).toBe(1)
  })

  test('nobody decides on other data than they saw', async () => {
    const { actor, code, ...ctx } = await anEnterprise({ status: 'rejected' })
    const resent = later(noon, hours(1))
    await resubmitEnterprise({ ...ctx, actor, now: resent }, corrected(code))
    expect(await outcome(approveEnterprise(aStaff('reviewer'), seen(actor.id, noon)))).toBe('enterprise_resubmitted')
    expect(await outcome(approveEnterprise(aStaff('reviewer'), seen(actor.id, resent)))).toBe('done')
  })

  const mayReview = (role: StaffRole) => roleRights[role].includes('enterprises.review')
  test.each(Object.keys(roleRights) as StaffRole[])('%s, as the table of rights says', async (role) => {
    const { actor } = await waiting()
    const ctx = aStaff(role, noon, role === 'region_manager' ? ['130203'] : null)
    expect(await outcome(approveEnterprise(ctx, seen(actor.id)))).toBe(mayReview(role) ? 'done' : 'not found')
    const other = await waiting()
    expect(await outcome(rejectEnterprise(ctx, { ...seen(other.actor.id), reason: '不符' }))).toBe(mayReview(role) ? 'done' : 'not found')
    const reads = roleRights[role].includes('enterprises.read')
    expect(await outcome(getEnterprise(ctx, actor.id))).toBe(reads ? 'done' : 'not found')
    expect(await outcome(listEnterpriseHistory(ctx, actor.id))).toBe(reads ? 'done' : 'not found')
  })

  test('a region manager has only own regions, in every question and every decision', async () => {
    const [own, foreign] = [await waiting(), await waiting({ regionCode: '130281' })]
    const manager = aStaff('region_manager', noon, ['130203'])
    const all = readListQuery({ q: foreign.code }, { filters: ['status', 'region'], sorts: ['submitted'] })
    expect((await listEnterprises(manager, all)).total).toBe(0)
    expect((await listEnterprises(aStaff('reviewer'), all)).total).toBe(1)
    expect(
      await outcomes([
        getEnterprise(manager, own.actor.id),
        getEnterprise(manager, foreign.actor.id),
        getEnterpriseLicence(manager, foreign.actor.id),
        approveEnterprise(manager, seen(foreign.actor.id)),
        rejectEnterprise(manager, { ...seen(foreign.actor.id), reason: '不符' }),
      ]),
    ).toEqual(['done', 'not found', 'not found', 'not found', 'not found'])
    expect(await listRostersOf(manager, foreign.actor.id)).toEqual([])
    expect((await rowOf(foreign.actor.id)).status).toBe('pending')
  })
})

describe('the list', () => {
  const list = async (params: Record<string, string>) =>
    (
      await listEnterprises(aStaff('reviewer'), readListQuery(params, { filters: ['status', 'region'], sorts: ['submitted', 'name'] }))
    ).rows.map(({ name }) => name)

  test('has those that wait first, the longest waiting on top; search finds names, codes as typed, and no wildcards', async () => {
    const tag = `云桥${aCreditCode().slice(-6)}`
    const [newer, older] = [await waiting({ name: `${tag}新`, submittedAt: noon }), later(noon, -days(2))]
    await waiting({ name: `${tag}旧`, submittedAt: older })
    await anEnterprise({ name: `${tag}过`, submittedAt: later(noon, -days(9)) })
    expect(await list({ q: tag })).toEqual([`${tag}旧`, `${tag}新`, `${tag}过`])
    expect(await list({ q: tag, status: 'approved' })).toEqual([`${tag}过`])
    expect(await list({ q: tag, status: 'pending', region: '130281' })).toEqual([])
    expect(await list({ q: newer.code.toLowerCase() })).toEqual([`${tag}新`])
    expect(await list({ q: '%' })).toEqual([])
    expect(await list({ q: tag, sort: 'submitted' })).toEqual([`${tag}新`, `${tag}旧`, `${tag}过`])
  })

  test('who does not decide sees the phone masked', async () => {
    const { actor, phone } = await waiting()
    expect((await getEnterprise(aStaff('reviewer'), actor.id)).phone).toBe(phone)
    expect((await getEnterprise(aStaff('auditor'), actor.id)).phone).toMatch(/^139\*{4}\d{4}$/)
  })
})

describe('the licence', () => {
  test('each look of a reviewer is written down; others of the staff do not see it', async () => {
    const { actor } = await waiting()
    const licenceKey = newLicenceKey(actor.id, 'pdf')
    await storage().put(licenceKey, aPdf())
    await db().update(enterprises).set({ licenceKey }).where(eq(enterprises.id, actor.id))
    const reviewer = aStaff('reviewer')
    expect((await getEnterpriseLicence(reviewer, actor.id)).kind).toBe('pdf')
    await getEnterpriseLicence(reviewer, actor.id)
    const looks = and(eq(auditLog.subjectId, actor.id), eq(auditLog.actorId, reviewer.actor.id), eq(auditLog.action, 'licence.view'))
    expect(await db().$count(auditLog, looks)).toBe(2)
    for (const role of ['finance', 'hotline', 'auditor', 'content_editor'] as const)
      expect(await outcome(getEnterpriseLicence(aStaff(role), actor.id))).toBe('not found')
  })
})

describe('a rejected enterprise corrects', () => {
  test('what it sent, and waits again; what changed stands in the history', async () => {
    const { actor, code, ...ctx } = await anEnterprise({ status: 'rejected' })
    const me = { ...ctx, actor }
    await replaceLicence(me, await aLicencePhoto())
    expect((await getOwnLicence(me)).kind).toBe('jpg')
    await resubmitEnterprise({ ...me, now: later(noon, hours(1)) }, corrected(code))
    expect(await rowOf(actor.id)).toMatchObject({
      status: 'pending',
      name: '唐山云桥建设有限公司',
      address: '新华西道 120 号',
      submittedAt: later(noon, hours(1)),
      decidedAt: null,
      rejection: null,
    })
    const [newest] = await listEnterpriseHistory(aStaff('auditor'), actor.id)
    expect(newest).toMatchObject({ action: 'enterprise.resubmit', details: { changed: ['name', 'address', 'invoice'] } })
  })

  test('the old licence is kept until the new one is in its place', async () => {
    const { actor, ...ctx } = await anEnterprise({ status: 'rejected' })
    const me = { ...ctx, actor }
    await replaceLicence(me, aPdf())
    expect(await outcome(replaceLicence(me, Buffer.from('no licence')))).toBe('licence_type')
    expect((await getOwnLicence(me)).kind).toBe('pdf')
  })

  test.each(['pending', 'approved'] as const)('one that is %s changes nothing', async (status) => {
    const { actor, code, ...ctx } = await anEnterprise({ status })
    const me = { ...ctx, actor }
    expect(await outcome(resubmitEnterprise(me, corrected(code)))).toBe('enterprise_not_rejected')
    expect(await outcome(replaceLicence(me, aPdf()))).toBe('enterprise_not_rejected')
    expect((await rowOf(actor.id)).status).toBe(status)
  })

  test('another’s code is refused at its field', async () => {
    const [other, { actor, ...ctx }] = [await anEnterprise(), await anEnterprise({ status: 'rejected' })]
    await expect(resubmitEnterprise({ ...ctx, actor }, corrected(other.code))).rejects.toMatchObject({
      code: 'enterprise_code_taken',
      field: 'enterpriseCode',
    })
  })

  test('pressed twice, it is sent once', async () => {
    const { actor, code, ...ctx } = await anEnterprise({ status: 'rejected' })
    const twice = [1, 2].map(() => resubmitEnterprise({ ...ctx, actor }, corrected(code)))
    expect(tallied(await outcomes(twice))).toEqual({ done: 1, enterprise_not_rejected: 1 })
  })
})

describe('the staff corrects an approved enterprise', () => {
  const change = async (shape: EnterpriseShape = {}) => {
    const { actor, code, phone } = await anEnterprise(shape)
    const { invoice: _, ...unit } = corrected(code)
    return { actor, id: actor.id, code, input: { ...unit, enterpriseId: actor.id, phone, reason: '经办人更换，已核对介绍信。' } }
  }

  test('the phone of a clerk who left: sessions end, before and after stand in the books without the whole number', async () => {
    const { actor, id, input } = await change()
    const session = await aSession({ actor })
    const phone = '13900008888'
    await reviseEnterprise(aStaff('reviewer'), { ...input, phone })
    expect(await rowOf(id)).toMatchObject({ name: '唐山云桥建设有限公司', status: 'approved' })
    expect(enterprisePhoneOf(await rowOf(id))).toBe(input.phone) // the new one waits
    expect(await session.holds()).toBe(false)
    const history = await listEnterpriseHistory(aStaff('auditor'), id)
    expect(history.map(({ action }) => action).sort()).toEqual(['enterprise.revise', 'phone.ask'])
    expect(history.map(({ details }) => details)).toContainEqual(expect.objectContaining({ after: '139****8888', reason: input.reason }))
    expect(JSON.stringify(history)).not.toContain(phone)
  })

  test('nothing changed is nothing done; another’s code stays another’s; one that waits is reviewed instead', async () => {
    const [mine, other, waits] = [await change(), await change(), await change({ status: 'pending' })]
    const reviewer = aStaff('reviewer')
    await reviseEnterprise(reviewer, mine.input)
    expect(
      await outcomes([
        reviseEnterprise(reviewer, mine.input),
        reviseEnterprise(reviewer, { ...mine.input, enterpriseCode: other.code }),
        reviseEnterprise(reviewer, waits.input),
        reviseEnterprise(aStaff('auditor'), mine.input),
        reviseEnterprise(aStaff('hotline'), mine.input),
        reviseEnterprise(aStaff('region_manager', noon, ['130281']), { ...mine.input, regionCode: '130281' }),
        reviseEnterprise(aStaff('region_manager', noon, ['130203']), { ...mine.input, regionCode: '130281' }),
      ]),
    ).toEqual([
      'enterprise_unchanged',
      'enterprise_code_taken',
      'enterprise_not_approved',
      'not found',
      'not found',
      'not found',
      'region_unknown',
    ])
  })

  test('two who take the same code at once: one gets it', async () => {
    const [one, two] = [await change(), await change()]
    const enterpriseCode = aCreditCode()
    const both = [one, two].map(({ input }) => reviseEnterprise(aStaff('reviewer'), { ...input, enterpriseCode }))
    expect(tallied(await outcomes(both))).toEqual({ done: 1, enterprise_code_taken: 1 })
  })
})
