import { mostBasicsBytes, stageTable } from '@/lib/catalog/import-basics'
import { staffCtxOrNull } from '@/lib/identity/session'
import { Refused } from '@/lib/shared/refused'
import { fromHere } from '@/lib/shared/route-handler'
import { takeStaged } from '../../../_components/take-staged'

/** A table of regions, or of categories and specialties. */
export const POST = fromHere(async (request: Request) => {
  const kind = new URL(request.url).searchParams.get('kind') === 'fields' ? 'fields' : 'regions'
  const staged = {
    ctx: await staffCtxOrNull('settings.edit'),
    page: `/admin/settings/import?kind=${kind}`,
    field: 'table',
    kept: 'checked',
    maxBytes: mostBasicsBytes,
    tooLarge: new Refused('basics_file_large', { size: mostBasicsBytes / 1e6 }),
    missing: new Refused('basics_none'),
  }
  return takeStaged(request, staged, (ctx, { bytes }) => stageTable(ctx, { kind, file: bytes }))
})
