'use server'
import { redirect } from 'next/navigation'
import { confirmTransfer } from '@/lib/checkout/confirm-transfer'
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
