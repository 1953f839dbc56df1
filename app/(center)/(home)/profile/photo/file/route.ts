import { answerUpload } from '@/app/_components/photo-upload'
import { findPendingPhoto, keepPendingPhoto } from '@/lib/identity/photo'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { answering, fromHere, privateFile } from '@/lib/shared/route-handler'

const page = '/profile/photo'

/** The photo as uploaded, for its crop and preview. */
export async function GET(request: Request) {
  return answering(async () => {
    const ctx = await traineeCtxOrNull()
    const version = Number(new URL(request.url).searchParams.get('v'))
    const photo = ctx && Number.isSafeInteger(version) && version > 0 ? await findPendingPhoto(ctx, version) : null
    if (!photo) throw new NotFound()
    return privateFile(photo, 'image/jpeg')
  })
}

export const POST = fromHere(async (request: Request) => {
  const ctx = await traineeCtxOrNull()
  return answerUpload(request, page, async (file) => {
    if (!ctx) throw new Refused('signed_out')
    return `${page}?v=${await keepPendingPhoto(ctx, file)}`
  })
})
