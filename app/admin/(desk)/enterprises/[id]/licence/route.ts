import { licenceFile } from '@/app/_components/licence-file'
import { getEnterpriseLicence } from '@/lib/identity/review-enterprise'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering } from '@/lib/shared/route-handler'

/** 营业执照 for who reviews; each look is written down. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }) {
  return answering(async () => {
    const [ctx, { id }] = [await staffCtxOrNull('enterprises.review'), await params]
    if (!ctx || !isId(id)) throw new NotFound()
    return licenceFile(await getEnterpriseLicence(ctx, id))
  })
}
