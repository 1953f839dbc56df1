import { cookies } from 'next/headers'
import { issueCaptcha } from '@/lib/identity/captcha'
import { drawCaptcha } from '@/lib/identity/captcha-media'
import { secureCookies } from '@/lib/identity/session-token'

/** A new picture; what it shows is sealed in the cookie. */
export async function GET() {
  const { token, text } = issueCaptcha(new Date())
  ;(await cookies()).set('captcha', token, { httpOnly: true, sameSite: 'lax', secure: secureCookies(), path: '/', maxAge: 300 })
  return new Response(new Uint8Array(await drawCaptcha(text)), { headers: { 'content-type': 'image/png', 'cache-control': 'no-store' } })
}
