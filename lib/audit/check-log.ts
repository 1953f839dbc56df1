import type { Ctx } from '@/lib/shared/context'
import { log } from '@/lib/shared/log'
import { record } from './record'
import { verifyAudit } from './verify'

/** Each night: the whole log is verified, and what came of it stands in the log itself. */
export async function checkLog(ctx: Ctx): Promise<void> {
  const { days, entries, faults } = await verifyAudit(ctx)
  for (const fault of faults) log().error(fault, 'the audit log is not as it was sealed')
  const [first] = faults
  await record(ctx, 'audit.verify', undefined, {
    days,
    entries,
    faults: faults.length,
    ...(first && { first: `${first.what} ${first.day}` }),
  })
}
