import { downloadDay } from '@/lib/admin/audit-state'
import { staffCtxOrNull } from '@/lib/identity/session'
import { NotFound } from '@/lib/shared/not-found'
import { answering, untrustedFile } from '@/lib/shared/route-handler'

/** A closed day, sealed and signed, as a file to be kept elsewhere. */
export async function GET(_: Request, { params }: { params: Promise<{ day: string }> }) {
  return answering(async () => {
    const [ctx, { day }] = [await staffCtxOrNull('audit.read'), await params]
    if (!ctx || !/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day))) throw new NotFound()
    return untrustedFile(await downloadDay(ctx, day), 'application/gzip', `操作日志-${day}.jsonl.gz`)
  })
}
