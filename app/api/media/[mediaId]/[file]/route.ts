import { eq } from 'drizzle-orm'
import { db } from '@/db/client'
import { media } from '@/db/schema/catalog'
import { getStaffMediaKey, getStaffMediaPrefix } from '@/lib/catalog/lessons/queries'
import { getPreviewKey, getPreviewPrefix } from '@/lib/catalog/queries'
import { pageCtx, staffCtxOrNull } from '@/lib/identity/session'
import { handOutKey } from '@/lib/learning/hand-out-key'
import { getMediaPrefix } from '@/lib/learning/queries'
import { type Ctx, isTrainee, type Trainee } from '@/lib/shared/context'
import { hasCookie } from '@/lib/shared/cookies'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile } from '@/lib/shared/route-handler'
import { storage } from '@/lib/shared/storage'

const types: Record<string, string> = {
  m3u8: 'application/vnd.apple.mpegurl',
  mp4: 'video/mp4',
  m4s: 'video/iso.segment',
  vtt: 'text/vtt; charset=utf-8',
}

/** Of one quality, as the demo's lessons are; or index.m3u8 names several, 480p.m3u8 with its 480p-init.mp4 and 480p-0.m4s among them. */
const fileNames = /^(key|index\.m3u8|init\.mp4|captions\.vtt|seg-\d{1,5}\.m4s|\d{2,3}p(\.m3u8|-init\.mp4|-\d{1,5}\.m4s))$/

/**
 * One file of a lesson. The segments are encrypted and may lie in any cache; the key that opens them, and the captions,
 * go only to a trainee whose course plays them, to anybody when it is 试看, or to the staff who look after the courses.
 */
export async function GET(_: Request, { params }: { params: Promise<{ mediaId: string; file: string }> }) {
  return answering(async () => {
    const { mediaId, file } = await params
    if (!isId(mediaId) || !fileNames.test(file)) throw new NotFound()
    if (file === 'key' || file === 'captions.vtt') {
      const ctx = await pageCtx()
      try {
        if (file === 'key')
          return privateFile(await playable(ctx, mediaId, handOutKey, getPreviewKey, getStaffMediaKey), 'application/octet-stream')
        return privateFile(
          await read(await playable(ctx, mediaId, getMediaPrefix, getPreviewPrefix, getStaffMediaPrefix), file),
          types.vtt!,
        )
      } catch (error) {
        // Whose session ended while a lesson was open reads that, and not that the lesson is gone.
        const ended = error instanceof NotFound && !isTrainee(ctx) && (await hasCookie('session'))
        if (ended) return new Response('登录已过期，请重新登录。', { status: 401 })
        throw error
      }
    }
    const body = await read(await publicPrefix(mediaId), file)
    const type = types[file.split('.').at(-1)!]!
    return new Response(new Uint8Array(body), { headers: { 'content-type': type, 'cache-control': 'public, max-age=31536000, immutable' } })
  })
}

type Ask<C extends Ctx, T> = (ctx: C, mediaId: string) => Promise<T>

/** What a trainee's own course opens; else, for everybody, what 试看 does; else what the staff may look at. @throws NotFound */
async function playable<T>(ctx: Ctx, mediaId: string, own: Ask<Ctx<Trainee>, T>, preview: Ask<Ctx, T>, desk: Ask<Ctx, T>): Promise<T> {
  const tries: (() => Promise<T>)[] = [
    ...(isTrainee(ctx) ? [() => own(ctx, mediaId)] : []),
    () => preview(ctx, mediaId),
    async () => {
      const staff = await staffCtxOrNull('courses.read')
      if (!staff) throw new NotFound()
      return desk(staff, mediaId)
    },
  ]
  for (const attempt of tries) {
    try {
      return await attempt()
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
    }
  }
  throw new NotFound()
}

/** A lesson never moves: its place is asked for once a process. */
const prefixes = new Map<string, string>()

async function publicPrefix(mediaId: string): Promise<string> {
  const known = prefixes.get(mediaId)
  if (known) return known
  const [row] = await db().select({ storagePrefix: media.storagePrefix }).from(media).where(eq(media.id, mediaId))
  if (!row) throw new NotFound()
  prefixes.set(mediaId, row.storagePrefix)
  return row.storagePrefix
}

async function read(prefix: string, file: string): Promise<Buffer> {
  const body = await storage().get(`${prefix}/${file}`)
  if (!body) throw new NotFound()
  return body
}
