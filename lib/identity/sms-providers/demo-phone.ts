import { demoMessages } from '@/db/schema/identity'
import type { SmsProvider } from './provider'

/** Keeps what would have been sent for the page /demo/phone. */
export const demoPhone: SmsProvider = {
  async send(ctx, { phone, code }) {
    await ctx.db.insert(demoMessages).values({ phone, body: `您的验证码为：${code}，5分钟内有效，请勿泄露。`, sentAt: ctx.now })
  },
}
