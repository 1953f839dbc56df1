import type { Ctx } from '@/lib/shared/context'

/** The sentence around the code is the provider's approved template, and the 【签名】 is put in front by the provider. */
export type CodeMessage = { phone: string; code: string }

/** What sends a message. */
export interface SmsProvider {
  /** @throws SmsFailure */
  send(ctx: Ctx, message: CodeMessage): Promise<void>
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
