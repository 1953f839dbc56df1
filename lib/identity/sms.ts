import { randomInt } from 'node:crypto'
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { demoMessages, smsCodes } from '@/db/schema/identity'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { Refused } from '@/lib/shared/refused'
import { hmac, sameText } from '@/lib/shared/secrets'
import { later, minutes } from '@/lib/shared/time'
import { listSmsHistory } from './queries'
import { waitForSms } from './rules'

type Purpose = (typeof smsCodes.purpose.enumValues)[number]

/** What sends a message. The real gateways put the 【签名】 in front themselves. */
interface SmsGateway {
  send(ctx: Ctx, phone: string, body: string): Promise<void>
}

const demoPhone: SmsGateway = {
  async send(ctx, phone, body) {
    await ctx.db.insert(demoMessages).values({ phone, body, sentAt: ctx.now })
  },
}

/** @returns null where no gateway is set up: pages then name the hotline instead of offering a code */
export const smsGateway = (): SmsGateway | null => (env().mode === 'demo' ? demoPhone : null)

const lifetime = minutes(5)
const maxTries = 5
const hashed = (phone: string, purpose: Purpose, code: string) => hmac('sms-code', `${purpose}:${phone}:${code}`)

/**
 * Sends a six-digit code, good for five minutes, one use and this purpose.
 * @throws Refused('sms_too_soon' | 'sms_limit')
 */
export async function sendCode(ctx: Ctx, phone: string, purpose: Purpose): Promise<void> {
  const gateway = smsGateway()
  if (!gateway) throw new Error('no SMS gateway is set up')
  await inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sms:${phone}`}, 0))`) // two presses of the button count as two
    const wait = waitForSms(await listSmsHistory(tx, phone), tx.now)
    if (wait === 'limit') throw new Refused('sms_limit')
    if (wait !== null) throw new Refused('sms_too_soon', { seconds: wait })
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    await tx.db
      .insert(smsCodes)
      .values({ phone, purpose, codeHash: hashed(phone, purpose, code), sentAt: tx.now, expiresAt: later(tx.now, lifetime) })
    await gateway.send(tx, phone, `您的验证码为：${code}，5分钟内有效，请勿泄露。`)
  })
}

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
