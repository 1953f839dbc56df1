import type { Metadata } from 'next'
import { Helpline } from '@/app/_components/helpline'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { refusalText } from '@/lib/shared/refusal-text'
import { stepPaths } from '../_components/step'

export const metadata: Metadata = { title: '不需要重新注册' }

/** The code has an account: two ways on, and not a word about whose it is. */
export default function TakenPage() {
  return (
    <main id="main" className="wrap">
      <div className="register form-stack">
        <div className="card empty">
          <Icon name="building-2" />
          <h1 className="h-card">不需要重新注册</h1>
          <p>{refusalText({ code: 'enterprise_code_taken', facts: {} })}</p>
          <p className="form-actions">
            <Link className="btn primary" href="/group/sign-in">
              去登录
            </Link>
            <Link className="btn" href="/group/recover">
              找回密码
            </Link>
            <Link className="btn quiet" href={stepPaths.unit}>
              代码填错了，返回修改
            </Link>
          </p>
        </div>
        <p className="small muted">
          不是本单位注册的，或经办人已换，请
          <Helpline />。
        </p>
      </div>
    </main>
  )
}
