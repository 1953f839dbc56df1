import { halfWidth } from '@/lib/shared/half-width'

/** ZJ-2026-130203-000318: programme's prefix, year, region, serial. No official form exists; this one is ours. */
export const certificateNumber = (prefix: string, year: number, regionCode: string, serial: number) =>
  `${prefix}-${year}-${regionCode}-${String(serial).padStart(6, '0')}`

/** As typed from paper: case, full-width characters, long dashes and spaces do not matter. */
export const normalizeCertificateNumber = (typed: string) =>
  halfWidth(typed)
    .replace(/[—–－−]/g, '-')
    .replace(/\s/g, '')
    .toUpperCase()
