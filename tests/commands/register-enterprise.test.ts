import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { accounts, consents, enterprises, registrationDrafts } from '@/db/schema/identity'
import { draftLicenceKey, forgetOldDrafts } from '@/lib/identity/drafts'
import {
  agreeAsEnterprise,
  getDraftLicence,
  keepDraftLicence,
  keepEnterpriseTyped,
  saveContact,
  saveUnit,
} from '@/lib/identity/enterprise/answers'
import { maxLicenceBytes, readLicence } from '@/lib/identity/enterprise/licence'
import { enterpriseDrafts } from '@/lib/identity/enterprise/registration-drafts'
import { signInEnterprise } from '@/lib/identity/enterprise/sign-in'
import { currentVersions } from '@/lib/identity/legal'
import { enterprisePhoneOf } from '@/lib/identity/phones'
import { findDraft } from '@/lib/identity/registration-draft'
import { redeemCode } from '@/lib/identity/sms'
import { storage } from '@/lib/shared/storage'
import { days, later } from '@/lib/shared/time'
import { recordsOf } from '../support/books'
import { aSolvedCaptcha } from '../support/captcha'
import { aCreditCode, anEnterprise, aRegisteringEnterprise } from '../support/enterprises'
import { aLicencePhoto, aPdf } from '../support/licences'
import { outcome, outcomes, tallied } from '../support/outcome'
import { codeSentTo } from '../support/phone'
import { aPhoto, pngOf } from '../support/photos'
import { asSystem, asVisitor, noon, password } from '../support/world'

const rowOf = async (id: string) => (await db().select().from(enterprises).where(eq(enterprises.id, id)))[0]!

describe('an enterprise registers', () => {
  test('everything it filled in waits for a reviewer, and it can sign in', async () => {
    const me = await aRegisteringEnterprise()
    const { id } = await me.finish()
    expect(await rowOf(id)).toMatchObject({
      status: 'pending',
      name: me.name,
      kind: 'company',
      codeKind: 'credit',
      code: me.code,
      codeDoubtful: false,
      regionCode: '130203',
      contactName: '周敏',
      invoice: { buyerKind: 'company', title: me.name, taxNumber: me.code },
      submittedAt: noon,
      decidedAt: null,
    })
    expect(enterprisePhoneOf(await rowOf(id))).toBe(me.phone)
    expect(await recordsOf(id)).toEqual(['enterprise.register'])
    const signedIn = await signInEnterprise(asVisitor(), { enterpriseCode: me.code, password, ...aSolvedCaptcha() })
    expect(signedIn.id).toBe(id)
    expect(await me.answers()).toBeUndefined()
  })

  test('which texts it agreed to, when and from where is kept', async () => {
    const me = await aRegisteringEnterprise()
    const { id } = await me.finish()
    const { address } = me.ctx.actor as { address: string }
    const kept = await db().select().from(consents).where(eq(consents.accountId, id)).orderBy(consents.document)
    const { terms, privacy } = currentVersions()
    expect(kept).toEqual([
      { accountId: id, document: 'terms', version: terms, agreedAt: noon, address },
      { accountId: id, document: 'privacy', version: privacy, agreedAt: noon, address },
    ])
  })

  test('the licence moves out of the draft, drawn anew without where it was taken', async () => {
    const me = await aRegisteringEnterprise()
    const { id: draftId } = (await enterpriseDrafts.findDraft(me.ctx, me.token))!
    const { id } = await me.finish()
    const { licenceKey } = await rowOf(id)
    const { kind, body } = (await readLicence(licenceKey))!
    expect([kind, (await sharp(body).metadata()).exif, body.includes('secret-place')]).toEqual(['jpg', undefined, false])
    expect(await storage().get(draftLicenceKey(draftId))).toBeNull()
  })

  test('nothing typed lies readable in the database', async () => {
    const me = await aRegisteringEnterprise()
    const text = JSON.stringify(await db().select().from(registrationDrafts))
    for (const secret of [me.code, me.phone, me.name, me.token]) expect(text).not.toContain(secret)
  })

  test.each(['consent', 'unit', 'contact', 'proved', 'licence'] as const)('who came only to %s cannot finish', async (stage) => {
    const me = await aRegisteringEnterprise(stage)
    expect(await outcome(me.finish())).toBe('registration_incomplete')
    expect(await db().$count(enterprises, eq(enterprises.code, me.code))).toBe(0)
  })

  test('a password with the code or the phone in it is refused', async () => {
    const me = await aRegisteringEnterprise()
    expect(await outcomes([`x-${me.code}`, `tel-${me.phone}`, 'short1'].map((typed) => me.finish(typed)))).toEqual([
      'password_common',
      'password_common',
      'password_weak',
    ])
    expect(await outcome(me.finish())).toBe('done')
  })

  test('a text that has changed meanwhile is asked again; a region must be one of ours', async () => {
    const agreed = { agreed: 'on' as const, terms: '2020-01-01', privacy: currentVersions().privacy }
    expect(await outcome(agreeAsEnterprise(asVisitor(), undefined, agreed))).toBe('terms_changed')
    const me = await aRegisteringEnterprise('consent')
    expect(await outcome(saveUnit(me.ctx, me.token, { ...(await me.unit()), regionCode: '999999' }))).toBe('region_unknown')
  })
})

