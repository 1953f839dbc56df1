import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { openActivation } from '@/lib/identity/activate'
import { pageCtx } from '@/lib/identity/session'
import { readCookie } from '@/lib/shared/cookies'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'

/** A step of the activation: its contents, or the way back to the sign-in when there is no activation under way. */
export async function ActivationPage({ title, children }: { title: string; children: React.ReactNode }) {
  const refusal = await refusalToGoOn()
  return (
    <main id="main" className="wrap">
      <div className="narrow form-stack">
        <h1 className="h-page">{title}</h1>
        {refusal ? (
          <>
            <Note tone="bad">{refusalText(refusal)}</Note>
            <Link className="btn primary" href="/#sign-in">
              返回登录
            </Link>
          </>
        ) : (
          children
        )}
      </div>
    </main>
  )
}

async function refusalToGoOn(): Promise<Refused | null> {
  try {
    openActivation(await pageCtx(), await readCookie('activation'))
    return null
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}
