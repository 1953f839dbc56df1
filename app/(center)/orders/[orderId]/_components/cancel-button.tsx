'use client'
import { useState } from 'react'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Overlay } from '@/components/ui/overlay'
import type { FormState } from '@/lib/shared/form-state'

type Props = { action: (state: FormState, form: FormData) => Promise<FormState>; orderId: string; single: boolean }

/** 取消订单, after asking: the seat is given up. */
export function CancelButton({ action, orderId, single }: Props) {
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
            <p className="soft">{single ? '取消后可以重新选课。没有扣款。' : '取消后席位不再保留，可以重新报名。没有扣款。'}</p>
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
