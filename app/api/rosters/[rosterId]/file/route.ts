import { enterpriseCtxOrNull } from '@/lib/identity/session'
import { getOwnFile } from '@/lib/rosters/own-file'
import { NotFound } from '@/lib/shared/not-found'
import { answering, workbookFile } from '@/lib/shared/route-handler'

type Props = { params: Promise<{ rosterId: string }> }

/** The clerk's own file with 问题说明. */
export async function GET(_: Request, { params }: Props) {
  return answering(async () => {
    const ctx = await enterpriseCtxOrNull()
    if (!ctx) throw new NotFound()
    const { name, bytes } = await getOwnFile(ctx, (await params).rosterId)
    return workbookFile(bytes, name)
  })
}
