import { Link } from '@/components/ui/link'

/** 对账 against the gateways' bills, and 账簿 in double entry. */
export const ReconciliationTabs = ({ current }: { current: 'days' | 'ledger' }) => (
  <nav className="tabs desk-tabs" aria-label="对账">
    <Link href="/admin/reconciliation" aria-current={current === 'days' ? 'page' : undefined}>
      对账
    </Link>
    <Link href="/admin/reconciliation/ledger" aria-current={current === 'ledger' ? 'page' : undefined}>
      账簿
    </Link>
  </nav>
)
