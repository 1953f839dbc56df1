import { uuidv7 } from '@/db/id'
import type { Ctx } from '@/lib/shared/context'
import { env } from '@/lib/shared/env'
import { enqueue } from '@/lib/shared/jobs'
import { seal } from '@/lib/shared/secrets'
import { days, later } from '@/lib/shared/time'
import type { WaitingMessage } from './send-message'
import type { Notice, NoticeKind } from './sms-notices'

/** A message about something that happened is still worth reading the next day. */
const lifetime = days(1)

/** By what 短信记录 tells one message from another, through all tries. */
export const labelled = ({ now }: Ctx) => ({ id: uuidv7(now.getTime()), askedAt: now.getTime() })

/** False where no provider, or no template of this kind, is set up. */
export function canNotify(kind: NoticeKind): boolean {
  const { sms } = env()
  return sms !== null && (sms.provider === 'demo' || Boolean(sms.noticeTemplates[kind]))
}

/**
 * 审核结果, 提醒, 开通通知: a text message that goes into the queue with the caller's transaction. What it says stands on a page as well, so
 * that nothing is lost where it cannot be sent.
 * @returns whether a message goes out
 */
export async function notifyByPhone(tx: Ctx, message: { phone: string } & Notice): Promise<boolean> {
  if (!canNotify(message.kind)) return false
  const waiting: WaitingMessage = { ...labelled(tx), ...message, expiresAt: later(tx.now, lifetime).getTime() }
  await enqueue(tx, 'sms.send', { sealed: seal('waiting-message', JSON.stringify(waiting)) })
  return true
}
