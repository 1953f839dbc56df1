import { record } from '@/lib/audit/record'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { requireApproved } from '@/lib/shared/staff'
import { readRows } from './draft-rows'
import type { Place } from './find-people'
import { giveBackUpload } from './in-child'
import { findRoster } from './lock-roster'
import { readUpload } from './uploaded-file'

/**
 * The clerk's own file as .xlsx: 问题说明 beside each row, what is wrong marked, what was put right on the screen in place.
 * @throws NotFound, also for somebody else's and for what is no draft any more; Refused as checkUpload says
 */
export async function getOwnFile(ctx: Ctx<Enterprise>, rosterId: string): Promise<{ name: string; bytes: Buffer }> {
  requireApproved(ctx)
  if (!isId(rosterId)) throw new NotFound()
  const { status, file } = await findRoster(ctx, rosterId)
  const { name, key, place, more, removed, choice } = file
  if (status !== 'draft' || !key || !place) throw new NotFound()
  const [bytes, open] = await Promise.all([readUpload(key), readRows(ctx, rosterId)])
  const rows = open.flatMap(({ row, problems, edited }) =>
    problems.length || edited ? [{ row, problems, ...(edited && { edited }) }] : [],
  )
  await record(ctx, 'export.roster', rosterId, { rows: open.length })
  const written = await giveBackUpload(
    { name, bytes },
    { place: place as Place, more: more as Place[] | undefined, rows, removed, withoutHidden: choice?.hiddenRows === false },
  )
  return { name: `${name.replace(/\.[a-z]{1,5}$/i, '')}（问题说明）.xlsx`, bytes: written }
}
