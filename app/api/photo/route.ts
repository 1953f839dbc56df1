import { eq } from 'drizzle-orm'
import { trainees } from '@/db/schema/identity'
import { traineeCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'
import { storage } from '@/lib/shared/storage'

/** The signed-in trainee's own photo; there is no way to name another's. */
export async function GET() {
  return answering(async () => {
    const ctx = await traineeCtxOrNull()
    if (!ctx) throw new NotFound()
    const [row] = await ctx.db.select({ photoKey: trainees.photoKey }).from(trainees).where(eq(trainees.id, ctx.actor.id))
    const photo = row?.photoKey ? await storage().get(row.photoKey) : null
    if (!photo) throw new NotFound()
    return privateFile(photo, 'image/jpeg')
  })
}
