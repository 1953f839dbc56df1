import { dimensions } from '@/lib/admin/report-dimensions'
import { reportWorkbook } from '@/lib/admin/report-workbooks'
import { staffCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'
import { formatDay } from '@/lib/shared/time'
import { readReportQuery } from '../query'

export async function GET(request: Request) {
  return answering(async () => {
    const ctx = await staffCtxOrNull('reports.read')
    if (!ctx) throw new NotFound()
    const { by, filters } = readReportQuery(Object.fromEntries(new URL(request.url).searchParams))
    return workbookFile(await reportWorkbook(ctx, by, filters), `统计报表-按${dimensions[by]}-${formatDay(ctx.now)}.xlsx`)
  })
}
