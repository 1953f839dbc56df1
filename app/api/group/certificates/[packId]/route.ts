import { Readable } from 'node:stream'
import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { openPack } from '@/lib/rosters/pack-certificates'
import { NotFound } from '@/lib/shared/not-found'
import { answering } from '@/lib/shared/route-handler'
import { zipStream } from '@/lib/shared/zip'

/** A pack as one zip file, sent paper by paper: however many there are, one is in memory. */
export async function GET(_: Request, { params }: { params: Promise<{ packId: string }> }) {
  return answering(async () => {
    const ctx = await enterpriseCtxOrNull()
    if (!ctx) throw new NotFound()
    const { name, papers } = await openPack(ctx, (await params).packId)
    const body = Readable.toWeb(Readable.from(zipStream(papers), { objectMode: false })) as ReadableStream
    return new Response(body, {
      headers: {
        'content-type': 'application/zip',
        'cache-control': 'private, no-store',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      },
    })
  })
}
