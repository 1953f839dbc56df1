import { sql } from 'drizzle-orm'
import {
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { at, id } from '../columns'
import { enrollments } from './enrollment'

export const certificateKind = pgEnum('certificate_kind', ['training', 'hours'])

/** Everything a certificate says, frozen when it was issued. Dates are days in Asia/Shanghai, yyyy-mm-dd. */
export type CertificateSnapshot = {
  /** Absent in those issued before there was a choice: the table. */
  form?: 'table' | 'diploma' | 'hours'
  title: string
  name: string
  idNumberMasked: string
  employer: string | null
  year: number
  program: string
  trainingClass: string
  from: string
  to: string
  issuedOn: string
  issuer: string
  parts: { name: string; courses: number; requiredHours: number; earnedHours: number }[]
  courses: { title: string; hours: number; score: number | null; finishedOn?: string }[]
  /** Of 学时证明: the studies it stands for, in order of their ids. The same ones again are the same proof. */
  studyIds?: string[]
  hours: number
  photoKey: string | null
}

export const certificates = pgTable(
  'certificates',
  {
    traineeId: uuid().notNull(),
    id: id().notNull(),
    enrollmentId: uuid().notNull(),
    kind: certificateKind().notNull(),
    number: text().notNull().unique(),
    /** Random, in the QR code: whoever holds the paper may ask whether it is genuine. */
    token: text().notNull().unique(),
    snapshot: jsonb().$type<CertificateSnapshot>().notNull(),
    issuedAt: at().notNull(),
    revokedAt: at(),
    revokedReason: text(),
    /** 换发: the certificate that takes the place of this one. */
    replacedBy: uuid(),
  },
  (t) => [
    primaryKey({ columns: [t.traineeId, t.id] }),
    index().on(t.issuedAt),
    index().on(t.id),
    uniqueIndex('certificates_one_valid').on(t.traineeId, t.enrollmentId).where(sql`${t.revokedAt} is null and ${t.kind} = 'training'`),
    foreignKey({ columns: [t.traineeId, t.enrollmentId], foreignColumns: [enrollments.traineeId, enrollments.id] }),
    check('certificates_revoked', sql`(${t.revokedAt} is null) = (${t.revokedReason} is null)`),
  ],
)

/** The last serial given out for a programme's prefix in a year and region. */
export const certificateSerials = pgTable(
  'certificate_serials',
  { prefix: text().notNull(), year: smallint().notNull(), regionCode: text().notNull(), last: integer().notNull() },
  (t) => [primaryKey({ columns: [t.prefix, t.year, t.regionCode] })],
)
