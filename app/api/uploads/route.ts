import { StartUploadInput, startUpload } from '@/lib/catalog/lessons/start-upload'
import { staffCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { fromHere } from '@/lib/shared/route-handler'
import { answeringTus, metadataOf, plain, tusHeaders } from './tus'

/** Announces a video file. */
export const POST = fromHere(async (request: Request) => {
  return answeringTus(request, async () => {
    const ctx = await staffCtxOrNull('courses.edit')
    if (!ctx) throw new NotFound()
    const input = StartUploadInput.safeParse({
      fileName: metadataOf(request.headers.get('upload-metadata')).filename ?? '',
      sizeBytes: Number(request.headers.get('upload-length') ?? Number.NaN),
    })
    if (!input.success) return plain(400, '文件名或大小不对，请重新选择文件。')
    const id = await startUpload(ctx, input.data)
    return new Response(null, { status: 201, headers: { ...tusHeaders, location: `/api/uploads/${id}` } })
  })
})
