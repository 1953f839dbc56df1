import { randomInt } from 'node:crypto'
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { smsCodes } from '@/db/schema/identity'
import { addressOf, type Ctx, inTransaction, networkOf } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { enqueue } from '@/lib/shared/jobs'
import { countAttempt, limitAttempts } from '@/lib/shared/limits'
import { log } from '@/lib/shared/log'
import { Refused } from '@/lib/shared/refused'
import { hmac, sameText, seal } from '@/lib/shared/secrets'
import { formatDay, later, minutes } from '@/lib/shared/time'
import { checkCaptcha } from './captcha'
import { labelled } from './notify'
import { recipientKey } from './phones'
import { listSentCodes, wasProvedFrom } from './queries'
import { type SmsPurpose, vicinityOf, waitForSms } from './rules'
import type { WaitingMessage } from './send-message'

/** False where no provider is set up: pages then name the hotline instead of offering a code. */
export const canSendCodes = (): boolean => env().sms !== null

/** What a form sends with each wish for a code: the picture's characters, and the cookie that knows them. */
export type Picture = { captcha: string; captchaToken: string | undefined }

/** By form. A whole office may stand behind one address, and each message costs money. */
const perAddress = { max: 60, windowMs: minutes(60) }
const lifetime = minutes(5)
const maxTries = 5
const hashed = (phone: string, purpose: SmsPurpose, code: string) => hmac('sms-code', `${purpose}:${phone}:${code}`)

/**
 * Sends a six-digit code, good for five minutes, one use and this purpose. It goes into the queue with the caller's transaction. The
 * client's address is counted outside of it: call this before a transaction that may roll back, or the count is lost with it.
 *
 * The picture is asked for every time, also for another code. `recipient` is a phone number, or a name from `nobody`: then all is done alike, and no message leaves the queue.
 * @throws Refused('sms_unavailable' | 'captcha_wrong' | 'sms_too_soon' | 'sms_limit' | 'too_many_attempts')
 */
export async function sendCode(ctx: Ctx, recipient: string, purpose: SmsPurpose, picture: Picture): Promise<void> {
  if (!canSendCodes()) throw new Refused('sms_unavailable')
  await checkCaptcha(ctx, picture.captchaToken, picture.captcha)
  await limitAttempts(ctx, `sms-address:${purpose}:${networkOf(ctx)}`, perAddress)
  const network = networkHash(ctx)
  await inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`sms:${recipient}`}, 0))`) // two presses of the button count as two
    const known = await wasProvedFrom(tx, recipient, network)
    const wait = waitForSms(await listSentCodes(tx, recipient, network), { purpose, known }, tx.now)
    if (wait === 'limit') throw new Refused('sms_limit')
    if (wait !== null) throw new Refused('sms_too_soon', { seconds: wait })
    const code = String(randomInt(1_000_000)).padStart(6, '0')
    const expiresAt = later(tx.now, lifetime)
    await tx.db.insert(smsCodes).values({
      recipient: recipientKey(recipient),
      purpose,
      codeHash: hashed(recipient, purpose, code),
      sentAt: tx.now,
      expiresAt,
      network,
    })
    const content = { ...labelled(tx), code, purpose, expiresAt: expiresAt.getTime() }
    const message: WaitingMessage = isNobody(recipient) ? { ...content, phone: null } : { ...content, phone: recipient }
    await enqueue(tx, 'sms.send', { sealed: seal('waiting-message', JSON.stringify(message)) })
  })
  await countOfTheDay(ctx) // for nobody, too: all is done alike
}

const networkHash = (ctx: Ctx) => hmac('sms-network', vicinityOf(addressOf(ctx)))

/** Says once a day that more codes go out than usual: somebody may be spending the bureau's money. */
async function countOfTheDay(ctx: Ctx): Promise<void> {
  const day = formatDay(ctx.now)
  const { count } = await countAttempt(ctx, `sms-day:${day}`, { max: 1, windowMs: minutes(48 * 60) })
  const { smsDailyAlarm } = env()
  if (count === smsDailyAlarm) log().warn({ day, count }, 'SMS_DAILY_ALARM: as many codes were sent today')
}

/** How long the button for another code rests: for the page, the sending itself is refused by sendCode. */
export async function secondsUntilNextCode(ctx: Ctx, phone: string, purpose: SmsPurpose): Promise<number> {
  const wait = waitForSms(await listSentCodes(ctx, phone, networkHash(ctx)), { purpose, known: false }, ctx.now)
  return typeof wait === 'number' ? wait : 0
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
export async function redeemCode(ctx: Ctx, phone: string, purpose: SmsPurpose, code: string): Promise<void> {
  const [latest] = await ctx.db
    .select({ id: smsCodes.id })
    .from(smsCodes)
    .where(and(eq(smsCodes.recipient, recipientKey(phone)), eq(smsCodes.purpose, purpose)))
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
