'use client'
import { useForm } from '@/components/form/action-form'
import { Note } from '@/components/ui/note'

/** Says in the form when the phone it registered takes effect. */
export function PhoneAsked() {
  const { state } = useForm()
  return state.status === 'done' ? (
    <div role="status">
      <Note tone="good">
        已登记，原来的登录已退出。<span className="num">{state.facts?.effect}</span> 生效；另一位工作人员复核后立即生效。
      </Note>
    </div>
  ) : null
}
