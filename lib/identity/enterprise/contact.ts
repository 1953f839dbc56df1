import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { type EnterpriseInvoice, enterprises } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, type Enterprise, inTransaction } from '@/lib/shared/context'
import { requireApproved } from '@/lib/shared/staff'
import type { ContactNameInput } from './input'

type Contact = z.output<typeof ContactNameInput> & { invoice: EnterpriseInvoice }

/** 联系人, and the 发票信息 with which the next orders are prefilled. */
export async function changeContact(ctx: Ctx<Enterprise>, { contactName, invoice }: Contact): Promise<void> {
  requireApproved(ctx)
  await inTransaction(ctx, async (tx) => {
    const mine = eq(enterprises.id, tx.actor.id)
    const [before] = await tx.db.select().from(enterprises).where(mine).for('update')
    await tx.db.update(enterprises).set({ contactName, invoice }).where(mine)
    await record(tx, 'enterprise.contact', tx.actor.id, {
      before: { contactName: before!.contactName, invoice: before!.invoice },
      after: { contactName, invoice },
    })
  })
}
