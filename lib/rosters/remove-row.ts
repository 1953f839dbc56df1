import { record } from '@/lib/audit/record'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { changeDraft, type Seen } from './change-draft'

/** Takes a row out of a draft; the file given back is without it, too. @throws as changeDraft */
export async function removeRow(ctx: Ctx<Enterprise>, input: Seen): Promise<void> {
  await changeDraft(ctx, input, async (tx, draft, seen) => {
    await record(tx, 'roster.remove_row', draft.id, { row: seen.row })
    return { row: null, file: { removed: [...(draft.file.removed ?? []), seen.row] } }
  })
}
