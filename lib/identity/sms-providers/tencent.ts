import type { SmsSettings } from '@/lib/shared/env'
import { answerOf, SmsFailure, type SmsProvider } from './provider'
import { factsOf, templateOf } from './template'

/** Answers that another try may change. InternalError is the service's own; LimitExceeded counts what the number got today. */
const temporary = /^(InternalError|RequestLimitExceeded|unreachable$)/

/** 腾讯云短信, SendSms of version 2021-01-11. Variables of a template are numbered: {1} is the code, or the first gap. */
export async function tencent(settings: SmsSettings): Promise<SmsProvider> {
  const { sms } = await import('tencentcloud-sdk-nodejs-sms') // loaded when it is set up
  const endpoint = new URL(settings.endpoint ?? 'https://sms.tencentcloudapi.com')
  const client = new sms.v20210111.Client({
    credential: { secretId: settings.keyId, secretKey: settings.keySecret },
    region: settings.region,
    profile: { httpProfile: { endpoint: endpoint.host, protocol: `${endpoint.protocol}//`, reqTimeout: 10 } },
  })

  return {
    async send(_ctx, message) {
      const request = {
        PhoneNumberSet: [`+86${message.phone}`],
        SmsSdkAppId: settings.appId!,
        SignName: settings.signName,
        TemplateId: templateOf(settings, message),
        TemplateParamSet: factsOf(message).map(([, value]) => value),
      }
      const answer = await client.SendSms(request).then(
        ({ SendStatusSet }) => SendStatusSet?.[0]?.Code ?? 'unknown',
        (error: unknown) => answerOf(error),
      )
      if (answer !== 'Ok') throw new SmsFailure('tencent', answer, temporary.test(answer))
    },
  }
}
