import { useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'

/** 签到. The only way on is its one answer, so neither Esc nor anything else closes it; waiting costs nothing. */
export function CheckDialog({ open, onAnswer }: { open: boolean; onAnswer: () => Promise<void> }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [state, setState] = useState<'asking' | 'busy' | 'failed'>('asking')

  useEffect(() => {
    if (open && !dialog.current?.open) dialog.current?.showModal()
    if (!open) dialog.current?.close()
  }, [open])

  async function answer() {
    if (state === 'busy') return
    setState('busy')
    try {
      await onAnswer()
      setState('asking')
    } catch {
      setState('failed') // no connection, most likely: said in the dialog, and the button is still there
    }
  }

  return (
    <dialog
      className="dialog"
      ref={dialog}
      aria-labelledby="lesson-check"
      onCancel={(event) => event.preventDefault()}
      // Browsers close on a second Esc whatever one says to the first.
      onClose={() => open && dialog.current?.showModal()}
    >
      <div className="body stack">
        <h2 className="h-card" id="lesson-check">
          请确认您正在学习
        </h2>
        <p>点一下“我在学习”，视频继续播放；已看的进度都在。</p>
        {state === 'failed' && (
          <p className="error" role="alert">
            <Icon name="circle-alert" />
            没有连上服务器，请检查网络后再点一次。
          </p>
        )}
      </div>
      <div className="foot">
        <button className="btn primary" type="button" aria-busy={state === 'busy'} onClick={answer}>
          {state === 'busy' ? <span className="spin" /> : <Icon name="check" />}
          我在学习
        </button>
      </div>
    </dialog>
  )
}
