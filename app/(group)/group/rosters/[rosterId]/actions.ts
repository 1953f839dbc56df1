'use server'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { enterpriseCtx } from '@/lib/identity/session'
import { InvoiceTitleInput } from '@/lib/invoices/input'
import { chooseParts } from '@/lib/rosters/choose-parts'
import { type Column, columnList } from '@/lib/rosters/columns'
import { discardDraft } from '@/lib/rosters/discard-draft'
import { EditRowInput, RosterIdInput, SeenRowInput } from '@/lib/rosters/draft-input'
import { editRow } from '@/lib/rosters/edit-row'
import { getEditableRow, getRoster } from '@/lib/rosters/queries'
import { removeRow } from '@/lib/rosters/remove-row'
import { submitRoster } from '@/lib/rosters/submit-roster'
import { formAction } from '@/lib/shared/form-action'

/** The list that the clerk was looking at; only its search part is believed. */
const back = z.object({ back: z.string().max(500).default('') })

const backTo = (rosterId: string, from: string, more: Record<string, number>, at: string) => {
  const params = new URLSearchParams(from.split('?')[1] ?? '')
  for (const [name, value] of Object.entries(more)) params.set(name, String(value))
  return `/group/rosters/${rosterId}?${params}${at}`
}

/** Saved: back to the list; a row that has another problem now stays open. */
export const editRowAction = formAction(
  enterpriseCtx,
  EditRowInput.and(back),
  async (ctx, { rosterId, row, version, back: from, ...rest }) => {
    const values: Partial<Record<Column, string>> = {}
    for (const column of columnList) if (rest[column] !== undefined) values[column] = rest[column]
    await editRow(ctx, { rosterId, row, version, values })
    const { problems } = await getEditableRow(ctx, rosterId, row)
    redirect(problems.length ? backTo(rosterId, from, { edit: row }, `#row-${row}`) : backTo(rosterId, from, { saved: row }, '#rows'))
  },
)

export const removeRowAction = formAction(enterpriseCtx, SeenRowInput.and(back), async (ctx, { back: from, ...seen }) => {
  await removeRow(ctx, seen)
  redirect(backTo(seen.rosterId, from, { removed: seen.row }, '#rows'))
})

export const discardDraftAction = formAction(enterpriseCtx, RosterIdInput, async (ctx, input) => {
  await discardDraft(ctx, input)
  redirect('/group/rosters')
})

const ChoosePartsInput = z.object({ rosterId: z.uuid(), hidden: z.enum(['with', 'without']).optional() }).catchall(z.string().max(500))

/** Each sheet has a field of its own, by its place among those that were found. */
export const choosePartsAction = formAction(enterpriseCtx, ChoosePartsInput, async (ctx, { rosterId, hidden, ...rest }) => {
  const { parts } = await getRoster(ctx, rosterId)
  const sheets = parts.filter((_, i) => rest[`sheet${i}`] === 'on').map(({ sheet }) => sheet)
  await chooseParts(ctx, { rosterId, sheets, hiddenRows: hidden && hidden === 'with' })
  redirect(`/group/rosters/${rosterId}`)
})

const SubmitRosterInput = z
  .object({ rosterId: z.uuid(), expectedFen: z.coerce.number().int().min(0), leaveOut: z.literal('on').optional() })
  .and(InvoiceTitleInput)

/** 提交信息: from here on the roster is fixed, and its order waits for 确认缴费. */
export const submitRosterAction = formAction(
  enterpriseCtx,
  SubmitRosterInput,
  async (ctx, { rosterId, expectedFen, leaveOut, invoice }) => {
    const orderId = await submitRoster(ctx, { rosterId, expectedFen, leaveOut: leaveOut === 'on', invoice })
    redirect(`/group/orders/${orderId}`)
  },
)
