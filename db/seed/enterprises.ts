import { accounts, consents, type EnterpriseInvoice, enterprises } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { newLicenceKey } from '@/lib/identity/enterprise/licence'
import { currentVersions } from '@/lib/identity/legal'
import { hashPassword } from '@/lib/identity/passwords'
import { storedEnterprisePhone } from '@/lib/identity/phones'
import type { Ctx } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import { hours, later } from '@/lib/shared/time'
import { drawLicence } from './licence-art'
import { demoPassword } from './people'

type DemoEnterprise = {
  code: string
  name: string
  stage: string
  kind: 'company' | 'institution'
  regionCode: string
  address: string
  contactName: string
  phone: string
  licence: { title: string; lines: [label: string, value: string][]; stamp: string }
  invoice: EnterpriseInvoice
  /** Since when it waits, and for how long it did. */
  hoursAgo: number
  approvedAfterHours: number | null
}

/** Invented, with codes whose check digits hold and that nobody has: their middle says DEMO. */
export const demoEnterprises: DemoEnterprise[] = [
  {
    code: '91130203MA0DEM0119',
    name: '唐山云桥市政工程有限公司',
    stage: '已通过审核，可以集体报名',
    kind: 'company',
    regionCode: '130203',
    address: '河北省唐山市路北区新华西道 118 号',
    contactName: '周敏',
    phone: '13900006101',
    licence: {
      title: '营业执照',
      lines: [
        ['名　　称', '唐山云桥市政工程有限公司'],
        ['类　　型', '有限责任公司'],
        ['住　　所', '河北省唐山市路北区新华西道 118 号'],
        ['法定代表人', '赵云桥'],
        ['注册资本', '伍仟万元整'],
        ['成立日期', '2016年03月18日'],
      ],
      stamp: '登记机关　路北区市场监督管理局',
    },
    invoice: { buyerKind: 'company', title: '唐山云桥市政工程有限公司', taxNumber: '91130203MA0DEM0119' },
    hoursAgo: 30 * 24,
    approvedAfterHours: 5,
  },
  {
    code: '12130208MB0DEM031T',
    name: '丰润青禾职业学校',
    stage: '待审核',
    kind: 'institution',
    regionCode: '130208',
    address: '河北省唐山市丰润区曹雪芹东大街 26 号',
    contactName: '田立新',
    phone: '13900006102',
    licence: {
      title: '事业单位法人证书',
      lines: [
        ['名　　称', '丰润青禾职业学校'],
        ['宗　　旨', '开展中等职业教育和技能培训'],
        ['住　　所', '河北省唐山市丰润区曹雪芹东大街 26 号'],
        ['法定代表人', '田立新'],
        ['开办资金', '¥860万元'],
        ['举办单位', '丰润区教育局'],
      ],
      stamp: '登记管理机关　丰润区事业单位登记管理局',
    },
    invoice: { buyerKind: 'public_body', title: '丰润青禾职业学校' },
    hoursAgo: 26,
    approvedAfterHours: null,
  },
]

export async function seedEnterprises(ctx: Ctx): Promise<void> {
  for (const demo of demoEnterprises) await createEnterprise(ctx, demo)
}

async function createEnterprise(ctx: Ctx, demo: DemoEnterprise): Promise<void> {
  const { code, name, kind, regionCode, address, contactName, phone, invoice, licence, approvedAfterHours } = demo
  const submittedAt = later(ctx.now, -hours(demo.hoursAgo))
  const decidedAt = approvedAfterHours === null ? null : later(submittedAt, hours(approvedAfterHours))
  const [account] = await ctx.db
    .insert(accounts)
    .values({ passwordHash: await hashPassword(demoPassword), createdAt: submittedAt })
    .returning({ id: accounts.id })
  const { id } = account!
  const licenceKey = newLicenceKey(id, 'jpg')
  await storage().put(licenceKey, await drawLicence({ ...licence, code }))
  await ctx.db.insert(enterprises).values({
    id,
    status: decidedAt ? 'approved' : 'pending',
    name,
    kind,
    codeKind: 'credit',
    code,
    regionCode,
    address,
    contactName,
    ...storedEnterprisePhone(id, phone),
    licenceKey,
    invoice,
    submittedAt,
    decidedAt,
  })
  const { terms, privacy } = currentVersions()
  await ctx.db.insert(consents).values([
    { accountId: id, document: 'terms', version: terms, agreedAt: submittedAt },
    { accountId: id, document: 'privacy', version: privacy, agreedAt: submittedAt },
  ])
  await record({ ...ctx, now: submittedAt, actor: { kind: 'visitor', address: 'demo' } }, 'enterprise.register', id)
  if (decidedAt) await record({ ...ctx, now: decidedAt }, 'enterprise.approve', id)
}
