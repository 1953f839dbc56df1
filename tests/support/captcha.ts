import { issueCaptcha } from '@/lib/identity/captcha'
import { noon } from './world'

/** A picture that was read correctly, as the form sends it. */
export function aSolvedCaptcha(now = noon) {
  const { token, text } = issueCaptcha(now)
  return { captcha: text, captchaToken: token }
}
