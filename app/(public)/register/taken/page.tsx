import type { Metadata } from 'next'
import { Icon } from '@/components/ui/icon'
import { Link } from '@/components/ui/link'
import { refusalText } from '@/lib/shared/refusal-text'
import { HotlineHint } from '../../_components/hotline-hint'
import { stepPaths } from '../_components/step'

export const metadata: Metadata = { title: '已有账号' }

/** Says nothing of the account or its owner: the number may be mistyped, and somebody else's. */
export default function TakenPage() {
  return (
    <main id="main" className="wrap">
      <div className="register form-stack">
        <div className="card empty">
          <Icon name="user" />
          <h1 className="h-card">不需要重新注册</h1>
          <p>{refusalText({ code: 'id_number_taken', facts: {} })}</p>
          <p className="small muted">在原平台学习过的，用身份证号登录后按提示激活。</p>
          <p className="form-actions">
            <Link className="btn primary" href="/#sign-in">
              去登录
            </Link>
            <Link className="btn" href="/recover">
              找回密码
            </Link>
            <Link className="btn quiet" href={stepPaths.identity}>
              号码填错了，返回修改
            </Link>
          </p>
        </div>
        <HotlineHint />
      </div>
    </main>
  )
}