describe('the code', () => {
  test('one whose check digit fails is asked about once, and then marked for the reviewer', async () => {
    const me = await aRegisteringEnterprise('consent')
    const wrong = { ...(await me.unit()), enterpriseCode: '91110000802100433C' }
    expect(await outcome(saveUnit(me.ctx, me.token, wrong))).toBe('enterprise_code_doubtful')
    expect((await me.answers())?.code).toBeUndefined()
    await saveUnit(me.ctx, me.token, { ...wrong, codeConfirmed: 'on' })
    expect(await me.answers()).toMatchObject({ code: '91110000802100433C', codeKind: 'credit', codeDoubtful: true })
  })

  test('is told to be taken only after the phone is proved, and then without a word about its owner', async () => {
    const owner = await anEnterprise({ name: '唐山另一家有限公司' })
    const me = await aRegisteringEnterprise('contact', { code: owner.code })
    expect((await me.answers())?.taken).toBeUndefined()
    const other = await aRegisteringEnterprise('proved', { code: owner.code })
    const kept = await other.answers()
    expect(kept?.taken).toBe(true)
    expect([JSON.stringify(kept).includes('另一家'), JSON.stringify(kept).includes(owner.phone)]).toEqual([false, false])
    await saveUnit(other.ctx, other.token, { ...(await other.unit()), enterpriseCode: aCreditCode() })
    expect((await other.answers())?.taken).toBe(false)
  })

  test('who tries one code after another is stopped', async () => {
    const me = await aRegisteringEnterprise('proved')
    const tries = []
    for (let i = 0; i < 6; i++) {
      const unit = { ...(await me.unit()), enterpriseCode: aCreditCode() }
      tries.push(await outcome(saveUnit(me.ctx, me.token, unit)))
    }
    expect(tries).toEqual(['done', 'done', 'done', 'done', 'too_many_attempts', 'too_many_attempts'])
  })

  test('two who register the same one at once: one gets it, and no half account is left of the other', async () => {
    const code = aCreditCode()
    const two = [await aRegisteringEnterprise('invoice', { code }), await aRegisteringEnterprise('invoice', { code })]
    const before = await db().$count(accounts)
    expect(tallied(await outcomes(two.map(({ finish }) => finish())))).toEqual({ done: 1, enterprise_code_taken: 1 })
    expect((await db().$count(accounts)) - before).toBe(1)
  })

  test('pressing 完成注册 five times makes one account', async () => {
    const me = await aRegisteringEnterprise()
    const ends = tallied(await outcomes(Array.from({ length: 5 }, () => me.finish())))
    expect(ends.done).toBe(1)
    expect(await db().$count(enterprises, eq(enterprises.code, me.code))).toBe(1)
  })

  test('another name or code asks for the invoice anew; another phone must be proved anew', async () => {
    const me = await aRegisteringEnterprise()
    await saveUnit(me.ctx, me.token, { ...(await me.unit()), name: '唐山云桥建设有限公司' })
    expect((await me.answers())?.invoice).toBeUndefined()
    const other = await aRegisteringEnterprise()
    await saveContact(other.ctx, other.token, { contactName: '周敏', phone: '13900001111', ...aSolvedCaptcha() })
    expect(await outcome(other.finish())).toBe('registration_incomplete')
  })
})

