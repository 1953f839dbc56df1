import { randomBytes } from 'node:crypto'
import { Refused } from '@/lib/shared/refused'
import { storage } from '@/lib/shared/storage'
import { type PictureLimits, preparePicture } from '../picture'

export const maxLicenceBytes = 10 * 1024 * 1024

/** How a licence is kept: pictures as plain JPEG, PDFs as they came. */
export type LicenceKind = 'jpg' | 'pdf'
export type Licence = { kind: LicenceKind; body: Buffer }

/** Each upload has a key of its own, so that a reviewer never sees another than the one that was sent. */
export const newLicenceKey = (enterpriseId: string, kind: LicenceKind) =>
  `licences/${enterpriseId}/${randomBytes(8).toString('hex')}.${kind}`

export const licenceKindOf = (key: string): LicenceKind => (key.endsWith('.pdf') ? 'pdf' : 'jpg')

/** The licence under a key, or null when it is not there. */
export async function readLicence(key: string): Promise<Licence | null> {
  const body = await storage().get(key)
  return body && { kind: licenceKindOf(key), body }
}

/** What cameras of phones take, and enough to read the small print. */
const limits: PictureLimits = { what: 'licence', maxBytes: maxLicenceBytes, maxPixels: 100_000_000, min: [500, 500], keep: 2400 }

/**
 * 营业执照 as uploaded: a picture is drawn anew without metadata; a PDF is kept, to be handed out as a download only.
 * @throws Refused('licence_unreadable' | those of preparePicture) at the field `licence`
 */
export async function prepareLicence(file: Buffer): Promise<Licence> {
  if (file.length <= maxLicenceBytes && file.subarray(0, 5).toString('latin1') === '%PDF-') {
    if (!isWholePdf(file)) throw new Refused('licence_unreadable', {}, 'licence')
    return { kind: 'pdf', body: file }
  }
  return { kind: 'jpg', body: await preparePicture(file, limits) }
}

/** Ends as a PDF does, and opens without a password. */
function isWholePdf(file: Buffer): boolean {
  return file.subarray(-1024).includes('%%EOF') && !file.includes('/Encrypt')
}
