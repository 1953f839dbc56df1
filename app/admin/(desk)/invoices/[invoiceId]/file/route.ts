import { staffCtxOrNull } from '@/lib/identity/session'
import { invoiceKinds, mediaTypes } from '@/lib/invoices/input'
import { getInvoiceFileForDesk } from '@/lib/invoices/queries'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile, untrustedFile } from '@/lib/shared/route-handler'

/** The staff looks at an issued invoice, also at one that was reversed. */
export async function GET(request: Request, { params }: { params: Promise<{ invoiceId: string }> }) {
  return answering(async () => {
    const ctx = await staffCtxOrNull('orders.read')
    const { invoiceId } = await params
    const format = invoiceKinds.safeParse(new URL(request.url).searchParams.get('format') ?? 'pdf')
    if (!ctx || !isId(invoiceId) || !format.success) throw new NotFound()
    const { number, file } = await getInvoiceFileForDesk(ctx, invoiceId, format.data)
    const name = `发票${number}.${format.data}`
    return format.data === 'pdf' ? privateFile(file, mediaTypes.pdf, name) : untrustedFile(file, mediaTypes[format.data], name)
  })
}
