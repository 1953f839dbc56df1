'use client'
import { usePathname } from 'next/navigation'
import { Link } from '@/components/ui/link'

type Tabs = [href: string, label: string][]

/** Lists that share one place in the tab bar of a phone; on wide screens the side list has them all. */
function ListTabs({ label, tabs }: { label: string; tabs: Tabs }) {
  const path = usePathname()
  return (
    <nav className="tabs list-tabs" aria-label={label}>
      {tabs.map(([href, text]) => (
        <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
          {text}
        </Link>
      ))}
    </nav>
  )
}

const learning: Tabs = [
  ['/classes', '我的班级'],
  ['/projects', '我的项目'],
  ['/my-courses', '我的课程'],
]
const certificates: Tabs = [
  ['/certificates', '培训证明'],
  ['/certificates/diplomas', '我的培训证书'],
  ['/certificates/hours', '我的学时证明'],
]

export const LearningTabs = () => <ListTabs label="我的学习" tabs={learning} />
export const CertificateTabs = () => <ListTabs label="我的证书" tabs={certificates} />
