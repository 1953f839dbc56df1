'use client'
import { ActionForm, useForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { askWithoutPhoneAction } from '../actions'

/** Asks for the name; once it fits, says what to do in place of the question. */
export function AskForm({ hotline, hours }: { hotline: string; hours: string }) {
  return (
    <ActionForm action={askWithoutPhoneAction} className="form-stack">
      <Step hotline={hotline} hours={hours} />
    </ActionForm>
  )
}

function Step({ hotline, hours }: { hotline: string; hours: string }) {
  const { state } = useForm()
  if (state.status === 'done') {
    return (
      <div role="status">
        <Note tone="good">
          <p>姓名与身份证号已核对，原平台没有登记手机号。</p>
          <p>
            请拨打客服热线 <b className="num nowrap">{hotline}</b>（<span className="nowrap">{hours}</span>
            ），报上姓名和身份证号。客服登记手机号后，就可以激活账号。
          </p>
        </Note>
      </div>
    )
  }
  return (
    <div className="card pad form-stack">
      <Field name="name" label="姓名" autoComplete="name" hint="与刚才填写的身份证号一起核对。" />
      <SubmitButton className="btn primary big full" busy="正在核对">
        核对
      </SubmitButton>
    </div>
  )
}
