import { and, eq, gt, sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { staff } from '@/db/schema/identity'
import { encryptRecoveryCodes } from '@/lib/identity/recovery-codes'

const inTheClear = gt(sql`cardinality(${staff.recoveryCodes})`, 0)

export const countPlainRecoveryCodes = (db: Db): Promise<number> => db.$count(staff, inTheClear)

/** Encrypts recovery codes from before they were: hashes made with DATA_KEY itself, which cannot be made again with another. */
export async function rotateRecoveryCodes(db: Db): Promise<number> {
  const members = await db.select({ id: staff.id }).from(staff).where(inTheClear)
  let done = 0
  for (const { id } of members)
    await db.transaction(async (tx) => {
      const [row] = await tx
        .select()
        .from(staff)
        .where(and(eq(staff.id, id), inTheClear))
        .for('update', { skipLocked: true })
      if (!row) return
      await tx.update(staff).set(encryptRecoveryCodes(id, row)).where(eq(staff.id, id))
      done++
    })
  return done
}
