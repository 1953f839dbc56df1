import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { GroupNav, GroupTabBar } from './_components/group-nav'

/** The pages of an approved enterprise, with its menu. Others are led away by the page. */
export default async function GroupHomeLayout({ children }: { children: React.ReactNode }) {
  if ((await enterpriseCtxOrNull())?.actor.status !== 'approved') return children
  return (
    <>
      <div className="wrap shell">
        <GroupNav />
        <main id="main">{children}</main>
      </div>
      <GroupTabBar />
    </>
  )
}
