import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { regions, trainees } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction, type Trainee } from '@/lib/shared/context'
import { Refused } from '@/lib/shared/refused'
import { refuseShortened } from './employers'
import type { EmploymentInput } from './registration-input'

/**
 * 工作单位, 行政区划, 职称或技术等级 by the trainee, in force at once. A class already joined stays what it is, with the employer given for it.
 * @throws Refused('region_unknown' | 'employer_shortened')
 */
export async function changeEmployment(ctx: Ctx<Trainee>, input: z.output<typeof EmploymentInput>): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { employer, regionCode, technicalGrade, isFullName } = input
    const [region] = await tx.db.select({ code: regions.code }).from(regions).where(eq(regions.code, regionCode))
    if (!region) throw new Refused('region_unknown', {}, 'regionCode')
    const mine = eq(trainees.id, tx.actor.id)
    const [before] = await tx.db
      .select({ employer: trainees.employer, regionCode: trainees.regionCode, technicalGrade: trainees.technicalGrade })
      .from(trainees)
      .where(mine)
      .for('update')
    if (employer !== before!.employer) await refuseShortened(tx, { employer, regionCode, isFullName: isFullName === 'yes' })
    const after = { employer, regionCode, technicalGrade: technicalGrade || null }
    await tx.db.update(trainees).set(after).where(mine)
    await record(tx, 'person.employment', tx.actor.id, { before: before!, after })
  })
}
