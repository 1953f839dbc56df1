import { licenceFile } from '@/app/_components/licence-file'
import { answerUpload } from '@/app/_components/photo-upload'
import { getDraftLicence, keepDraftLicence } from '@/lib/identity/enterprise/answers'
import { pageCtx } from '@/lib/identity/session'
import { answering, fromHere } from '@/lib/shared/route-handler'
import { groupRegistrationToken, stepPaths } from '../../_components/step'

/** The licence as it is kept: only for the browser that sent it. */
export async function GET() {
  return answering(async () => licenceFile(await getDraftLicence(await pageCtx(), await groupRegistrationToken())))
}

export const POST = fromHere(async (request: Request) => {
  const [ctx, token] = [await pageCtx(), await groupRegistrationToken()]
  const keep = async (file: Buffer) => {
    await keepDraftLicence(ctx, token, file)
    return stepPaths.licence
  }
  return answerUpload(request, stepPaths.licence, keep, 'licence')
})
