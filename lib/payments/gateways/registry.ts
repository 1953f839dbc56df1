import { env } from '@/lib/shared/env'
import { alipay } from './alipay'
import type { Gateway } from './gateway'
import { sandbox } from './sandbox'
import { wechatpay } from './wechatpay'

/** One for each settings: a gateway reads its keys once. */
function once<S extends object>(make: (settings: S) => Gateway): (settings: S | null) => Gateway | null {
  const made = new WeakMap<S, Gateway>()
  return (settings) => {
    if (settings && !made.has(settings)) made.set(settings, make(settings))
    return settings && made.get(settings)!
  }
}
const alipayOf = once(alipay)
const wechatpayOf = once(wechatpay)

/** The gateways that are set up here: a file for each, and a line. */
export const gateways = (): Gateway[] =>
  [env().mode === 'demo' ? sandbox : null, wechatpayOf(env().wechatpay), alipayOf(env().alipay)].filter((gateway) => gateway !== null)

export const gatewayOf = (provider: string) => gateways().find((gateway) => gateway.provider === provider) ?? null

export const payMethods = () =>
  gateways().flatMap(({ provider, methods }) => methods.map((method) => ({ ...method, id: `${provider}.${method.id}` })))
