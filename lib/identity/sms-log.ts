import { lt, sql } from 'drizzle-orm'
import { uuidv7 } from '@/db/id'
import { trainees } from '@/db/schema/identity'
import { smsMessages, type smsOutcome } from '@/db/schema/sms-messages'
import { blindIndex } from '@/lib/shared/blind-index'
import { encryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { hasPhone } from './phones'
import type { MessageTo } from './send-message'
import { codeText, noticeText } from './sms-notices'

const kept = days(180)

type Outcome = { outcome: (typeof smsOutcome.enumValues)[number]; provider?: string; answer?: string }

/**
 * 短信记录: what became of one message of the queue, with its code left out. Another try changes the same entry. It is written where messages are sent,
 * not where they are asked for: there a code to nobody must look like any other.
 */
export async function noteMessage(ctx: Ctx, message: MessageTo, { outcome, provider, answer }: Outcome): Promise<void> {
  const { phone } = message
  const id = message.id ?? uuidv7(ctx.now.getTime())
  const owners = await ctx.db.select({ id: trainees.id }).from(trainees).where(hasPhone(phone)).limit(100)
  const result = { outcome, provider: provider ?? null, answer: answer ?? null, triedAt: ctx.now }
  await ctx.db
    .insert(smsMessages)
    .values({
      id,
      phoneCipher: encryptColumn('sms_messages.phone', { id }, phone),
      phoneIndex: blindIndex('phone', phone),
      traineeIds: owners.map((owner) => owner.id),
      kind: 'code' in message ? (message.purpose ?? 'code') : message.kind,
      body: 'code' in message ? codeText('******') : noticeText(message),
      askedAt: new Date(message.askedAt ?? ctx.now.getTime()),
      ...result,
    })
    .onConflictDoUpdate({ target: smsMessages.id, set: { ...result, tries: sql`${smsMessages.tries} + 1` } })
}

/** Removes what is older than 180 days. */
export const forgetOldMessages = (ctx: Ctx) => ctx.db.delete(smsMessages).where(lt(smsMessages.askedAt, later(ctx.now, -kept)))
