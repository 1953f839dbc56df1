import { type FormEvent, useEffect, useRef, useState } from 'react'
import { Icon } from '@/components/ui/icon'
import { CheckPicture } from './check-picture'
import type { LessonOptions } from './state'
import { useCheck } from './use-check'

type Props = {
  /** The 签到 that waits; null: none does. */
  checkId: string | null
  show: LessonOptions['showCheck']
  /** @returns why it was refused */
  onAnswer: (text: string) => Promise<string | null>
}

const offline = '没有连上服务器，请检查网络后再试一次。'

/** 签到. The only way on is its answer, so neither Esc nor anything else closes it; waiting costs nothing. */
export function CheckDialog({ checkId, show, onAnswer }: Props) {
  const dialog = useRef<HTMLDialogElement>(null)
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const check = useCheck(checkId, show)
  const open = checkId !== null

  useEffect(() => {
    if (open && !dialog.current?.open) {
      dialog.current?.showModal()
      input.current?.focus()
    }
    if (!open) dialog.current?.close()
  }, [open])

  function another() {
    setRefusal(null)
    check.another()
    input.current?.focus()
  }

  async function answer(event: FormEvent) {
    event.preventDefault()
    const text = input.current?.value ?? ''
    if (busy || !text.trim()) return input.current?.focus()
    setBusy(true)
    const refused = await onAnswer(text).catch(() => offline)
    setBusy(false)
    setRefusal(refused)
    if (refused === offline) return
    if (input.current) input.current.value = ''
    if (refused) check.another()
    input.current?.focus()
  }

  const problem = refusal ?? check.problem
  return (
    <dialog
      className="dialog"
      ref={dialog}
      aria-labelledby="lesson-check"
      aria-describedby="lesson-check-why"
      onCancel={(event) => event.preventDefault()}
      // Browsers close on a second Esc whatever one says to the first.
      onClose={() => open && dialog.current?.showModal()}
    >
      <form onSubmit={answer}>
        <div className="body stack">
          <h2 className="h-card" id="lesson-check">
            请确认您正在学习
          </h2>
          <p id="lesson-check-why">视频已暂停。请输入图中的 3 个字符，输入后继续播放；已看的进度都在，不用着急。</p>
          <div className="field">
            <label className="label" htmlFor="lesson-check-text">
              图中的字符
            </label>
            <div className="captcha">
              <input
                ref={input}
                className="input num"
                id="lesson-check-text"
                autoComplete="off"
                autoCapitalize="characters"
                spellCheck={false}
                maxLength={32}
                aria-invalid={problem ? true : undefined}
                aria-describedby={problem ? 'lesson-check-problem lesson-check-hint' : 'lesson-check-hint'}
              />
              <CheckPicture check={check} onAnother={another} />
            </div>
            {problem && (
              <p className="error" role="alert" id="lesson-check-problem">
                <Icon name="circle-alert" />
                {problem}
              </p>
            )}
            <div className="captcha-help">
              <span className="small muted" id="lesson-check-hint">
                不分大小写；看不清可点图换一张，也可以听
              </span>
              <button className="btn quiet small" type="button" onClick={check.listen}>
                <Icon name="volume-2" />
                听字符
              </button>
            </div>
            {/* biome-ignore lint/a11y/useMediaCaption: a caption would be the answer */}
            {check.sound && <audio key={check.sound} src={check.sound} autoPlay />}
          </div>
        </div>
        <div className="foot">
          <button className="btn primary" type="submit" aria-busy={busy}>
            {busy ? <span className="spin" /> : <Icon name="check" />}
            继续学习
          </button>
        </div>
      </form>
    </dialog>
  )
}
