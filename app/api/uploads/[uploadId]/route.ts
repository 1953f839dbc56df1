import { cancelUpload } from '@/lib/catalog/lessons/end-upload'
import { getUpload } from '@/lib/catalog/lessons/queries'
import { receivePiece } from '@/lib/catalog/lessons/receive-piece'
import { pieceBytes } from '@/lib/catalog/lessons/upload-rules'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { fromHere } from '@/lib/shared/route-handler'
import { readBody } from '@/lib/shared/upload'
import { answeringTus, plain, tusHeaders } from '../tus'

type Given = { params: Promise<{ uploadId: string }> }

async function opened({ params }: Given) {
  const [{ uploadId }, ctx] = [await params, await staffCtxOrNull('courses.edit')]
  if (!ctx || !isId(uploadId)) throw new NotFound()
  return { ctx, uploadId }
}

/** How far the file is: where to go on after a dropout. */
export async function HEAD(request: Request, given: Given) {
  return answeringTus(request, async () => {
    const { ctx, uploadId } = await opened(given)
    const { receivedBytes, sizeBytes } = await getUpload(ctx, uploadId)
    const headers = { ...tusHeaders, 'upload-offset': String(receivedBytes), 'upload-length': String(sizeBytes) }
    return new Response(null, { status: 200, headers })
  })
}

/** The next piece. */
export const PATCH = fromHere(async (request: Request, given: Given) => {
  return answeringTus(request, async () => {
    const { ctx, uploadId } = await opened(given)
    if (request.headers.get('content-type') !== 'application/offset+octet-stream') return plain(415, '上传的内容类型不对。')
    const offset = Number(request.headers.get('upload-offset') ?? Number.NaN)
    if (!Number.isSafeInteger(offset) || offset < 0) return plain(400, '没有说明从第几字节继续。')
    const bytes = await readBody(request, pieceBytes)
    if (!bytes) return plain(413, '这一段太长。')
    const received = await receivePiece(ctx, { uploadId, offset, bytes })
    return new Response(null, { status: 204, headers: { ...tusHeaders, 'upload-offset': String(received) } })
  })
})

/** Given up. */
export const DELETE = fromHere(async (request: Request, given: Given) => {
  return answeringTus(request, async () => {
    const { ctx, uploadId } = await opened(given)
    await cancelUpload(ctx, uploadId)
    return new Response(null, { status: 204, headers: tusHeaders })
  })
})
