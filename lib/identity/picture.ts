import sharp from 'sharp'
import { Refused } from '@/lib/shared/refused'
import { inTurn } from '@/lib/shared/turns'

/** What an upload must be. `what` names the field and its refusals. Sizes in pixels. */
export type PictureLimits = {
  what: 'photo' | 'licence'
  maxBytes: number
  maxPixels: number
  /** The shorter and the longer side. */
  min: [shorter: number, longer: number]
  /** What is kept, at most, on either side. */
  keep: number
}

/** A picture of the most pixels takes 400 MB while it is unpacked, and visitors may send some: one at a time. */
const turns = { running: 1, waiting: 20, full: 'pictures_waiting' } as const

const formats = new Set(['jpeg', 'png', 'webp'])

/**
 * Makes of an upload a plain JPEG: right way up, no metadata, no transparency. Format and size are read from the header alone, before a
 * pixel is unpacked: a bomb of 30000 × 30000 pixels costs nothing.
 * @throws Refused('…_missing' | '…_too_large' | '…_type' | '…_animated' | '…_too_many_pixels' | '…_too_small' | '…_unreadable') at the
 *   field `what`; Refused('pictures_waiting')
 */
export async function preparePicture(file: Buffer, { what, maxBytes, maxPixels, min, keep }: PictureLimits): Promise<Buffer> {
  const refused = (why: PictureRefusal) => new Refused(`${what}_${why}`, {}, what)
  const unreadable = (): never => {
    throw refused('unreadable')
  }
  if (!file.length) throw refused('missing')
  if (file.length > maxBytes) throw refused('too_large')
  if (!looksLikePicture(file)) throw refused('type') // SVG and the like never reach a decoder
  const header = await sharp(file, { limitInputPixels: false }).metadata().catch(unreadable)
  if (!formats.has(header.format ?? '')) throw refused('type')
  if ((header.pages ?? 1) > 1 || isAnimatedPng(file)) throw refused('animated')
  if (header.width * header.height > maxPixels) throw refused('too_many_pixels')
  if (Math.min(header.width, header.height) < min[0] || Math.max(header.width, header.height) < min[1]) throw refused('too_small')
  return inTurn('pictures', turns, () =>
    sharp(file, { limitInputPixels: maxPixels, failOn: 'error' })
      .rotate() // as the camera was held, which only the metadata says
      .flatten({ background: '#ffffff' })
      .resize({ width: keep, height: keep, fit: 'inside', withoutEnlargement: true })
      .toColourspace('srgb')
      .jpeg({ quality: 90 })
      .toBuffer()
      .catch(unreadable),
  )
}

type PictureRefusal = 'missing' | 'too_large' | 'type' | 'animated' | 'too_many_pixels' | 'too_small' | 'unreadable'

/** JPEG, PNG and WebP by their first bytes: what the name or the browser says is no proof. */
function looksLikePicture(file: Buffer): boolean {
  const begins = (hex: string, at = 0) => file.subarray(at, at + hex.length / 2).toString('hex') === hex
  return begins('ffd8ff') || begins('89504e470d0a1a0a') || (begins('52494646') && begins('57454250', 8))
}

/** An animated PNG says so before its first picture; the decoder only sees that one. */
function isAnimatedPng(file: Buffer): boolean {
  const control = file.indexOf('acTL')
  const data = file.indexOf('IDAT')
  return file.subarray(1, 4).toString() === 'PNG' && control > 0 && (data < 0 || control < data)
}
