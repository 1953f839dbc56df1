import { printCertificate } from '@/lib/certificates/print-certificate'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'

export async function GET(_: Request, { params }: { params: Promise<{ certificateId: string }> }) {
  return answering(async () => {
    const { certificateId } = await params
    const ctx = await traineeCtxOrNull()
    if (!ctx || !/^[0-9a-f-]{36}$/.test(certificateId)) throw new NotFound()
    const { name, pdf } = await printCertificate(ctx, certificateId)
    return privateFile(pdf, 'application/pdf', name)
  })
}
