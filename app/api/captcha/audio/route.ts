import { captchaToSpeak } from '@/lib/identity/captcha'
import { refuseCaptcha } from '@/lib/identity/captcha-limit'
import { speakCaptcha } from '@/lib/identity/captcha-sound'
import { clientAddress } from '@/lib/identity/session'
import { readCookie } from '@/lib/shared/cookies'

/** The picture on the page, spoken. */
export async function GET() {
  const refused = refuseCaptcha(await clientAddress(), 'sound', Date.now())
  if (refused) return refused
  const wanted = captchaToSpeak(await readCookie('captcha'), new Date())
  if (!wanted) return new Response(null, { status: 404 })
  const sound = speakCaptcha(wanted.text, wanted.seed)
  return new Response(new Uint8Array(sound), { headers: { 'content-type': 'audio/wav', 'cache-control': 'no-store' } })
}
