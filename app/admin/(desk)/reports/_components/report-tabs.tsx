import { Link } from '@/components/ui/link'

/** 统计报表 and, for who sees orders of all regions, 每日对账. */
export function ReportTabs({ current, books }: { current: 'report' | 'books'; books: boolean }) {
  return (
    <nav className="tabs desk-tabs" aria-label="报表">
      <Link href="/admin/reports" aria-current={current === 'report' ? 'page' : undefined}>
        统计报表
      </Link>
      {books && (
        <Link href="/admin/reports/reconciliation" aria-current={current === 'books' ? 'page' : undefined}>
          每日对账
        </Link>
      )}
    </nav>
  )
}
