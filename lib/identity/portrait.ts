import sharp from 'sharp'
import { Refused } from '@/lib/shared/refused'
import { preparePicture } from './picture'

/** 二寸: 35 × 49 mm at 300 dots an inch, the size certificates are drawn for. */
const portraitSize = { width: 413, height: 579 }

export const maxPhotoBytes = 5 * 1024 * 1024
/** Half a portrait: less would print as a blur. */
const minSize = { width: 206, height: 289 }

/** The part of a photo that becomes the portrait, in hundredths of its width and height. */
export type Crop = { x: number; y: number; width: number; height: number }

/** An upload, until the person has chosen the part they want. @throws Refused(those of preparePicture) */
export const preparePhoto = (file: Buffer): Promise<Buffer> =>
  preparePicture(file, {
    what: 'photo',
    maxBytes: maxPhotoBytes,
    maxPixels: 24_000_000,
    min: [minSize.width, minSize.height],
    keep: 1600,
  })

/**
 * The portrait of a prepared photo: the part chosen, or without a choice the middle, a little above it where heads are.
 * @throws Refused('photo_too_small') when less than half a portrait was chosen
 */
export async function cutPortrait(prepared: Buffer, crop: Crop | null): Promise<Buffer> {
  const image = sharp(prepared)
  const size = await image.metadata()
  const area = crop ? chosenArea(size, crop) : middleArea(size)
  if (area.width < minSize.width / 2 || area.height < minSize.height / 2) throw new Refused('photo_too_small', {}, 'photo')
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
