import { enterpriseCtxOrNull, traineeCtxOrNull } from '@/lib/identity/session'
import { getInvoiceFile } from '@/lib/invoices/queries'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'

export async function GET(_: Request, { params }: { params: Promise<{ invoiceId: string }> }) {
  return answering(async () => {
    const { invoiceId } = await params
    const { number, pdf } = await ownFile(invoiceId)
    return privateFile(pdf, 'application/pdf', `发票${number}.pdf`)
  })
}

/** One browser may be signed in at both doors; a file is found through the one that it belongs to. */
async function ownFile(invoiceId: string) {
  const doors = [await enterpriseCtxOrNull(), await traineeCtxOrNull()]
  for (const ctx of doors) {
    if (!ctx || !isId(invoiceId)) continue
    const file = await getInvoiceFile(ctx, invoiceId).catch(unlessMissing)
    if (file) return file
  }
  throw new NotFound()
}

function unlessMissing(error: unknown): null {
  if (error instanceof NotFound) return null
  throw error
}
