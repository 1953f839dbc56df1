import type { Metadata } from 'next'
import { NewPasswordFields } from '@/app/_components/new-password-fields'
import { ActionForm } from '@/components/form/action-form'
import { SubmitButton } from '@/components/form/submit-button'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { wordsAbout } from '@/lib/identity/password/about'
import { RegisterFrame } from '../_components/frame'
import { openStep, stepPaths } from '../_components/step'
import { savePasswordAction } from '../actions'

export const metadata: Metadata = { title: '设置密码' }

/** A password never comes back into a page: whoever returns reads that there is one, and may choose another. */
export default async function PasswordPage({ searchParams }: { searchParams: Promise<{ change?: string }> }) {
  const { answers } = await openStep('password')
  const set = answers.passwordHash && !(await searchParams).change
  return (
    <RegisterFrame step="password" title="设置密码" back={stepPaths.phone}>
      {set ? (
        <div className="card pad form-stack">
          <Note tone="good">密码已设置。</Note>
          <Link className="btn primary big full" href={stepPaths.employment}>
            下一步
          </Link>
          <Link className="link tap" href="/register/password?change=1">
            重新设置密码
          </Link>
        </div>
      ) : (
        <ActionForm action={savePasswordAction} className="card pad form-stack">
          <NewPasswordFields about={wordsAbout({ name: answers.name })} />
          <SubmitButton className="btn primary big full">下一步</SubmitButton>
        </ActionForm>
      )}
    </RegisterFrame>
  )
}
