import { accounts, staff } from '@/db/schema/identity'
import { hashPassword } from '@/lib/identity/passwords'
import { encryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import type { StaffRole } from '@/lib/shared/rights'
import { demoPassword } from './people'

type DemoMember = { userName: string; name: string; role: StaffRole; regionCodes?: string[]; totpSecret: string }

/** One of each role. Their secrets are no secrets: the demo's own authenticator (/demo/authenticator) shows the codes. */
export const demoStaff: DemoMember[] = [
  { userName: 'admin', name: '周敏', role: 'administrator', totpSecret: 'XUESHIDEMOADMINISTRATORAAAAAAAAA' },
  { userName: 'editor', name: '何清', role: 'content_editor', totpSecret: 'XUESHIDEMOCONTENTEDITORAAAAAAAAA' },
  { userName: 'reviewer', name: '郑思远', role: 'reviewer', totpSecret: 'XUESHIDEMOREVIEWERAAAAAAAAAAAAAA' },
  { userName: 'finance', name: '冯雅琴', role: 'finance', totpSecret: 'XUESHIDEMOFINANCEAAAAAAAAAAAAAAA' },
  { userName: 'hotline', name: '秦晓', role: 'hotline', totpSecret: 'XUESHIDEMOHOTLINEAAAAAAAAAAAAAAA' },
  {
    userName: 'region',
    name: '许卫东',
    role: 'region_manager',
    regionCodes: ['130203', '130204'],
    totpSecret: 'XUESHIDEMOREGIONAAAAAAAAAAAAAAAA',
  },
  { userName: 'auditor', name: '沈立', role: 'auditor', totpSecret: 'XUESHIDEMOAUDITORAAAAAAAAAAAAAAA' },
]

export async function seedStaff(ctx: Ctx): Promise<void> {
  const passwordHash = await hashPassword(demoPassword)
  for (const { totpSecret, ...member } of demoStaff) {
    const [account] = await ctx.db.insert(accounts).values({ passwordHash }).returning({ id: accounts.id })
    const totpCipher = encryptColumn('staff.totp_cipher', account!, totpSecret)
    await ctx.db.insert(staff).values({ id: account!.id, ...member, totpCipher, totpConfirmedAt: ctx.now })
  }
}
