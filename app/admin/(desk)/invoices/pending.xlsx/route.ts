import { staffCtxOrNull } from '@/lib/identity/session'
import { pendingWorkbook } from '@/lib/invoices/pending-workbook'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'
import { formatDay } from '@/lib/shared/time'

/** 待开发票 as the tax bureau's batch form. */
export async function GET() {
  return answering(async () => {
    const ctx = await staffCtxOrNull('invoices.issue')
    if (!ctx) throw new NotFound()
    return workbookFile(await pendingWorkbook(ctx), `待开发票${formatDay(ctx.now)}.xlsx`)
  })
}
