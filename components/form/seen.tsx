'use client'
import { useForm } from './action-form'
import { CheckField } from './check-field'

/** What the form was drawn from; once somebody else has changed it meanwhile, a tick to save all the same. */
export function Seen({ version }: { version: string }) {
  const { state } = useForm()
  const asked = Boolean(state.fields?.overwrite) || state.typed?.overwrite === 'on'
  return (
    <>
      <input type="hidden" name="seen" value={version} />
      {asked && <CheckField name="overwrite">已看过最新内容，仍然保存我填写的内容</CheckField>}
    </>
  )
}
