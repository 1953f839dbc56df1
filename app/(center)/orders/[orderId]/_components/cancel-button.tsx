'use client'
import { useState } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Overlay } from '@/components/ui/overlay'
import type { FormState } from '@/lib/shared/form-state'

type Props = { action: (state: FormState, form: FormData) => Promise<FormState>; orderId: string; says: string }

/** 取消订单, after asking. `says`: what becomes of it. */
export function CancelButton({ action, orderId, says }: Props) {
  const [open, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <button className="btn quiet" type="button" onClick={() => setOpen(true)}>
        取消订单
      </button>
      <Overlay kind="dialog" open={open} onClose={close} labelledBy="cancel-title">
        <ActionForm action={action}>
          <div className="body stack">
            <h2 className="h-sec" id="cancel-title">
              要取消这个订单吗？
            </h2>
            <p className="soft">{says}</p>
            <input type="hidden" name="orderId" value={orderId} />
          </div>
          <div className="foot">
            <SubmitButton className="btn danger" busy="正在取消">
              取消订单
            </SubmitButton>
            <button className="btn primary" type="button" onClick={close}>
              不取消
            </button>
          </div>
        </ActionForm>
      </Overlay>
    </>
  )
}
