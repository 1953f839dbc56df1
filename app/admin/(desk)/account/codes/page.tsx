import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { Note } from '@/components/ui/note'
import { PrintButton } from '@/components/ui/print-button'
import { formatRecoveryCode } from '@/lib/identity/recovery-codes'
import { staffCtx } from '@/lib/identity/session'
import { readShownOnce } from '../../../shown-once-cookie'
import { codesKeptAction } from '../actions'

export const metadata: Metadata = { title: '恢复码' }

/** Ten codes, told this once. */
export default async function RecoveryCodesPage() {
  const shown = await readShownOnce(await staffCtx())
  if (shown?.kind !== 'recovery_codes') redirect('/admin/account')
  return (
    <>
      <div className="desk-head">
        <h1 className="h-page">恢复码</h1>
      </div>
      <div className="card pad form-stack desk-form">
        <Note tone="warn">请打印或抄下这十个恢复码，放在安全的地方。离开本页后不再显示。</Note>
        <p className="soft">手机丢失时，用一个恢复码代替动态口令登录。每个只能用一次。</p>
        <ol className="recovery-codes">
          {shown.codes.map((code) => (
            <li key={code}>
              <code className="num">{formatRecoveryCode(code)}</code>
            </li>
          ))}
        </ol>
        <form action={codesKeptAction} className="form-actions">
          <button className="btn primary" type="submit">
            已经保存好
          </button>
          <PrintButton />
        </form>
      </div>
    </>
  )
}
