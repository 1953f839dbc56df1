import { mostCaptionBytes } from '@/lib/catalog/lessons/captions'
import { setCaptions } from '@/lib/catalog/lessons/change-lesson'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { answering, fromHere, seeOther } from '@/lib/shared/route-handler'
import { readUpload } from '@/lib/shared/upload'

/** Takes a file of captions and goes back to the lesson, which says what was refused. */
export const POST = fromHere(async (request: Request, { params }: { params: Promise<{ mediaId: string }> }) => {
  return answering(async () => {
    const [{ mediaId }, ctx] = [await params, await staffCtxOrNull('courses.edit')]
    if (!ctx || !isId(mediaId)) throw new NotFound()
    const page = `/admin/courses/lessons/${mediaId}`
    const file = await readUpload(request, 'captions', mostCaptionBytes)
    try {
      if (file === 'too large') throw new Refused('captions_large')
      await setCaptions(ctx, { mediaId, file })
      return seeOther(page)
    } catch (error) {
      if (error instanceof Refused) return seeOther(`${page}?${new URLSearchParams({ refused: error.code, ...linesOf(error) })}`)
      throw error
    }
  })
})

const linesOf = ({ facts }: Refused): Record<string, string> => ('lines' in facts ? { lines: String(facts.lines) } : {})
