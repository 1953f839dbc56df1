import { auditFilters, auditWorkbook } from '@/lib/admin/audit'
import { staffCtxOrNull } from '@/lib/identity/session'
import { readListQuery } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'
import { formatDay } from '@/lib/shared/time'

/** What the list shows, all of it, as .xlsx. */
export async function GET(request: Request) {
  return answering(async () => {
    const ctx = await staffCtxOrNull('audit.read')
    if (!ctx) throw new NotFound()
    const query = readListQuery(Object.fromEntries(new URL(request.url).searchParams), { filters: auditFilters, sorts: ['at'] })
    return workbookFile(await auditWorkbook(ctx, query), `操作日志-${formatDay(ctx.now)}.xlsx`)
  })
}
