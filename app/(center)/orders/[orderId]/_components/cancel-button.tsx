import { ActionForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import type { FormState } from '@/lib/shared/form-state'

type Props = { action: (state: FormState, form: FormData) => Promise<FormState>; orderId: string; says: string }

/** 取消订单, after asking. `says`: what becomes of it. */
export function CancelButton({ action, orderId, says }: Props) {
  return (
    <ActionForm action={action}>
      <input type="hidden" name="orderId" value={orderId} />
      <ConfirmButton className="btn quiet" ask="要取消这个订单吗？" says={says} yes="取消订单" no="不取消" busy="正在取消" danger>
        取消订单
      </ConfirmButton>
    </ActionForm>
  )
}
