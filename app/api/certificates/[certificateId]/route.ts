import { printCertificate } from '@/lib/certificates/print-certificate'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'

export async function GET(_: Request, { params }: { params: Promise<{ certificateId: string }> }) {
  return answering(async () => {
    const { certificateId } = await params
    const ctx = await traineeCtxOrNull()
    if (!ctx || !isId(certificateId)) throw new NotFound()
    const { name, pdf } = await printCertificate(ctx, certificateId)
    return privateFile(pdf, 'application/pdf', name)
  })
}
