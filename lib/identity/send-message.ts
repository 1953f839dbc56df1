import { decryptLegacy } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import type { JobData } from '@/lib/shared/jobs'
import { log } from '@/lib/shared/log'
import { unseal } from '@/lib/shared/secrets'
import type { SmsPurpose } from './rules'
import { noteMessage } from './sms-log'
import type { Notice } from './sms-notices'
import { SmsFailure } from './sms-providers/provider'
import { smsProvider } from './sms-providers/registry'

/**
 * What waits in the queue, sealed: neither the queue's tables nor a log shows the phone or the code. A code to nobody has no phone.
 * `id`, `askedAt` and `purpose` are for 短信记录; what an earlier version put into the queue has none.
 */
type Labels = { expiresAt: number; id?: string; askedAt?: number }
type Code = { code: string; purpose?: SmsPurpose }
export type MessageTo = Labels & { phone: string } & (Code | Notice)
export type WaitingMessage = MessageTo | (Labels & { phone: null } & Code)

/**
 * Sends a message of the queue. A message that ran out while the queue stood still is not sent any more; an answer that another try
 * would only repeat (no balance, too many for this number, template unknown) is given up, and an operator reads why in the log. What became of it stands in 短信记录.
 * @throws SmsFailure when another try may help: the queue makes it within about a minute
 */
export async function sendMessage(ctx: Ctx, { sealed }: JobData['sms.send'], choose = smsProvider): Promise<void> {
  const message: WaitingMessage = JSON.parse(unseal('waiting-message', sealed) ?? decryptLegacy(sealed).toString())
  if (message.phone === null) return
  if (message.expiresAt <= ctx.now.getTime()) {
    log().warn('a message ran out before it could be sent')
    return noteMessage(ctx, message, { outcome: 'expired' })
  }
  try {
    const provider = await choose()
    await provider.send(ctx, 'code' in message ? { phone: message.phone, kind: 'code', facts: { code: message.code } } : message)
  } catch (error) {
    const { provider, answer, temporary } =
      error instanceof SmsFailure ? error : { provider: undefined, answer: undefined, temporary: true }
    await noteMessage(ctx, message, { outcome: temporary ? 'retrying' : 'refused', provider, answer })
    if (temporary) throw error
    return log().error({ provider, answer }, 'a message was refused by the SMS provider and given up')
  }
  // It is out: a failure to write that down must not have it sent once more.
  await noteMessage(ctx, message, { outcome: 'sent' }).catch((error) =>
    log().error({ err: error }, 'a message that was sent is not in the record'),
  )
}
