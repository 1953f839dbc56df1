import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { externalIdentities } from '@/db/schema/sign-in'
import { resetStaff } from '@/lib/identity/manage-staff'
import { resetPassword } from '@/lib/identity/reset-person'
import { finishLink, getLink, getOwnLink, inviteToLink, startLink, unlinkStaff } from '@/lib/identity/sso/link-staff'
import { totpAt } from '@/lib/identity/totp'
import { days, later, minutes } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { outcome, outcomes, tallied } from '../support/outcome'
import { aSession } from '../support/sessions'
import { aMember, aStaff } from '../support/staff'
import { aTrainee, at, noon, unique } from '../support/world'

type Member = Awaited<ReturnType<typeof aMember>>
const identity = (subject = `sub-${unique()}`) => ({ issuer: 'https://id.example', subject, claims: {} })
const code = (me: Member, now = noon) => ({ code: totpAt(me.secret, now).code })
async function invited(): Promise<{ me: Member; boss: Member; token: string }> {
  const [me, boss] = [await aMember('finance'), await aMember('administrator')]
  await inviteToLink(boss, { staffId: me.actor.id })
  return { me, boss, token: await startLink(me, code(me)) }
}

test('the administrator allows it, the member links, and it is used up; all of it is written down', async () => {
  const { me, boss, token } = await invited()
  expect((await getOwnLink(me)).invitedUntil).toEqual(later(noon, days(7)))
  const who = identity()
  await finishLink(me, token, who)
  expect(await getLink(boss, me.actor.id)).toMatchObject({ link: { subject: who.subject, linkedAt: noon }, invitedUntil: null })
  expect(await outcome(finishLink(me, token, identity()))).toBe('sso_invitation_expired')
  const session = await aSession(me)
  await unlinkStaff(boss, { staffId: me.actor.id })
  expect((await getOwnLink(me)).link).toBeNull()
  expect(await session.holds()).toBe(false) // whoever came in that way is out
  const log = await recordsOf(me.actor.id)
  expect(log).toEqual(expect.arrayContaining(['staff.invite_link', 'staff.link', 'staff.unlink']))
})

test('nobody links what was not allowed, without a second factor, for another, or too late', async () => {
  const [me, uninvited] = [(await invited()).me, await aMember('finance')]
  expect(await outcome(startLink(uninvited, code(uninvited)))).toBe('sso_invitation_expired')
  expect(await outcome(startLink(me, { code: '000000' }))).toBe('staff_code_wrong')
  const { me: other, token } = await invited()
  expect(await outcome(finishLink(me, token, identity()))).toBe('staff_proof_expired')
  expect(await outcome(finishLink(me, undefined, identity()))).toBe('staff_proof_expired')
  expect(await outcome(finishLink(at(other, later(noon, minutes(11))), token, identity()))).toBe('staff_proof_expired')
  const late = at(me, later(noon, days(7)))
  expect(await outcome(startLink(late, code(me, late.now)))).toBe('sso_invitation_expired')
})

test('a subject is one member: the second who brings it is refused, also at the same moment', async () => {
  const [one, two] = [await invited(), await invited()]
  const who = identity()
  const answers = await outcomes([finishLink(one.me, one.token, who), finishLink(two.me, two.token, who)])
  expect(tallied(answers)).toEqual({ done: 1, sso_subject_taken: 1 })
})

test('only who manages the staff allows, sees and undoes it; nothing linked is not there', async () => {
  const me = await aMember('finance')
  for (const role of ['finance', 'hotline', 'auditor', 'region_manager'] as const)
    for (const act of [inviteToLink, unlinkStaff]) expect(await outcome(act(aStaff(role), { staffId: me.actor.id }))).toBe('not found')
  expect(await outcome(getLink(aStaff('hotline'), me.actor.id))).toBe('not found')
  const boss = await aMember('administrator')
  expect(await outcome(unlinkStaff(boss, { staffId: me.actor.id }))).toBe('not found')
  expect(await outcome(inviteToLink(boss, { staffId: crypto.randomUUID() }))).toBe('not found')
})

test('重置登录 and 重置密码 take the link away', async () => {
  const { me, boss, token } = await invited()
  await finishLink(me, token, identity())
  await inviteToLink(boss, { staffId: me.actor.id })
  await resetStaff(boss, { staffId: me.actor.id })
  expect(await getLink(boss, me.actor.id)).toEqual({ link: null, invitedUntil: null })
  const trainee = await aTrainee()
  const link = {
    accountId: trainee.actor.id,
    door: 'trainee' as const,
    issuer: 'https://id.example',
    subject: `sub-${unique()}`,
    linkedAt: noon,
  }
  await db().insert(externalIdentities).values(link)
  await resetPassword(aStaff('hotline'), { traineeId: trainee.actor.id, idNumber: trainee.idNumber, reason: '忘记密码' })
  expect(await db().select().from(externalIdentities).where(eq(externalIdentities.accountId, trainee.actor.id))).toEqual([])
})
