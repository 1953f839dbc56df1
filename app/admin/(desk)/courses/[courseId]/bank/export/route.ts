import { writeGift } from '@/lib/catalog/questions/gift'
import { exportQuestions } from '@/lib/catalog/questions/import-questions'
import { writeQuestionSheet } from '@/lib/catalog/questions/sheet'
import { staffCtxOrNull } from '@/lib/identity/session'
import { isId } from '@/lib/shared/is-id'
import { NotFound } from '@/lib/shared/not-found'
import { answering, privateFile, workbookFile } from '@/lib/shared/route-handler'

/** A bank as .xlsx or GIFT. */
export async function GET(request: Request, { params }: { params: Promise<{ courseId: string }> }) {
  return answering(async () => {
    const [{ courseId }, ctx] = [await params, await staffCtxOrNull('courses.read')]
    if (!ctx || !isId(courseId)) throw new NotFound()
    const { title, drafts } = await exportQuestions(ctx, courseId)
    return new URL(request.url).searchParams.get('format') === 'gift'
      ? privateFile(Buffer.from(writeGift(title, drafts)), 'text/plain; charset=utf-8', `${title}题库.txt`)
      : workbookFile(writeQuestionSheet(drafts), `${title}题库.xlsx`)
  })
}
