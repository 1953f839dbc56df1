import { issueCaptcha } from '@/lib/identity/captcha'
import { refuseCaptcha } from '@/lib/identity/captcha-limit'
import { drawCaptcha } from '@/lib/identity/captcha-media'
import { clientAddress } from '@/lib/identity/session'
import { keepCookie } from '@/lib/shared/cookies'

/** A new picture; what it shows is sealed in the cookie. */
export async function GET() {
  const refused = refuseCaptcha(await clientAddress(), 'picture', Date.now())
  if (refused) return refused
  const { token, text } = issueCaptcha(new Date())
  await keepCookie('captcha', token, 300)
  return new Response(new Uint8Array(await drawCaptcha(text)), { headers: { 'content-type': 'image/png', 'cache-control': 'no-store' } })
}
