import { getOwnPhoto } from '@/lib/identity/photo'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'

/** The signed-in trainee's own photo; there is no way to name another's. */
export async function GET() {
  return answering(async () => {
    const ctx = await traineeCtxOrNull()
    if (!ctx) throw new NotFound()
    return privateFile(await getOwnPhoto(ctx), 'image/jpeg')
  })
}
