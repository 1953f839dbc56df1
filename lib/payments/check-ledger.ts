import { sql } from 'drizzle-orm'
import type { Ctx } from '@/lib/shared/context'

/** An order whose lines in the ledger are not what its payments, refunds and items say. In fen; a credit is negative. */
export type LedgerFault = { number: string; account: string; found: number; expected: number }

/**
 * Compares the ledger with the orders, both added up anew: of each order, the money that lies somewhere, what is owed back, what is sold, and
 * that nothing is left over. What differs from a gateway's bill is no matter of the orders. @returns what differs, the first hundred
 */
export async function checkLedger(ctx: Ctx): Promise<LedgerFault[]> {
  const rows = await ctx.db.execute<{ number: string; account: string; found: string; expected: string }>(sql`
    with led as (
      select buyer_id, order_id,
        coalesce(sum(amount_fen) filter (where account = 'clearing' and event not in ('difference', 'settlement')), 0) clearing,
        coalesce(sum(amount_fen) filter (where account = 'receivable'), 0) receivable,
        coalesce(sum(amount_fen) filter (where account = 'revenue'), 0) revenue,
        coalesce(sum(amount_fen) filter (where account = 'refunds_due'), 0) refunds_due
      from ledger_entries where order_id is not null group by 1, 2
    ), came as (select buyer_id, order_id, sum(amount_fen) fen from payments group by 1, 2),
    back as (
      select p.buyer_id, p.order_id, sum(r.amount_fen) fen, coalesce(sum(r.amount_fen) filter (where r.status = 'done'), 0) done
      from refunds r join payments p on p.buyer_id = r.buyer_id and p.id = r.payment_id group by 1, 2
    ), gone as (select buyer_id, order_id, sum(amount_fen) fen from order_items where ended_at is not null group by 1, 2)
    select o.number, t.account, t.found, t.expected
    from orders o
    left join led on led.buyer_id = o.buyer_id and led.order_id = o.id
    left join came on came.buyer_id = o.buyer_id and came.order_id = o.id
    left join back on back.buyer_id = o.buyer_id and back.order_id = o.id
    left join gone on gone.buyer_id = o.buyer_id and gone.order_id = o.id
    cross join lateral (values
      ('clearing', coalesce(led.clearing, 0), coalesce(came.fen, 0) - coalesce(back.done, 0)),
      ('refunds_due', coalesce(led.refunds_due, 0), coalesce(back.done, 0) - coalesce(back.fen, 0)),
      ('revenue', coalesce(led.revenue, 0), case when o.status = 'paid' then coalesce(gone.fen, 0) - o.amount_fen else 0 end),
      ('receivable', coalesce(led.receivable, 0), case when o.status = 'pending' then coalesce(back.fen, 0) - coalesce(came.fen, 0) else 0 end)
    ) as t(account, found, expected)
    where t.found <> t.expected order by 1, 2 limit 100`)
  return rows.map(({ number, account, found, expected }) => ({ number, account, found: Number(found), expected: Number(expected) }))
}
