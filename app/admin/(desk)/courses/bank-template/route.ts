import { questionTemplate } from '@/lib/catalog/questions/sheet'
import { staffCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'

/** The table that questions are filled into. */
export async function GET() {
  return answering(async () => {
    if (!(await staffCtxOrNull('courses.edit'))) throw new NotFound()
    return workbookFile(questionTemplate(), '题库模版.xlsx')
  })
}
