import { CenterTabBar, SideNav } from './_components/side-nav'

export default function CenterHomeLayout({ children }: { children: React.ReactNode }) {
  return (
    <>
      <div className="wrap shell">
        <SideNav />
        <main id="main">{children}</main>
      </div>
      <CenterTabBar />
    </>
  )
}
