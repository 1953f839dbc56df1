import type { Ctx, Enterprise } from '@/lib/shared/context'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { requireApproved } from '@/lib/shared/staff'
import { findRoster } from './lock-roster'
import { receiveUpload } from './receive-upload'
import { readUpload } from './uploaded-file'

/** `hiddenRows`: with or without them; undefined where it was not said. */
type Input = { rosterId: string; sheets: string[]; hiddenRows?: boolean }

/**
 * Says which sheets of an uploaded file are meant, and whether its hidden rows are: the file is read again, so. May be said again.
 * @throws NotFound, also for what is no draft any more; Refused('roster_sheets_unchosen' | 'roster_hidden_unchosen' | as receiveUpload says)
 */
export async function chooseParts(ctx: Ctx<Enterprise>, { rosterId, sheets, hiddenRows }: Input): Promise<void> {
  requireApproved(ctx)
  if (!isId(rosterId)) throw new NotFound()
  const { status, classId, file } = await findRoster(ctx, rosterId)
  if (status !== 'draft' || !file.key || !file.parts?.length) throw new NotFound()
  const chosen = file.parts.filter(({ sheet }) => sheets.includes(sheet))
  if (!chosen.length) throw new Refused('roster_sheets_unchosen', {}, 'sheet0')
  if (hiddenRows === undefined && chosen.some((part) => part.hiddenRows)) throw new Refused('roster_hidden_unchosen', {}, 'hidden')
  const choice = { sheets: chosen.map(({ sheet }) => sheet), hiddenRows: hiddenRows ?? true }
  await receiveUpload(ctx, { classId, upload: { name: file.name, bytes: await readUpload(file.key) }, choice })
}
