import { env } from '@/lib/shared/env'
import { aliyun } from './aliyun'
import { demoPhone } from './demo-phone'
import type { SmsProvider } from './provider'
import { tencent } from './tencent'

let current: Promise<SmsProvider> | undefined

/** The provider of the settings. Called by the job alone: pages put messages into the queue. */
export function smsProvider(): Promise<SmsProvider> {
  const { sms } = env()
  if (!sms) throw new Error('no SMS provider is set up')
  if (sms.provider === 'demo') return Promise.resolve(demoPhone)
  current ??= sms.provider === 'aliyun' ? aliyun(sms) : tencent(sms)
  return current
}
