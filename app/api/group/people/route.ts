import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { progressFilters } from '@/lib/rosters/progress'
import { makeProgressFile } from '@/lib/rosters/progress-file'
import { readListQuery } from '@/lib/shared/list-query'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'

/** 职工进度 as .xlsx, narrowed as the page is. */
export async function GET(request: Request) {
  return answering(async () => {
    const ctx = await enterpriseCtxOrNull()
    if (!ctx) throw new NotFound()
    const params = Object.fromEntries(new URL(request.url).searchParams)
    const { name, bytes } = await makeProgressFile(ctx, readListQuery(params, { filters: progressFilters, sorts: [] }))
    return workbookFile(bytes, name)
  })
}
