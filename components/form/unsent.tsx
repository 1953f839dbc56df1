'use client'
import { usePathname } from 'next/navigation'
import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { Note } from '@/components/ui/note'
import type { Unsent } from '@/lib/shared/unsent'

type Given = { owner: string; unsent: (Unsent & { path: string }) | null }
type Here = { owner: string | null; typedIn: (scope: string) => Record<string, string> | undefined; forget: () => void }

const UnsentContext = createContext<Here>({ owner: null, typedIn: () => undefined, forget: () => {} })

/** For a form: whose pages these are; what stood in it when it was sent without a session; that this is over. */
export const useUnsent = () => useContext(UnsentContext)

/**
 * Around the pages of somebody signed in (`owner`, an account): their forms come back filled in after the session had ended, and the page
 * says so, until one is sent or the page is left.
 */
export function UnsentForms({ owner, unsent, children }: Given & { children: React.ReactNode }) {
  const path = usePathname()
  const [kept, setKept] = useState(unsent)
  const here = kept?.path === path ? kept : null
  useEffect(() => {
    if (kept && kept.path !== path) setKept(null)
  }, [kept, path])
  const value = useMemo(
    () => ({
      owner,
      typedIn: (scope: string) => (here?.scope === scope ? here.typed : undefined),
      forget: () => setKept(null),
    }),
    [owner, here],
  )
  return (
    <UnsentContext value={value}>
      {here && (
        <section className="wrap unsent" aria-label="登录已过期">
          <Note tone="warn">登录已过期，刚才没有提交。填写过的内容已填回，请核对后重新提交；密码、验证码和文件需要再填一次。</Note>
        </section>
      )}
      {children}
    </UnsentContext>
  )
}
