import { getTraineePhoto } from '@/lib/identity/photo'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'

/** Somebody's photo, for the staff; each look is written down. */
export async function GET(_: Request, { params }: { params: Promise<{ personId: string }> }) {
  return answering(async () => {
    const [ctx, { personId }] = [await staffCtxOrNull('photos.read'), await params]
    if (!ctx || !isId(personId)) throw new NotFound()
    return privateFile(await getTraineePhoto(ctx, personId), 'image/jpeg')
  })
}
