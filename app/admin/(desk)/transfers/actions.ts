'use server'
import { redirect } from 'next/navigation'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
import { BookStatementInput, bookStatement } from '@/lib/checkout/import-statement'
import { ConfirmTransferInput } from '@/lib/checkout/input'
import { staffCtx } from '@/lib/identity/session'
import { formAction } from '@/lib/shared/form-action'

export const confirmTransferAction = formAction(
  () => staffCtx('transfers.confirm'),
  ConfirmTransferInput,
  async (ctx, { amount, ...found }) => {
    await confirmTransfer(ctx, { ...found, amountFen: amount })
    redirect('/admin/transfers')
  },
)

export const bookStatementAction = formAction(
  () => staffCtx('transfers.confirm'),
  BookStatementInput,
  async (ctx, input) => {
    const { booked, failed } = await bookStatement(ctx, input)
    redirect(`/admin/transfers/import?checked=${input.importId}&booked=${booked}&failed=${failed.join()}`)
  },
)
