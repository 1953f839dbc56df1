import { licenceFile } from '@/app/_components/licence-file'
import { answerUpload } from '@/app/_components/photo-upload'
import { getOwnLicence, replaceLicence } from '@/lib/identity/enterprise/correct'
import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { answering, fromHere } from '@/lib/shared/route-handler'

/** The signed-in enterprise's own licence; there is no way to name another's. */
export async function GET() {
  return answering(async () => licenceFile(await getOwnLicence(await ownCtx())))
}

/** Another one, while the registration is rejected. */
export const POST = fromHere(async (request: Request) => {
  return answering(async () => {
    const ctx = await ownCtx()
    const keep = async (file: Buffer) => {
      await replaceLicence(ctx, file)
      return '/group/review/correct'
    }
    return answerUpload(request, '/group/review/correct', keep, 'licence')
  })
})

async function ownCtx() {
  const ctx = await enterpriseCtxOrNull()
  if (!ctx) throw new NotFound()
  return ctx
}
