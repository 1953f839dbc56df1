import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { getGroupClass, requiredColumns } from '@/lib/rosters/group-classes'
import { makeTemplate } from '@/lib/rosters/template'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'

/** 学员集体报名模版: made for ?class=…, or the general one, which anybody may have. */
export async function GET(request: Request) {
  return answering(async () => {
    const classId = new URL(request.url).searchParams.get('class')
    const title = classId === null ? '学员集体报名模版' : await titleOf(classId)
    const name = classId === null ? '学员集体报名模版.xlsx' : `学员集体报名模版（${title}）.xlsx`
    return workbookFile(makeTemplate({ title, required: requiredColumns, grades: [] }), name)
  })
}

async function titleOf(classId: string): Promise<string> {
  const ctx = await enterpriseCtxOrNull()
  if (!ctx) throw new NotFound()
  return (await getGroupClass(ctx, classId)).title
}
