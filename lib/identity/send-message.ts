import type { Ctx } from '@/lib/shared/context'
import type { JobData } from '@/lib/shared/jobs'
import { log } from '@/lib/shared/log'
import { decrypt } from '@/lib/shared/secrets'
import type { Notice } from './sms-notices'
import { SmsFailure } from './sms-providers/provider'
import { smsProvider } from './sms-providers/registry'

/** What waits in the queue, sealed: neither the queue's tables nor a log shows the phone or the code. A code to nobody has no phone. */
export type WaitingMessage = { expiresAt: number } & ({ phone: string | null; code: string } | ({ phone: string } & Notice))

/**
 * Sends a message of the queue. A message that ran out while the queue stood still is not sent any more; an answer that another try
 * would only repeat (no balance, too many for this number, template unknown) is given up, and an operator reads why in the log.
 * @throws SmsFailure when another try may help: the queue makes it within about a minute
 */
export async function sendMessage(ctx: Ctx, { sealed }: JobData['sms.send'], choose = smsProvider): Promise<void> {
  const { expiresAt, ...waiting }: WaitingMessage = JSON.parse(decrypt(sealed).toString())
  const { phone } = waiting
  if (phone === null) return
  if (expiresAt <= ctx.now.getTime()) return log().warn('a message ran out before it could be sent')
  const provider = await choose()
  try {
    await provider.send(ctx, 'code' in waiting ? { phone, kind: 'code', facts: { code: waiting.code } } : waiting)
  } catch (error) {
    if (!(error instanceof SmsFailure) || error.temporary) throw error
    log().error({ provider: error.provider, answer: error.answer }, 'a message was refused by the SMS provider and given up')
  }
}
