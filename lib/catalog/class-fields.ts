import { classes } from '@/db/schema/catalog'
import { regions } from '@/db/schema/identity'

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
