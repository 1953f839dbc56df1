import { getEvidence } from '@/lib/admin/corrections'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'

type Props = { params: Promise<{ personId: string; correctionId: string }> }

/** The picture of the document that a 更正申请 leans on; opening the request is what is written down. */
export async function GET(_: Request, { params }: Props) {
  return answering(async () => {
    const [ctx, { personId, correctionId }] = [await staffCtxOrNull('people.correct'), await params]
    if (!ctx || !isId(personId) || !isId(correctionId)) throw new NotFound()
    return privateFile(await getEvidence(ctx, { traineeId: personId, correctionId }), 'image/jpeg')
  })
}
