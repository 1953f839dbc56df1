import { and, gt, isNull, type SQL } from 'drizzle-orm'
import { classes } from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'
import type { Ctx } from '@/lib/shared/context'

/** What every list of classes tells of one, with the region it belongs to. */
export const classFields = {
  id: classes.id,
  programId: classes.programId,
  title: classes.title,
  regionCode: classes.regionCode,
  region: regions.name,
  seats: classes.seats,
  seatsTaken: classes.seatsTaken,
  enrolFrom: classes.enrolFrom,
  enrolUntil: classes.enrolUntil,
  closedAt: classes.closedAt,
  studyFrom: classes.studyFrom,
  studyUntil: classes.studyUntil,
}

/** Open, or opening later: neither closed by the staff nor past its last day. */
export const isJoinable = ({ now }: Pick<Ctx, 'now'>): SQL => and(isNull(classes.closedAt), gt(classes.enrolUntil, now))!
