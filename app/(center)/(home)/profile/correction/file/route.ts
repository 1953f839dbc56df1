import { answerUpload } from '@/app/_components/photo-upload'
import { keepPendingPhoto } from '@/lib/identity/photo'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { Refused } from '@/lib/shared/refused'
import { fromHere } from '@/lib/shared/route-handler'

/** The picture of a document, kept for two hours until the request is sent. */
export const POST = fromHere(async (request: Request) => {
  const ctx = await traineeCtxOrNull()
  const field = new URL(request.url).searchParams.get('field') === 'id_number' ? 'id_number' : 'name'
  const page = `/profile/correction?field=${field}`
  return answerUpload(request, page, async (file) => {
    if (!ctx) throw new Refused('signed_out')
    return `${page}&v=${await keepPendingPhoto(ctx, file)}`
  })
})
