import type { PayMethod } from '@/lib/payments/gateways/gateway'
import { payMethods } from '@/lib/payments/gateways/registry'
import type { Buyer } from '@/lib/shared/context'
import type { Device } from '@/lib/shared/device'
import { env } from '@/lib/shared/env'

/** What the transfer is called among the methods; nothing is charged with it (announceTransfer). */
export const transferMethod = 'transfer'

/** What can be done here, all of it online; paying only where a gateway is set up. */
export const doneOnline = () => `${payMethods().length ? '报名、缴费' : '报名'}、学习、测验、打印证明，全程网上办理。`

/**
 * The ways of paying that are set up here. Enterprises may always choose 对公转账 where there is an account; a trainee only where nothing
 * is paid online, because finance looks for each transfer by hand. `device`: what they sit before; absent: all that there is.
 */
export function waysToPay(kind: Buyer['kind'], device?: Device): PayMethod[] {
  const inside = payMethods().some(({ on }) => on === 'wechat')
  const at = device === 'wechat' && !inside ? 'phone' : device // whose pages are opened outside of it
  const online = payMethods().filter(({ on }) => !on || !at || on === at)
  if (!env().transferAccount || (kind === 'trainee' && online.length)) return online
  const name = kind === 'enterprise' ? '对公转账' : '银行转账'
  return [...online, { id: transferMethod, name, hint: '到开户行转账，席位保留 15 天，到账后开通', icon: 'building-2' }]
}
