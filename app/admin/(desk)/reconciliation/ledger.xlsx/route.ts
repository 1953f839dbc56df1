import { staffCtxOrNull } from '@/lib/identity/session'
import { monthSpan } from '@/lib/reconciliation/books'
import { ledgerWorkbook } from '@/lib/reconciliation/workbooks'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'
import { providerNames } from '../../_components/money-words'

/** 账簿 of ?month=yyyy-mm. */
export async function GET(request: Request) {
  return answering(async () => {
    const ctx = await staffCtxOrNull('bills.read')
    const month = new URL(request.url).searchParams.get('month') ?? ''
    const span = monthSpan(month)
    if (!ctx || !span) throw new NotFound()
    return workbookFile(await ledgerWorkbook(ctx, span, providerNames), `账簿-${month}.xlsx`)
  })
}
