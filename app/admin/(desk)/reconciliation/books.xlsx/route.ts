import { staffCtxOrNull } from '@/lib/identity/session'
import { daySpan, monthSpan } from '@/lib/reconciliation/books'
import { booksWorkbook } from '@/lib/reconciliation/workbooks'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'
import { providerNames } from '../../_components/money-words'

/** The books of ?month=yyyy-mm, or of ?day=yyyy-mm-dd. */
export async function GET(request: Request) {
  return answering(async () => {
    const ctx = await staffCtxOrNull('bills.read')
    const { searchParams } = new URL(request.url)
    const [day, month] = [searchParams.get('day') ?? '', searchParams.get('month') ?? '']
    const span = daySpan(day) ?? monthSpan(month)
    if (!ctx || !span) throw new NotFound()
    return workbookFile(await booksWorkbook(ctx, span, providerNames), `对账-${day || month}.xlsx`)
  })
}
