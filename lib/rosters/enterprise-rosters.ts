import { and, desc, eq } from 'drizzle-orm'
import { classes, programs } from '@/db/schema/catalog'
import { orders } from '@/db/schema/checkout'
import { enterprises } from '@/db/schema/identity'
import { rosters } from '@/db/schema/rosters'
import type { Ctx, Staff } from '@/lib/shared/context'
import { inOwnRegions, requireRight } from '@/lib/shared/staff'

/** The rosters of one enterprise, for the staff; the newest first, at most a hundred. */
export async function listRostersOf(ctx: Ctx<Staff>, enterpriseId: string) {
  requireRight(ctx, 'rosters.read')
  return ctx.db
    .select({
      id: rosters.id,
      status: rosters.status,
      program: programs.title,
      trainingClass: classes.title,
      people: rosters.people,
      ready: rosters.ready,
      uploadedAt: rosters.uploadedAt,
      orderStatus: orders.status,
    })
    .from(rosters)
    .innerJoin(enterprises, eq(enterprises.id, rosters.enterpriseId))
    .innerJoin(classes, eq(classes.id, rosters.classId))
    .innerJoin(programs, eq(programs.id, classes.programId))
    .leftJoin(orders, and(eq(orders.buyerId, rosters.enterpriseId), eq(orders.id, rosters.orderId)))
    .where(and(eq(rosters.enterpriseId, enterpriseId), inOwnRegions(ctx, enterprises.regionCode)))
    .orderBy(desc(rosters.uploadedAt))
    .limit(100)
}