describe('drafts', () => {
  test('what was only typed comes back, but never a password', async () => {
    const me = await aRegisteringEnterprise('consent')
    await keepEnterpriseTyped(me.ctx, me.token, 'unit', { name: '唐山云', password: 'secret', enterpriseCode: '9113' })
    expect((await me.answers())?.typed).toEqual({ unit: { name: '唐山云', enterpriseCode: '9113' } })
    await saveUnit(me.ctx, me.token, await me.unit())
    expect((await me.answers())?.typed).toEqual({})
  })

  test('the token of an enterprise opens no draft of a person', async () => {
    const me = await aRegisteringEnterprise('unit')
    expect(await findDraft(me.ctx, me.token)).toBeNull()
  })

  test('a code for this opens nothing else', async () => {
    const me = await aRegisteringEnterprise('contact')
    const code = await codeSentTo(me.phone)
    expect(await outcome(redeemCode(me.ctx, me.phone, 'recover_enterprise', code))).toBe('sms_code_used_up')
    expect(await outcome(redeemCode(me.ctx, me.phone, 'register', code))).toBe('sms_code_used_up')
  })

  test('after two hours nothing of it is left, the licence neither', async () => {
    const me = await aRegisteringEnterprise()
    const { id } = (await enterpriseDrafts.findDraft(me.ctx, me.token))!
    await forgetOldDrafts(asSystem(later(noon, days(1))))
    expect([await me.answers(), await storage().get(draftLicenceKey(id))]).toEqual([undefined, null])
    expect(await outcome(me.finish())).toBe('registration_expired')
  })
})

describe('a licence', () => {
  const kept = async (file: Buffer) => {
    const me = await aRegisteringEnterprise('unit')
    return outcome(keepDraftLicence(me.ctx, me.token, file))
  }

  test.each<[string, () => Promise<Buffer> | Buffer, string]>([
    ['a photo', () => aLicencePhoto(), 'done'],
    ['a PNG', () => aPhoto({ format: 'png' }), 'done'],
    ['a WebP', () => aPhoto({ format: 'webp' }), 'done'],
    ['a PDF', () => aPdf(), 'done'],
    ['nothing', () => Buffer.alloc(0), 'licence_missing'],
    ['a text', () => Buffer.from('我的营业执照'.repeat(100)), 'licence_type'],
    ['an HTML page', () => Buffer.from('<html><script>alert(1)</script></html>'), 'licence_type'],
    ['an SVG', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"/>'), 'licence_type'],
    ['a GIF', () => Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'), 'licence_type'],
    ['a program', () => Buffer.concat([Buffer.from('MZ'), Buffer.alloc(5000)]), 'licence_type'],
    ['a zip', () => Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(5000)]), 'licence_type'],
    ['HTML with a PDF behind it', () => Buffer.concat([Buffer.from('<script>'), aPdf()]), 'licence_type'],
    ['a PDF cut off', () => aPdf().subarray(0, 120), 'licence_unreadable'],
    ['a PDF with a password', () => aPdf('9 0 obj<</Encrypt 8 0 R>>endobj\n'), 'licence_unreadable'],
    ['a photo cut off', async () => (await aLicencePhoto()).subarray(0, 3000), 'licence_unreadable'],
    ['a picture bomb', () => pngOf(30_000, 30_000), 'licence_too_many_pixels'],
    ['a thumbnail', () => aLicencePhoto(300, 200), 'licence_too_small'],
    ['11 MB', () => Buffer.concat([aPdf(), Buffer.alloc(maxLicenceBytes)]), 'licence_too_large'],
    ['11 MB of a photo', async () => Buffer.concat([await aLicencePhoto(), Buffer.alloc(maxLicenceBytes)]), 'licence_too_large'],
  ])('%s', async (_, make, expected) => {
    expect(await kept(await make())).toBe(expected)
  })

  test('is seen by the browser that sent it, and by no other', async () => {
    const me = await aRegisteringEnterprise('unit')
    await keepDraftLicence(me.ctx, me.token, aPdf())
    expect((await getDraftLicence(me.ctx, me.token)).kind).toBe('pdf')
    await expect(getDraftLicence(asVisitor(), 'another')).rejects.toThrow('not found')
    await keepDraftLicence(me.ctx, me.token, await aLicencePhoto())
    expect((await getDraftLicence(me.ctx, me.token)).kind).toBe('jpg')
  })
})
