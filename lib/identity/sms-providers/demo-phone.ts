import { demoMessages } from '@/db/schema/identity'
import { noticeText } from '../sms-notices'
import type { SmsProvider } from './provider'

/** Keeps what would have been sent for the page /demo/phone. */
export const demoPhone: SmsProvider = {
  async send(ctx, message) {
    const body = message.kind === 'code' ? `您的验证码为：${message.facts.code}，5分钟内有效，请勿泄露。` : noticeText(message)
    await ctx.db.insert(demoMessages).values({ phone: message.phone, body, sentAt: ctx.now })
  },
}
