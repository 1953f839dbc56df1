import { mostCaptionBytes } from '@/lib/catalog/lessons/captions'
import { setCaptions } from '@/lib/catalog/lessons/change-lesson'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { answering, seeOther } from '@/lib/shared/route-handler'
import { readUpload, sentFromHere } from '@/lib/shared/upload'

/** Takes a file of captions and goes back to the lesson, which says what was refused. */
export async function POST(request: Request, { params }: { params: Promise<{ mediaId: string }> }) {
  return answering(async () => {
    const [{ mediaId }, ctx] = [await params, await staffCtxOrNull('courses.edit')]
    if (!ctx || !isId(mediaId) || !sentFromHere(request)) throw new NotFound()
    const page = `/admin/courses/lessons/${mediaId}`
    const file = await readUpload(request, 'captions', mostCaptionBytes)
    try {
      if (file === 'too large') throw new Refused('captions_large')
      await setCaptions(ctx, { mediaId, file })
      return seeOther(page)
    } catch (error) {
      if (error instanceof Refused) return seeOther(`${page}?refused=${error.code}`)
      throw error
    }
  })
}
