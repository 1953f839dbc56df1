import { cookies } from 'next/headers'
import { issueCaptcha } from '@/lib/identity/captcha'
import { drawCaptcha } from '@/lib/identity/captcha-media'
import { env } from '@/lib/shared/env'

/** A new picture; what it shows is sealed in the cookie. */
export async function GET() {
  const { token, text } = issueCaptcha(new Date())
  const secure = env().appUrl.startsWith('https:')
  ;(await cookies()).set('captcha', token, { httpOnly: true, sameSite: 'lax', secure, path: '/', maxAge: 300 })
  return new Response(new Uint8Array(await drawCaptcha(text)), { headers: { 'content-type': 'image/png', 'cache-control': 'no-store' } })
}
