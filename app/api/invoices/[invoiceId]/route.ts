import { enterpriseCtxOrNull, traineeCtxOrNull } from '@/lib/identity/session'
import { invoiceKinds, mediaTypes } from '@/lib/invoices/input'
import { getInvoiceFile } from '@/lib/invoices/queries'
import type { Buyer, Ctx } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile, untrustedFile } from '@/lib/shared/route-handler'

/** 下载发票, as PDF or with ?format=ofd or xml; for the trainee or the enterprise that bought. */
export async function GET(request: Request, { params }: { params: Promise<{ invoiceId: string }> }) {
  return answering(async () => {
    const { invoiceId } = await params
    const format = invoiceKinds.safeParse(new URL(request.url).searchParams.get('format') ?? 'pdf')
    if (!isId(invoiceId) || !format.success) throw new NotFound()
    const { number, file } = await ofBuyer((ctx) => getInvoiceFile(ctx, invoiceId, format.data))
    const name = `发票${number}.${format.data}`
    return format.data === 'pdf' ? privateFile(file, mediaTypes.pdf, name) : untrustedFile(file, mediaTypes[format.data], name)
  })
}

/** Somebody may be signed in at both doors: whichever of them it belongs to. */
async function ofBuyer<T>(read: (ctx: Ctx<Buyer>) => Promise<T>): Promise<T> {
  const doors = [await traineeCtxOrNull(), await enterpriseCtxOrNull()].filter((ctx) => ctx !== null)
  for (const ctx of doors) {
    const found = await read(ctx).catch((error) => {
      if (!(error instanceof NotFound)) throw error
      return null
    })
    if (found) return found
  }
  throw new NotFound()
}
