import { Link } from '@/components/ui/link'

const tabs = [
  { href: '/admin/courses', label: '课程' },
  { href: '/admin/courses/lessons', label: '视频' },
  { href: '/admin/courses/providers', label: '课程提供方' },
]

/** The three lists of this section. */
export const CourseTabs = ({ here }: { here: string }) => (
  <nav className="tabs school-tabs" aria-label="课程与题库">
    {tabs.map(({ href, label }) => (
      <Link key={href} href={href} aria-current={href === here ? 'page' : undefined}>
        {label}
      </Link>
    ))}
  </nav>
)
