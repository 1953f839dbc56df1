import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { limits } from '@/lib/rosters/limits'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import type { UploadStep } from '@/lib/rosters/upload-steps'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { NotFound } from '@/lib/shared/not-found'
import { sealRefusal } from '@/lib/shared/refusal-link'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { answering, fromHere, jsonLines, seeOther } from '@/lib/shared/route-handler'
import { fileIn, readForm } from '@/lib/shared/upload'

/** 上传报名模版文件. A page with scripts hears how far it is, line by line; a form posted without them is led on when all is done. */
export const POST = fromHere(async (request: Request) => {
  return answering(async () => {
    const ctx = await enterpriseCtxOrNull()
    if (ctx?.actor.status !== 'approved') throw new NotFound()
    const form = await readForm(request, limits.fileBytes)
    const listens = request.headers.get('accept')?.includes('application/x-ndjson')
    return listens ? jsonLines<UploadStep>((say) => tell(ctx, form, say)) : leadOn(ctx, form)
  })
})

type Form = Awaited<ReturnType<typeof readForm>>

async function receive(ctx: Ctx<Enterprise>, form: Form, say?: (step: UploadStep) => void): Promise<string> {
  if (form === 'too large') throw new Refused('roster_file_large', { size: limits.fileBytes / 1e6 })
  const file = fileIn(form, 'file')
  if (!file)
    throw new Refused(form?.get('file') instanceof File && (form.get('file') as File).name ? 'roster_file_empty' : 'roster_missing')
  say?.({ step: 'received' })
  const upload = { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }
  return receiveUpload(ctx, { classId: String(form?.get('classId')), upload, onProgress: say })
}

async function tell(ctx: Ctx<Enterprise>, form: Form, say: (step: UploadStep) => void): Promise<void> {
  try {
    say({ step: 'done', rosterId: await receive(ctx, form, say) })
  } catch (error) {
    if (error instanceof Refused) say({ step: 'refused', text: refusalText(error) })
    else if (error instanceof NotFound) say({ step: 'refused', text: '没有找到这个班，请重新选择班级。' })
    else throw error
  }
}

async function leadOn(ctx: Ctx<Enterprise>, form: Form): Promise<Response> {
  try {
    return seeOther(`/group/rosters/${await receive(ctx, form)}`)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const classId = form && form !== 'too large' ? String(form.get('classId')) : ''
    return seeOther(`/group/enroll${classId ? `/${encodeURIComponent(classId)}` : ''}?refused=${sealRefusal(error, ctx.now)}`)
  }
}
