import { createRequire } from 'node:module'
import type { SmsSettings } from '@/lib/shared/env'
import { answerOf, SmsFailure, type SmsProvider } from './provider'
import { factsOf, templateOf } from './template'

/** Answers that another try may change: the service's own trouble, and too many requests a second. */
const temporary = /^(isp\.|Throttling|ServiceUnavailable|InternalError|RequestTimeout|E[A-Z]+$|unreachable$)/

/** 阿里云短信服务, SendSms of version 2017-05-25. Variables of a template are named as the gaps are; that of codes is ${code}. */
export async function aliyun(settings: SmsSettings): Promise<SmsProvider> {
  // Loaded when it is set up: the SDK has some 300 classes. It is CommonJS with a default export, which import() gives differently
  // from one runtime to the next.
  const load = createRequire(import.meta.url)
  const { default: Client, SendSmsRequest }: typeof import('@alicloud/dysmsapi20170525') = load('@alicloud/dysmsapi20170525')
  const endpoint = new URL(settings.endpoint ?? 'https://dysmsapi.aliyuncs.com')
  const config = {
    accessKeyId: settings.keyId,
    accessKeySecret: settings.keySecret,
    endpoint: endpoint.host,
    protocol: endpoint.protocol.replace(':', ''),
    connectTimeout: 5000,
    readTimeout: 10_000,
  }
  const client = new Client(config as ConstructorParameters<typeof Client>[0])

  return {
    async send(_ctx, message) {
      const request = new SendSmsRequest({
        phoneNumbers: message.phone,
        signName: settings.signName,
        templateCode: templateOf(settings, message),
        templateParam: JSON.stringify(Object.fromEntries(factsOf(message))),
      })
      const { answer, status } = await client.sendSms(request).then(
        ({ body }) => ({ answer: body?.code ?? 'unknown', status: 200 }),
        (error: { statusCode?: number }) => ({ answer: answerOf(error), status: error.statusCode ?? 0 }),
      )
      if (answer !== 'OK') throw new SmsFailure('aliyun', answer, status >= 500 || temporary.test(answer))
    },
  }
}
