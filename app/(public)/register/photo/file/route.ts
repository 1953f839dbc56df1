import { answerUpload } from '@/app/_components/photo-upload'
import { getDraftPhoto, keepDraftPhoto } from '@/lib/identity/photo'
import { pageCtx } from '@/lib/identity/session'
import { answering, fromHere, privateFile } from '@/lib/shared/route-handler'
import { registrationToken, stepPaths } from '../../_components/step'

/** The photo as uploaded, for its crop and preview: only for the browser that sent it. */
export async function GET() {
  return answering(async () => privateFile(await getDraftPhoto(await pageCtx(), await registrationToken()), 'image/jpeg'))
}

export const POST = fromHere(async (request: Request) => {
  const [ctx, token] = [await pageCtx(), await registrationToken()]
  return answerUpload(request, stepPaths.photo, async (file) => {
    await keepDraftPhoto(ctx, token, file)
    return stepPaths.photo
  })
})
