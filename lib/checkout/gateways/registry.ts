import { env } from '@/lib/shared/env'
import type { Gateway } from './gateway'
import { sandbox } from './sandbox'

/** The ways of paying that are set up here. */
export const gateways = (): Gateway[] => (env().mode === 'demo' ? [sandbox] : [])

export const gatewayOf = (provider: string) => gateways().find((gateway) => gateway.provider === provider) ?? null

export const payMethods = () =>
  gateways().flatMap(({ provider, methods }) => methods.map((method) => ({ ...method, id: `${provider}.${method.id}` })))
