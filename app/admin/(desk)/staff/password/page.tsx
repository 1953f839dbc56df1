import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { KeyValue } from '@/components/ui/key-value'
import { Note } from '@/components/ui/note'
import { staffCtx } from '@/lib/identity/session'
import { readShownOnce } from '../../../shown-once-cookie'
import { passwordToldAction } from '../actions'

export const metadata: Metadata = { title: '初始密码' }

/** The first password of somebody, told this once. */
export default async function FirstPasswordPage() {
  const shown = await readShownOnce(await staffCtx('staff.manage'))
  if (shown?.kind !== 'first_password') redirect('/admin/staff')
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">初始密码</h1>
      </div>
      <div className="card pad form-stack desk-form">
        <Note tone="warn">请当面或电话转告{shown.name}。离开本页后不再显示。</Note>
        <KeyValue
          rows={[
            ['姓名', shown.name],
            [
              '用户名',
              <span key="u" className="num">
                {shown.userName}
              </span>,
            ],
            [
              '初始密码',
              <code key="p" className="num first-password">
                {shown.password}
              </code>,
            ],
            ['登录地址', '/admin'],
          ]}
        />
        <form action={passwordToldAction}>
          <button className="btn primary" type="submit">
            已经转告
          </button>
        </form>
      </div>
    </>
  )
}
