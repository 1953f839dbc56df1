import type { Ctx } from '@/lib/shared/context'
import type { Notice } from '../sms-notices'

/** What is said, and what fills its gaps: the sentence is the provider's approved template, and the provider puts the 【签名】 in front. */
export type Message = { phone: string } & ({ kind: 'code'; facts: { code: string } } | Notice)

/** What sends a message. */
export interface SmsProvider {
  /** @throws SmsFailure */
  send(ctx: Ctx, message: Message): Promise<void>
}

/**
 * The message did not go out. `answer` is the provider's code for the reason; its sentences, and the errors of its SDK, stay out:
 * they repeat the request, and with it the phone and the code. Only what is `temporary` is worth another try within minutes.
 */
export class SmsFailure extends Error {
  constructor(
    readonly provider: string,
    readonly answer: string,
    readonly temporary: boolean,
  ) {
    super(`${provider}: ${answer}`)
    this.name = 'SmsFailure'
  }
}

/** Codes are names like isv.AMOUNT_NOT_ENOUGH or ECONNREFUSED; anything longer may quote what was sent. Without one, nobody answered. */
export const answerOf = (error: unknown): string => {
  const { code, name } = error as { code?: unknown; name?: unknown }
  const isCode = (text: unknown) => typeof text === 'string' && text !== 'Error' && /^[A-Za-z][\w.-]{1,79}$/.test(text)
  return String([code, name].find(isCode) ?? 'unreachable')
}
