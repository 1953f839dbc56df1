import { staffCtxOrNull } from '@/lib/identity/session'
import { pendingWorkbook } from '@/lib/invoices/pending-workbook'
import { NotFound } from '@/lib/shared/not-found'
import { answering, untrustedFile } from '@/lib/shared/route-handler'
import { xlsxType } from '@/lib/shared/spreadsheet/write-workbook'
import { formatDay } from '@/lib/shared/time'

/** 待开发票 as the tax bureau's batch form. */
export async function GET() {
  return answering(async () => {
    const ctx = await staffCtxOrNull('invoices.issue')
    if (!ctx) throw new NotFound()
    return untrustedFile(await pendingWorkbook(ctx), xlsxType, `待开发票${formatDay(ctx.now)}.xlsx`)
  })
}
