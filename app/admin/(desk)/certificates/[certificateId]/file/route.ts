import { printCertificateForDesk } from '@/lib/certificates/print-certificate'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'

/** The certificate's PDF, for the staff. */
export async function GET(_: Request, { params }: { params: Promise<{ certificateId: string }> }) {
  return answering(async () => {
    const ctx = await staffCtxOrNull('certificates.read')
    const { certificateId } = await params
    if (!ctx || !isId(certificateId)) throw new NotFound()
    const { name, pdf } = await printCertificateForDesk(ctx, certificateId)
    return privateFile(pdf, 'application/pdf', name)
  })
}
