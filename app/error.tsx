'use client'
import { Helpline } from '@/app/_components/helpline'
import { Icon } from '@/components/ui/icon'

/** A bug or a fault, not a refusal: it has been logged; `digest` finds it there. */
export default function ErrorPage({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main id="main" className="wrap">
      <div className="narrow">
        <div className="card empty" role="alert">
          <Icon name="circle-alert" />
          <h1 className="h-card">页面没有打开</h1>
          <p>
            已保存的内容都在。请重新载入；如果还不行，请
            <Helpline />。
          </p>
          <button className="btn primary" type="button" onClick={reset}>
            重新载入
          </button>
          {error.digest && <p className="small muted">编号 {error.digest}</p>}
        </div>
      </div>
    </main>
  )
}
