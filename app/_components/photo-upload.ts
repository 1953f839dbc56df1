import { maxLicenceBytes } from '@/lib/identity/enterprise/licence'
import { maxPhotoBytes } from '@/lib/identity/portrait'
import { messages, type RefusalCode } from '@/lib/shared/messages'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { seeOther } from '@/lib/shared/route-handler'
import { readUpload } from '@/lib/shared/upload'

const maxBytes = { photo: maxPhotoBytes, licence: maxLicenceBytes }

/**
 * Answers a posted photo or licence: with JSON when a script asked, else by going back to the page, which says what was refused.
 * `keep` takes the file and says where to go on.
 */
export async function answerUpload(
  request: Request,
  page: string,
  keep: (file: Buffer) => Promise<string>,
  field: keyof typeof maxBytes = 'photo',
): Promise<Response> {
  const asked = request.headers.get('accept')?.includes('application/json')
  try {
    const file = await readUpload(request, field, maxBytes[field])
    if (file === 'too large') throw new Refused(`${field}_too_large`, {}, field)
    const next = await keep(file)
    return asked ? Response.json({ next }) : seeOther(next)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    if (asked) return Response.json({ error: refusalText(error) }, { status: 200 })
    return seeOther(
      `${page}${page.includes('?') ? '&' : '?'}refused=${error.code}${'minutes' in error.facts ? `&minutes=${error.facts.minutes}` : ''}`,
    )
  }
}

/** The sentence for what the address of the page says was refused; nothing for what is not a refusal of ours. */
export function uploadRefusal({ refused, minutes }: { refused?: string; minutes?: string }): string | undefined {
  if (!refused || !Object.hasOwn(messages, refused)) return undefined
  return refusalText({ code: refused as RefusalCode, facts: { minutes: Number(minutes) || 1 } })
}
