import { Link } from '@/components/ui/link'

const tabs = { requests: ['/admin/refunds', '退款申请'], returns: ['/admin/refunds/returns', '退回的款项'] } as const

export const RefundTabs = ({ current }: { current: keyof typeof tabs }) => (
  <nav className="tabs desk-tabs" aria-label="退款">
    {Object.entries(tabs).map(([key, [href, label]]) => (
      <Link key={key} href={href} aria-current={key === current ? 'page' : undefined}>
        {label}
      </Link>
    ))}
  </nav>
)
