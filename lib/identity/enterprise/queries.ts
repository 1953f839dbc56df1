import { eq } from 'drizzle-orm'
import { accounts, enterprises, regions } from '@/db/schema/identity'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { enterprisePhoneOf } from '../phones'

/** Who signs in with a code; null when nobody does. @param code normalised */
export async function findEnterpriseByCode(ctx: Ctx, code: string) {
  const [row] = await ctx.db
    .select({
      id: enterprises.id,
      name: enterprises.name,
      state: enterprises.status,
      phoneCipher: enterprises.phoneCipher,
      passwordHash: accounts.passwordHash,
      status: accounts.status,
    })
    .from(enterprises)
    .innerJoin(accounts, eq(accounts.id, enterprises.id))
    .where(eq(enterprises.code, code))
  if (!row) return null
  const { phoneCipher: _, ...enterprise } = row
  return { ...enterprise, phone: enterprisePhoneOf(row) }
}

/** The signed-in enterprise's own data. */
export async function getOwnEnterprise(ctx: Ctx<Enterprise>) {
  const [row] = await ctx.db
    .select({
      name: enterprises.name,
      status: enterprises.status,
      kind: enterprises.kind,
      codeKind: enterprises.codeKind,
      code: enterprises.code,
      codeDoubtful: enterprises.codeDoubtful,
      regionCode: enterprises.regionCode,
      region: regions.name,
      address: enterprises.address,
      contactName: enterprises.contactName,
      phoneCipher: enterprises.phoneCipher,
      licenceKey: enterprises.licenceKey,
      invoice: enterprises.invoice,
      submittedAt: enterprises.submittedAt,
      decidedAt: enterprises.decidedAt,
      rejection: enterprises.rejection,
    })
    .from(enterprises)
    .innerJoin(regions, eq(regions.code, enterprises.regionCode))
    .where(eq(enterprises.id, ctx.actor.id))
  if (!row) throw new Error('a session names an enterprise that does not exist')
  const { phoneCipher, ...enterprise } = row
  return { ...enterprise, phone: enterprisePhoneOf({ id: ctx.actor.id, phoneCipher }) }
}
