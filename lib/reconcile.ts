import { db } from '@/db/client'
import { openDatabase } from './open-database'
import { GatewayUnreachable } from './payments/call-gateway'
import { checkLedger } from './payments/check-ledger'
import { GatewayRefused } from './payments/gateways/gateway'
import { gateways } from './payments/gateways/registry'
import { daySpan } from './reconciliation/books'
import { openOf } from './reconciliation/differences'
import { reconcileDay } from './reconciliation/reconcile-day'
import { moreFen } from './reconciliation/rules'
import type { Ctx } from './shared/context'
import { withoutValues } from './shared/log'
import { formatYuan } from './shared/money'
import { SettingError } from './shared/setting-error'

/*
 * npm run reconcile -- DATE              every gateway's bill of that day (yyyy-mm-dd), as the job does it each morning
 * npm run reconcile -- DATE GATEWAY      one of them: alipay, wechatpay, sandbox
 *
 * Ends with 0 when all agrees, with 1 when something is open or a bill is not there yet, with 2 when it cannot be said.
 */
async function main([day = '', only]: string[]): Promise<number> {
  const chosen = gateways().filter(({ provider }) => !only || provider === only)
  if (!daySpan(day)) throw new SettingError('usage: npm run reconcile -- yyyy-mm-dd [gateway]')
  if (!chosen.length) throw new SettingError(only ? `there is no gateway ${only} in the settings` : 'there is no gateway in the settings')
  const close = await openDatabase({ takeIn: false })
  const ctx: Ctx = { actor: { kind: 'system' }, now: new Date(), db: db() }
  try {
    const agree: boolean[] = []
    for (const { provider } of chosen) agree.push(await tellDay(ctx, { provider, day }))
    const faults = await checkLedger(ctx)
    for (const { number, account, found, expected } of faults)
      console.log(`ledger   order ${number}, ${account}: ${formatYuan(found)}, by its order ${formatYuan(expected)}`)
    if (!faults.length) console.log('ledger   agrees with the orders')
    return agree.every(Boolean) && !faults.length ? 0 : 1
  } finally {
    await close()
  }
}

/** @returns whether nothing is open */
async function tellDay(ctx: Ctx, key: { provider: string; day: string }): Promise<boolean> {
  const name = key.provider.padEnd(9)
  const bill = await reconcileDay(ctx, key).catch((error) => {
    if (!(error instanceof GatewayUnreachable || error instanceof GatewayRefused)) throw error
    return error
  })
  if (!bill || bill instanceof Error) {
    console.log(`${name}${key.day}  ${bill ? `no answer: ${bill.message}` : 'no bill yet'}`)
    return false
  }
  const open = await openOf(ctx, key)
  const figures = [
    `paid ${formatYuan(bill.paidFen)} (ours ${formatYuan(bill.oursPaidFen)})`,
    `back ${formatYuan(bill.refundedFen)} (ours ${formatYuan(bill.oursRefundedFen)})`,
    `fees ${formatYuan(bill.feeFen)}`,
    bill.closedAt ? 'closed' : open.length ? `${open.length} open` : 'agrees',
  ]
  console.log(`${name}${key.day}  ${bill.lines} lines  ${figures.join('  ')}`)
  for (const one of open) console.log(`         ${one.kind}  trade ${one.tradeNumber}  ${formatYuan(moreFen(one))}`)
  return open.length === 0
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SettingError ? error.message : withoutValues(error))
    process.exit(2)
  },
)
