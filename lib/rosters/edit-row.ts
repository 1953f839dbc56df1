import { record } from '@/lib/audit/record'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { requireApproved } from '@/lib/shared/staff'
import { changeDraft, type Seen } from './change-draft'
import type { Column } from './columns'
import { compareWithPlatform, numbersOf } from './compare'
import { getGroupClass, rowRulesOf } from './group-classes'
import { lookUpPeople } from './look-up'
import { checkRow } from './rules'
import type { DraftRow } from './sealed-rows'
import { spendChecks } from './spend-checks'
import type { Cell } from './table'

/**
 * Puts a row of a draft right on the screen: what was typed takes the place of what stands in the file, and the row is checked again, by
 * itself, with the others and with the platform.
 * @throws as changeDraft and spendChecks
 */
export async function editRow(ctx: Ctx<Enterprise>, input: Seen & { values: Partial<Record<Column, string>> }): Promise<void> {
  requireApproved(ctx)
  if (input.values.name !== undefined || input.values.idNumber !== undefined || input.values.phone !== undefined) await spendChecks(ctx, 1)
  await changeDraft(ctx, input, async (tx, draft, seen) => {
    const typed = Object.entries(input.values) as [Column, string][]
    const cells = { ...seen.cells, ...Object.fromEntries(typed.map(([column, text]): [string, Cell] => [column, { text, kind: 'text' }])) }
    const checked: DraftRow = { ...checkRow({ row: seen.row, cells }, rowRulesOf(tx)), edited: { ...seen.edited, ...input.values } }
    const joined = await getGroupClass(tx, draft.classId)
    const [known] = compareWithPlatform([checked], await lookUpPeople(tx, joined, numbersOf([checked])))
    await record(tx, 'roster.edit_row', draft.id, { row: seen.row, columns: typed.map(([column]) => column) })
    return { row: known! }
  })
}
