import { mostImportBytes, stageImport } from '@/lib/catalog/questions/import-questions'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { Refused } from '@/lib/shared/refused'
import { fromHere } from '@/lib/shared/route-handler'
import { takeStaged } from '../../../../../_components/take-staged'

/** A file of questions. */
export const POST = fromHere(async (request: Request, { params }: { params: Promise<{ courseId: string }> }) => {
  const { courseId } = await params
  const staged = {
    ctx: isId(courseId) ? await staffCtxOrNull('courses.edit') : null,
    page: `/admin/courses/${courseId}/bank/import`,
    field: 'bank',
    kept: 'file',
    maxBytes: mostImportBytes,
    tooLarge: new Refused('bank_file_large', { size: mostImportBytes / 1e6 }),
    missing: new Refused('bank_file_empty'),
  }
  return takeStaged(request, staged, (ctx, { name, bytes }) =>
    stageImport(ctx, { courseId, fileName: name.slice(0, 100) || '题库', file: bytes }),
  )
})
