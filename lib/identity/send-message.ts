import type { Ctx } from '@/lib/shared/context'
import type { JobData } from '@/lib/shared/jobs'
import { log } from '@/lib/shared/log'
import { decrypt } from '@/lib/shared/secrets'
import { SmsFailure } from './sms-providers/provider'
import { smsProvider } from './sms-providers/registry'

/** What waits in the queue, sealed: neither the queue's tables nor a log shows the phone or the code. */
export type WaitingMessage = { phone: string | null; code: string; expiresAt: number }

/**
 * Sends a message of the queue. A code that ran out while the queue stood still is not sent any more; an answer that another try
 * would only repeat (no balance, too many for this number, template unknown) is given up, and an operator reads why in the log.
 * @throws SmsFailure when another try may help: the queue makes it within about a minute
 */
export async function sendMessage(ctx: Ctx, { sealed }: JobData['sms.send'], choose = smsProvider): Promise<void> {
  const { phone, code, expiresAt }: WaitingMessage = JSON.parse(decrypt(sealed).toString())
  if (phone === null) return
  if (expiresAt <= ctx.now.getTime()) return log().warn('a code ran out before it could be sent')
  const provider = await choose()
  try {
    await provider.send(ctx, { phone, code })
  } catch (error) {
    if (!(error instanceof SmsFailure) || error.temporary) throw error
    log().error({ provider: error.provider, answer: error.answer }, 'a message was refused by the SMS provider and given up')
  }
}
