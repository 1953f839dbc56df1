import { traineeCtxOrNull } from '@/lib/identity/session'
import { getInvoiceFile } from '@/lib/invoices/queries'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'

export async function GET(_: Request, { params }: { params: Promise<{ invoiceId: string }> }) {
  return answering(async () => {
    const { invoiceId } = await params
    const ctx = await traineeCtxOrNull()
    if (!ctx || !isId(invoiceId)) throw new NotFound()
    const { number, pdf } = await getInvoiceFile(ctx, invoiceId)
    return privateFile(pdf, 'application/pdf', `发票${number}.pdf`)
  })
}
