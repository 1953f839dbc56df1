'use client'
import { ActionForm, useForm } from '@/components/form/action-form'
import { ConfirmButton } from '@/components/form/confirm-button'
import { SubmitButton } from '@/components/form/submit-button'
import { Icon } from '@/components/ui/icon'
import { Note } from '@/components/ui/note'
import type { ProgressQuery } from '@/lib/rosters/progress'
import { remindAction } from '../actions'

/** `reach`: how many of the list a message would go to now. */
type Props = { query: ProgressQuery; total: number; reach: number; available: boolean; passed: boolean; children: React.ReactNode }

/** The list with what can be done with it: 提醒 to those ticked, or to all as the list is narrowed; then who was reminded and who was not. */
export function RemindForm({ query, total, reach, available, passed, children }: Props) {
  if (!total || passed) return children
  return (
    <ActionForm action={remindAction} className="stack remind">
      <Said />
      <input type="hidden" name="q" value={query.q} />
      {Object.entries(query.filters).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      {available ? (
        <div className="row wrapped">
          <SubmitButton className="btn" name="who" value="chosen" busy="正在提醒">
            <Icon name="message-square" />
            提醒勾选的人
          </SubmitButton>
          {reach > 0 ? (
            <ConfirmButton
              className="btn quiet"
              name="who"
              value="all"
              ask={`要提醒列表中的 ${reach} 人吗？`}
              says={`短信马上发出，不能撤回。${total > reach ? `列表共 ${total} 人，其余的已合格、没有手机号、已过学习期限、三天内提醒过或已满三次，不会再发。` : ''}`}
              yes="发送提醒"
              no="先不发"
              busy="正在提醒"
            >
              提醒列表中可以提醒的 {reach} 人
            </ConfirmButton>
          ) : (
            <span className="small soft">列表中现在没有可以提醒的人。</span>
          )}
          <span className="small soft">发送短信；每人三天内最多一次，每个班最多三次。</span>
        </div>
      ) : (
        <p className="small soft">本平台暂时不能发送提醒短信。</p>
      )}
    </ActionForm>
  )
}

function Said() {
  const { state } = useForm()
  return state.status === 'done' && state.message ? <Note tone="good">{state.message}</Note> : null
}
