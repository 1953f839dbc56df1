import { randomInt } from 'node:crypto'
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { smsCodes } from '@/db/schema/identity'
import { addressOf, type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { enqueue } from '@/lib/shared/jobs'
import { limitAttempts } from '@/lib/shared/limits'
import { Refused } from '@/lib/shared/refused'
import { encrypt, hmac, sameText } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { listSmsHistory } from './queries'
import { waitForSms } from './rules'
import type { WaitingMessage } from './send-message'

type Purpose = (typeof smsCodes.purpose.enumValues)[number]

/** False where no provider is set up: pages then name the hotline instead of offering a code. */
export const canSendCodes = (): boolean => env().sms !== null

/** A whole office may stand behind one address, and each message costs money. */
const perAddress = { max: 60, windowMs: minutes(60) }
const lifetime = minutes(5)
const maxTries = 5
const hashed = (phone: string, purpose: Purpose, code: string) => hmac('sms-code', `${purpose}:${phone}:${code}`)

/**
 * Sends a six-digit code, good for five minutes, one use and this purpose. It goes into the queue with the caller's transaction. The
 * client's address is counted outside of it: call this before a transaction that may roll back, or the count is lost with it.
 *
 * `recipient` is a phone number, or a name from `nobody`: then all is done alike, and no message leaves the queue.
 * @throws Refused('sms_unavailable' | 'sms_too_soon' | 'sms_limit' | 'too_many_attempts')
 */
export async function sendCode(ctx: Ctx, recipient: string, purpose: Purpose): Promise<void> {
  if (!canSendCodes()) throw new Refused('sms_unavailable')
  await limitAttempts(ctx, `sms-address:${addressOf(ctx)}`, perAddress)
  await inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sms:${recipient}`}, 0))`) // two presses of the button count as two
    const wait = waitForSms(await listSmsHistory(tx, recipient), tx.now)
    if (wait === 'limit') throw new Refused('sms_limit')
    if (wait !== null) throw new Refused('sms_too_soon', { seconds: wait })
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const expiresAt = later(tx.now, lifetime)
    await tx.db
      .insert(smsCodes)
      .values({ phone: recipient, purpose, codeHash: hashed(recipient, purpose, code), sentAt: tx.now, expiresAt })
    const message: WaitingMessage = { phone: isNobody(recipient) ? null : recipient, code, expiresAt: expiresAt.getTime() }
    await enqueue(tx, 'sms.send', { sealed: encrypt(JSON.stringify(message)) })
  })
}

/**
 * A recipient that does not exist, kept apart by `key`. Where a page must not tell whether there is a phone on file, codes to nobody are
 * counted, limited and refused like all others.
 */
export const nobody = (key: string) => `nobody:${key}`
const isNobody = (recipient: string) => recipient.startsWith('nobody:')

/**
 * Uses a code up. Call it outside the transaction that acts on it: a wrong try must stay counted.
 * @throws Refused('sms_code_wrong' | 'sms_code_used_up')
 */
export async function redeemCode(ctx: Ctx, phone: string, purpose: Purpose, code: string): Promise<void> {
  const [latest] = await ctx.db
    .select({ id: smsCodes.id })
    .from(smsCodes)
    .where(and(eq(smsCodes.phone, phone), eq(smsCodes.purpose, purpose)))
    .orderBy(desc(smsCodes.sentAt))
    .limit(1)
  // One conditional update counts the try and checks that the code still lives: parallel guesses take turns here.
  const [live] = latest
    ? await ctx.db
        .update(smsCodes)
        .set({ tries: sql`${smsCodes.tries} + 1` })
        .where(
          and(eq(smsCodes.id, latest.id), isNull(smsCodes.usedAt), gt(smsCodes.expiresAt, ctx.now), sql`${smsCodes.tries} < ${maxTries}`),
        )
        .returning({ id: smsCodes.id, codeHash: smsCodes.codeHash })
    : []
  if (!live) throw new Refused('sms_code_used_up', {}, 'code')
  if (!sameText(live.codeHash, hashed(phone, purpose, code))) throw new Refused('sms_code_wrong', {}, 'code')
  const used = await ctx.db
    .update(smsCodes)
    .set({ usedAt: ctx.now })
    .where(and(eq(smsCodes.id, live.id), isNull(smsCodes.usedAt)))
    .returning({ id: smsCodes.id })
  if (!used.length) throw new Refused('sms_code_used_up', {}, 'code')
}
