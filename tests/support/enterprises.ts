import { randomInt } from 'node:crypto'
import { db } from '@/db/client'
import { accounts, enterprises } from '@/db/schema/identity'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { aRegion, noon } from './world'

/** An enterprise, approved unless told otherwise, as the context it acts in. */
export async function anEnterprise(
  given: { name?: string; status?: 'pending' | 'approved' | 'rejected'; passwordHash?: string; now?: Date } = {},
): Promise<Ctx<Enterprise> & { code: string }> {
  const { name = '唐山云桥市政工程有限公司', status = 'approved', passwordHash, now = noon } = given
  const regionCode = await aRegion()
  const code = `91130203${Array.from({ length: 10 }, () => 'ABCDEFGH0123456789'[randomInt(18)]).join('')}`
  const [account] = await db().insert(accounts).values({ passwordHash }).returning({ id: accounts.id })
  await db()
    .insert(enterprises)
    .values({
      id: account!.id,
      status,
      name,
      kind: 'company',
      codeKind: 'credit',
      code,
      regionCode,
      address: '建设北路 1 号',
      contactName: '刘芳',
      phone: '13900006001',
      licenceKey: 'licences/none',
      invoice: { buyerKind: 'company', title: name, taxNumber: code },
      submittedAt: later(now, -days(2)),
      decidedAt: status === 'pending' ? null : later(now, -days(1)),
      rejection: status === 'rejected' ? '营业执照看不清' : null,
    })
  return { actor: { kind: 'enterprise', id: account!.id, name, status, address: '10.0.0.2' }, now, db: db(), code }
}
