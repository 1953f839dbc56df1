import Link from 'next/link'

const groups = {
  learning: { label: '学习', items: { '/classes': '我的班级', '/my-courses': '我的课程' } },
  certificates: { label: '我的证书', items: { '/certificates': '培训证明', '/certificates/hours': '我的学时证明' } },
} as const

/** On a phone, where the bar at the bottom has room for one of them: the pages that belong together. */
export function PhoneTabs({ group, current }: { group: keyof typeof groups; current: string }) {
  const { label, items } = groups[group]
  return (
    <nav className="tabs phone-tabs" aria-label={label}>
      {Object.entries(items).map(([href, name]) => (
        <Link key={href} href={href} aria-current={href === current ? 'page' : undefined}>
          {name}
        </Link>
      ))}
    </nav>
  )
}
