import { normalizeEmployer } from '@/lib/identity/employer-rules'
import { suggestEmployers } from '@/lib/identity/employers'
import { pageCtx } from '@/lib/identity/session'

/** Suggestions while the name of a 单位 is typed. The names are public; no more than eight are given at a time. */
export async function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  const typed = normalizeEmployer(searchParams.get('q') ?? '').slice(0, 100)
  const found = await suggestEmployers(await pageCtx(), typed, searchParams.get('region'))
  return Response.json(found, { headers: { 'cache-control': 'no-store' } })
}
