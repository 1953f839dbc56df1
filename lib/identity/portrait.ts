import sharp from 'sharp'
import { Refused } from '@/lib/shared/refused'

/** 二寸: 35 × 49 mm at 300 dots an inch, the size certificates are drawn for. */
export const portraitSize = { width: 413, height: 579 }

export const maxPhotoBytes = 5 * 1024 * 1024
const maxPixels = 24_000_000
/** Half a portrait: less would print as a blur. */
const minSize = { width: 206, height: 289 }
/** What is kept until the person has chosen the part they want. */
const preparedSize = { width: 1600, height: 1600 }

const formats = new Set(['jpeg', 'png', 'webp'])

/** The part of a photo that becomes the portrait, in hundredths of its width and height. */
export type Crop = { x: number; y: number; width: number; height: number }

/**
 * Makes of an upload a plain JPEG: right way up, no metadata, no transparency, at most 1600 pixels a side. Format and size are read from the
 * header alone, before a pixel is unpacked: a bomb of 30000 × 30000 pixels costs nothing.
 * @throws Refused('photo_missing' | 'photo_too_large' | 'photo_type' | 'photo_animated' | 'photo_too_many_pixels' | 'photo_too_small' |
 *   'photo_unreadable') at the field `photo`
 */
export async function preparePhoto(file: Buffer): Promise<Buffer> {
  if (!file.length) throw refused('photo_missing')
  if (file.length > maxPhotoBytes) throw refused('photo_too_large')
  if (!looksLikePhoto(file)) throw refused('photo_type') // SVG and the like never reach a decoder
  const source = () => sharp(file, { limitInputPixels: maxPixels, failOn: 'error', pages: 1 })
  const header = await sharp(file, { limitInputPixels: false }).metadata().catch(unreadable)
  if (!formats.has(header.format ?? '')) throw refused('photo_type')
  if ((header.pages ?? 1) > 1 || isAnimatedPng(file)) throw refused('photo_animated')
  if (header.width * header.height > maxPixels) throw refused('photo_too_many_pixels')
  if (Math.min(header.width, header.height) < minSize.width || Math.max(header.width, header.height) < minSize.height)
    throw refused('photo_too_small')
  return source()
    .rotate() // as the camera was held, which only the metadata says
    .flatten({ background: '#ffffff' })
    .resize({ ...preparedSize, fit: 'inside', withoutEnlargement: true })
    .toColourspace('srgb')
    .jpeg({ quality: 90 })
    .toBuffer()
    .catch(unreadable)
}

/**
 * The portrait of a prepared photo: the part chosen, or without a choice the middle, a little above it where heads are.
 * @throws Refused('photo_too_small') when less than half a portrait was chosen
 */
export async function cutPortrait(prepared: Buffer, crop: Crop | null): Promise<Buffer> {
  const image = sharp(prepared)
  const size = await image.metadata()
  const area = crop ? chosenArea(size, crop) : middleArea(size)
  if (area.width < minSize.width / 2 || area.height < minSize.height / 2) throw refused('photo_too_small')
  return image
    .extract(area)
    .resize({ ...portraitSize, fit: 'cover' })
    .jpeg({ quality: 88, mozjpeg: true })
    .toBuffer()
}

type Size = { width: number; height: number }

function chosenArea({ width, height }: Size, crop: Crop) {
  const within = (value: number, max: number) => Math.max(0, Math.min(max, Math.round(value)))
  const [left, top] = [within((crop.x / 100) * width, width - 1), within((crop.y / 100) * height, height - 1)]
  return {
    left,
    top,
    width: Math.max(1, within((crop.width / 100) * width, width - left)),
    height: Math.max(1, within((crop.height / 100) * height, height - top)),
  }
}

function middleArea({ width, height }: Size) {
  const aspect = portraitSize.width / portraitSize.height
  const area = { width: Math.min(width, Math.round(height * aspect)), height: Math.min(height, Math.round(width / aspect)) }
  return { left: Math.floor((width - area.width) / 2), top: Math.floor((height - area.height) * 0.35), ...area }
}

/** JPEG, PNG and WebP by their first bytes: what the name or the browser says is no proof. */
function looksLikePhoto(file: Buffer): boolean {
  const begins = (hex: string, at = 0) => file.subarray(at, at + hex.length / 2).toString('hex') === hex
  return begins('ffd8ff') || begins('89504e470d0a1a0a') || (begins('52494646') && begins('57454250', 8))
}

/** An animated PNG says so before its first picture; the decoder only sees that one. */
function isAnimatedPng(file: Buffer): boolean {
  const control = file.indexOf('acTL')
  const data = file.indexOf('IDAT')
  return file.subarray(1, 4).toString() === 'PNG' && control > 0 && (data < 0 || control < data)
}

const refused = (code: Extract<Refused['code'], `photo_${string}`>) => new Refused(code, {}, 'photo')

function unreadable(): never {
  throw refused('photo_unreadable')
}
