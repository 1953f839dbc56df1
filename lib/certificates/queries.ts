import { and, desc, eq } from 'drizzle-orm'
import { certificates } from '@/db/schema/certificates'
import { maskForPublic } from '@/lib/identity/rules'
import type { Ctx, Trainee } from '@/lib/shared/context'
import { limitAttempts } from '@/lib/shared/limits'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { minutes } from '@/lib/shared/time'

export type CertificateKind = (typeof certificates.$inferSelect)['kind']

/** The trainee's certificates, or those of one kind, newest first, revoked ones among them. */
export async function listCertificates(ctx: Ctx<Trainee>, kind?: CertificateKind) {
  return ctx.db
    .select()
    .from(certificates)
    .where(and(eq(certificates.traineeId, ctx.actor.id), kind && eq(certificates.kind, kind)))
    .orderBy(desc(certificates.issuedAt))
}

/** @throws NotFound, also for somebody else's and for a revoked one: that is not printed any more */
export async function getCertificate(ctx: Ctx<Trainee>, id: string) {
  const [row] = await ctx.db
    .select()
    .from(certificates)
    .where(and(eq(certificates.traineeId, ctx.actor.id), eq(certificates.id, id)))
  if (!row || row.revokedAt) throw new NotFound()
  return row
}

/** What a stranger learns of a certificate: what stands on the paper in their hand, and whether it still holds. */
export type Verified = {
  kind: CertificateKind
  number: string
  title: string
  name: string
  idNumberMasked: string
  year: number
  program: string
  hours: number
  issuer: string
  issuedOn: string
  revokedReason: string | null
  /** 换发: another certificate has taken its place. */
  replaced: boolean
}

const publicFields = ({ kind, number, snapshot, revokedReason, replacedBy }: typeof certificates.$inferSelect): Verified => ({
  kind,
  number,
  title: snapshot.title,
  name: snapshot.name,
  idNumberMasked: maskForPublic(snapshot.idNumberMasked), // what was frozen shows more
  year: snapshot.year,
  program: snapshot.program,
  hours: snapshot.hours,
  issuer: snapshot.issuer,
  issuedOn: snapshot.issuedOn,
  revokedReason,
  replaced: replacedBy !== null,
})

/** By the token of the QR code; null when there is none such. */
export async function verifyByToken(ctx: Ctx, token: string): Promise<Verified | null> {
  const [row] = await ctx.db.select().from(certificates).where(eq(certificates.token, token))
  return row ? publicFields(row) : null
}

/**
 * By number and name together: numbers run on, so a number alone would let anybody leaf through the names.
 * @throws Refused('certificate_unmatched' | 'too_many_attempts')
 */
export async function verifyByNumber(ctx: Ctx, number: string, name: string): Promise<Verified> {
  const address = ctx.actor.kind === 'system' ? 'system' : ctx.actor.address
  await limitAttempts(ctx, `verify-address:${address}`, { max: 60, windowMs: minutes(10) })
  const [row] = await ctx.db.select().from(certificates).where(eq(certificates.number, number))
  if (row?.snapshot.name !== name) throw new Refused('certificate_unmatched')
  return publicFields(row)
}
