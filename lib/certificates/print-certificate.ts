import type { certificates } from '@/db/schema/certificates'
import { getOwnIdNumber } from '@/lib/identity/queries'
import { maskIdNumber } from '@/lib/identity/rules'
import type { Ctx, Staff, Trainee } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { uncovered } from '@/lib/shared/glyphs'
import { NotFound } from '@/lib/shared/not-found'
import { renderPdf } from '@/lib/shared/pdf'
import { Refused } from '@/lib/shared/refused'
import { storage } from '@/lib/shared/storage'
import { getCertificateForDesk } from './desk-certificates'
import { getCertificate } from './queries'

/**
 * 打印培训证明 or 学时证明: the PDF of the trainee's own certificate, from what was frozen when it was issued, with the whole ID number, which
 * 人事部门 ask for. Once the number on file is another one, what was frozen stays.
 * @throws NotFound; Refused('certificate_unprintable') naming the characters, instead of printing garbage
 */
export async function printCertificate(ctx: Ctx<Trainee>, id: string): Promise<{ name: string; pdf: Buffer }> {
  const [certificate, idNumber] = await Promise.all([getCertificate(ctx, id), getOwnIdNumber(ctx)])
  const { snapshot } = certificate
  const isThis = maskIdNumber(idNumber) === snapshot.idNumberMasked
  return drawCertificate(isThis ? { ...certificate, snapshot: { ...snapshot, idNumberMasked: idNumber } } : certificate)
}

/** The same for the staff, with the masked number. @throws as above; NotFound, too, for one of a region that is not theirs and for a revoked one */
export async function printCertificateForDesk(ctx: Ctx<Staff>, id: string): Promise<{ name: string; pdf: Buffer }> {
  const { certificate } = await getCertificateForDesk(ctx, id)
  if (certificate.revokedAt) throw new NotFound()
  return drawCertificate(certificate)
}

/** @throws Refused('certificate_unprintable') */
export async function drawCertificate(certificate: Pick<typeof certificates.$inferSelect, 'snapshot' | 'number' | 'token'>) {
  const { snapshot, number, token } = certificate
  const missing = uncovered(`${snapshot.name}${snapshot.employer ?? ''}`)
  if (missing.length) throw new Refused('certificate_unprintable', { characters: missing.join('') })
  const photo = snapshot.photoKey ? await storage().get(snapshot.photoKey) : null
  const pdf = await renderPdf('certificate', {
    snapshot,
    number,
    verifyUrl: `${env().appUrl}/verify/${token}`,
    photo: photo?.toString('base64') ?? null,
    demo: env().mode === 'demo',
  })
  return { name: `${snapshot.title}${number}.pdf`, pdf }
}
