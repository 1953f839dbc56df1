import { drawCaptcha } from '@/lib/identity/captcha-media'
import { speakCaptcha } from '@/lib/identity/captcha-sound'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { readCheck } from '@/lib/learning/show-check'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'
import { hmac } from '@/lib/shared/secrets'

/** What a 签到 asks for, as a picture or spoken: the same characters either way. */
export async function GET(_: Request, { params }: { params: Promise<{ checkId: string; form: string }> }) {
  return answering(async () => {
    const { checkId, form } = await params
    const ctx = await traineeCtxOrNull()
    if (!ctx || !isId(checkId) || (form !== 'picture' && form !== 'sound')) throw new NotFound()
    const text = await readCheck(ctx, checkId)
    if (form === 'picture') return privateFile(await drawCaptcha(text), 'image/png')
    return privateFile(speakCaptcha(text, hmac('captcha-sound', `${checkId}:${text}`)), 'audio/wav')
  })
}
