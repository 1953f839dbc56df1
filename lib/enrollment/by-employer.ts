import { sql } from 'drizzle-orm'

/** Of a row of `enrollments`: somebody else orders and pays for it, the employer. In names, as a query of one table has no others. */
export const byEmployer = sql<boolean>`exists (select 1 from order_items i where i.trainee_id = enrollments.trainee_id
  and i.enrollment_id = enrollments.id and i.buyer_id <> i.trainee_id)`

/** Why somebody who holds a seat of a programme takes no other. */
export function refusalOfHolder(mine: { status: string; byEmployer: boolean }) {
  if (mine.status !== 'reserved') return 'already_enrolled' as const
  return mine.byEmployer ? ('employer_order_waiting' as const) : ('order_waiting' as const)
}
