import { mostImportBytes, stageImport } from '@/lib/catalog/questions/import-questions'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'
import { answering, fromHere, seeOther } from '@/lib/shared/route-handler'
import { fileIn, readForm } from '@/lib/shared/upload'

/** Takes a file of questions and goes back to the page, which shows what it holds or why it was refused. */
export const POST = fromHere(async (request: Request, { params }: { params: Promise<{ courseId: string }> }) => {
  return answering(async () => {
    const [{ courseId }, ctx] = [await params, await staffCtxOrNull('courses.edit')]
    if (!ctx || !isId(courseId)) throw new NotFound()
    const page = `/admin/courses/${courseId}/bank/import`
    try {
      const form = await readForm(request, mostImportBytes)
      if (form === 'too large') throw new Refused('bank_file_large', { size: mostImportBytes / 1e6 })
      const file = fileIn(form, 'bank')
      if (!file) throw new Refused('bank_file_empty')
      const fileName = file.name.slice(0, 100) || '题库'
      const importId = await stageImport(ctx, { courseId, fileName, file: Buffer.from(await file.arrayBuffer()) })
      return seeOther(`${page}?file=${importId}`)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      const reason = 'reason' in error.facts ? `&reason=${encodeURIComponent(error.facts.reason as string)}` : ''
      return seeOther(`${page}?refused=${error.code}${reason}`)
    }
  })
})
