import { cookies } from 'next/headers'
import { captchaText } from '@/lib/identity/captcha'
import { speakCaptcha } from '@/lib/identity/captcha-media'

/** The picture on the page, spoken. */
export async function GET() {
  const text = captchaText((await cookies()).get('captcha')?.value, new Date())
  if (!text) return new Response(null, { status: 404 })
  return new Response(new Uint8Array(speakCaptcha(text)), { headers: { 'content-type': 'audio/wav', 'cache-control': 'no-store' } })
}
