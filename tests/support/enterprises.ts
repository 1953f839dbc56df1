import { randomInt } from 'node:crypto'
import { db } from '@/db/client'
import { accounts, type EnterpriseInvoice, enterprises } from '@/db/schema/identity'
import { agreeAsEnterprise, keepDraftLicence, proveContact, saveContact, saveInvoice, saveUnit } from '@/lib/identity/enterprise/answers'
import { readCode } from '@/lib/identity/enterprise/code'
import { completeEnterpriseRegistration } from '@/lib/identity/enterprise/register'
import { enterpriseDrafts } from '@/lib/identity/enterprise/registration-drafts'
import { currentVersions } from '@/lib/identity/legal'
import { hashPassword } from '@/lib/identity/passwords'
import { storedEnterprisePhone } from '@/lib/identity/phones'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { aSolvedCaptcha } from './captcha'
import { aLicencePhoto } from './licences'
import { codeSentTo } from './phone'
import { aRegion, asVisitor, noon, password } from './world'

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A 统一社会信用代码 whose check digit holds, random: several processes may share a database. */
export function aCreditCode(): string {
  const front = `91130203MA${String(randomInt(10_000_000)).padStart(7, '0')}`
  const holds = (check: string) => {
    const read = readCode(front + check)
    return 'kind' in read && !read.doubtful
  }
  return front + [...alphabet].find(holds)
}

export type EnterpriseShape = {
  status?: Enterprise['status']
  name?: string
  code?: string
  phone?: string
  regionCode?: string
  rejection?: string
  licenceKey?: string
  invoice?: EnterpriseInvoice
  codeDoubtful?: boolean
  submittedAt?: Date
}

let hashed: Promise<string> | undefined // once a file: argon2 is slow on purpose

/** A registered enterprise, approved unless told otherwise, as the context it acts in. It signs in with `code` and the password of world.ts. */
export async function anEnterprise(shape: EnterpriseShape = {}): Promise<Ctx<Enterprise> & { code: string; phone: string }> {
  const {
    status = 'approved',
    name = '唐山云桥市政工程有限公司',
    code = aCreditCode(),
    phone = `139${randomInt(10_000_000, 100_000_000)}`,
    regionCode = '130203',
    submittedAt = noon,
  } = shape
  hashed ??= hashPassword(password)
  const [account] = await db()
    .insert(accounts)
    .values({ passwordHash: await hashed })
    .returning({ id: accounts.id })
  const { id } = account!
  await db()
    .insert(enterprises)
    .values({
      id,
      status,
      name,
      kind: 'company',
      codeKind: 'credit',
      code,
      codeDoubtful: shape.codeDoubtful ?? false,
      regionCode: await aRegion(regionCode, regionCode === '130203' ? '路北区' : `区划${regionCode}`),
      address: '新华西道 118 号',
      contactName: '周敏',
      ...storedEnterprisePhone(id, phone),
      licenceKey: shape.licenceKey ?? `licences/${id}/none.jpg`,
      invoice: shape.invoice ?? { buyerKind: 'company', title: name, taxNumber: code },
      submittedAt,
      decidedAt: status === 'pending' ? null : submittedAt,
      rejection: status === 'rejected' ? (shape.rejection ?? '营业执照看不清，请重新上传。') : null,
    })
  return { actor: { kind: 'enterprise', id, name, status, address: '10.0.0.2' }, now: noon, db: db(), code, phone }
}

type Stage = 'consent' | 'unit' | 'contact' | 'proved' | 'licence' | 'invoice'
const stages: Stage[] = ['consent', 'unit', 'contact', 'proved', 'licence', 'invoice']

/** Somebody on the way through 集体注册 who has come so far, and has everything filled in until then. */
export async function aRegisteringEnterprise(until: Stage = 'invoice', given: { code?: string; phone?: string; ctx?: Ctx } = {}) {
  const { code = aCreditCode(), phone = `139${randomInt(10_000_000, 100_000_000)}`, ctx = asVisitor() } = given
  const { terms, privacy } = currentVersions()
  const token = await agreeAsEnterprise(ctx, undefined, { agreed: 'on', terms, privacy })
  const name = '唐山云桥市政工程有限公司'
  const unit = async () =>
    ({ name, enterpriseCode: code, kind: 'company', regionCode: await aRegion(), address: '新华西道 118 号' }) as const
  const fill: Record<Exclude<Stage, 'consent'>, () => Promise<unknown>> = {
    unit: async () => saveUnit(ctx, token, await unit()),
    contact: () => saveContact(ctx, token, { contactName: '周敏', phone, ...aSolvedCaptcha() }),
    proved: async () => proveContact(ctx, token, { code: await codeSentTo(phone) }),
    licence: async () => keepDraftLicence(ctx, token, await aLicencePhoto()),
    invoice: () => saveInvoice(ctx, token, { buyerKind: 'company', title: name, taxNumber: code }),
  }
  for (const stage of stages.slice(1, stages.indexOf(until) + 1) as Exclude<Stage, 'consent'>[]) await fill[stage]()
  const finish = (typed = password) => completeEnterpriseRegistration(ctx, token, { password: typed, repeated: typed })
  const answers = async () => (await enterpriseDrafts.findDraft(ctx, token))?.answers
  return { ctx, token, code, phone, name, unit, finish, answers }
}
