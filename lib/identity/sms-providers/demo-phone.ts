import { demoMessages } from '@/db/schema/identity'
import { codeText, noticeText } from '../sms-notices'
import type { SmsProvider } from './provider'

/** Keeps what would have been sent for the page /demo/phone. */
export const demoPhone: SmsProvider = {
  async send(ctx, message) {
    const body = message.kind === 'code' ? codeText(message.facts.code) : noticeText(message)
    await ctx.db.insert(demoMessages).values({ phone: message.phone, body, sentAt: ctx.now })
  },
}
