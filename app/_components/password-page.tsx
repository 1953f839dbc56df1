import { ActionForm } from '@/components/form/action-form'
import { PasswordField } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Note } from '@/components/ui/note'
import { NewPasswordFields } from './new-password-fields'

type Props = {
  action: React.ComponentProps<typeof ActionForm>['action']
  changed: string | undefined
  /** What a guesser who knows them would try. */
  about: string[]
}

/** 修改密码 of whoever is signed in. `changed`: set once it is done. */
export function PasswordPage({ action, changed, about }: Props) {
  return (
    <>
      <div className="page-title">
        <h1 className="h-page">修改密码</h1>
      </div>
      {changed ? (
        <div role="status" style={{ marginBottom: '1rem' }}>
          <Note tone="good">密码已修改，其他设备上的登录已退出。</Note>
        </div>
      ) : (
        <p className="soft" style={{ marginBottom: '1rem' }}>
          修改后，其他设备上的登录会全部退出。
        </p>
      )}
      <div className="card pad" style={{ maxWidth: 'var(--container-form)' }}>
        <ActionForm key={changed} action={action} className="form-stack">
          <PasswordField name="current" label="原密码" autoComplete="current-password" />
          <NewPasswordFields label="新密码" about={about} />
          <SubmitButton className="btn primary big">修改密码</SubmitButton>
        </ActionForm>
      </div>
    </>
  )
}
