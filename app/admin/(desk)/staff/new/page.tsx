import type { Metadata } from 'next'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { listRegionOptions } from '@/lib/admin/people'
import { staffCtx } from '@/lib/identity/session'
import { duties } from '../_components/duties'
import { RoleFields } from '../_components/role-fields'
import { createStaffAction } from '../actions'

export const metadata: Metadata = { title: '新建工作人员' }

export default async function NewStaffPage() {
  const ctx = await staffCtx('staff.manage')
  return (
    <>
      <Crumb above={[['/admin/staff', '工作人员']]} here="新建" />
      <div className="desk-head">
        <h1 className="h-page">新建工作人员</h1>
      </div>
      <div className="card pad desk-form">
        <ActionForm action={createStaffAction} className="form-stack">
          <Field
            name="userName"
            label="用户名"
            hint="3–31 位，以字母开头，可用小写字母、数字和 . _ -，登录时使用。"
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={31}
          />
          <RoleFields regions={await listRegionOptions(ctx)} duties={duties} />
          <p className="small muted">保存后显示一次初始密码，请转告本人。首次登录时设置动态口令和新密码。</p>
          <div className="form-actions">
            <SubmitButton>新建账号</SubmitButton>
          </div>
        </ActionForm>
      </div>
    </>
  )
}
