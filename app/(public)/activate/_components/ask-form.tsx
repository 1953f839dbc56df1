'use client'
import { Helpline } from '@/app/_components/helpline'
import { ActionForm, useForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { askWithoutPhoneAction } from '../actions'

/** Asks for the name, then says what to do in place of the question: the same to everybody. */
export function AskForm() {
  return (
    <ActionForm action={askWithoutPhoneAction} className="form-stack">
      <Step />
    </ActionForm>
  )
}

function Step() {
  const { state } = useForm()
  if (state.status === 'done') {
    return (
      <div role="status">
        <Note tone="good">
          <p>已收到。姓名和身份证号与原平台一致、又没有登记手机号的，工作人员能看到这次申请。</p>
          <p>
            请
            <Helpline hours />
            ，报上姓名和身份证号。工作人员登记手机号后，就可以激活账号。
          </p>
        </Note>
      </div>
    )
  }
  return (
    <div className="card pad form-stack">
      <Field name="name" label="姓名" autoComplete="name" hint="与刚才填写的身份证号一起交给工作人员核对。" />
      <SubmitButton className="btn primary big full" busy="正在提交">
        提交
      </SubmitButton>
    </div>
  )
}
