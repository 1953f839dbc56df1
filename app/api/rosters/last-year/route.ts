import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { makeTemplateOfLast } from '@/lib/rosters/last-roster'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'

/** ?class=…: the template of a class with the people of the enterprise's latest roster. */
export async function GET(request: Request) {
  return answering(async () => {
    const ctx = await enterpriseCtxOrNull()
    const classId = new URL(request.url).searchParams.get('class') ?? ''
    if (!ctx || !isId(classId)) throw new NotFound()
    const { name, bytes } = await makeTemplateOfLast(ctx, classId)
    return workbookFile(bytes, name)
  })
}
