import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { cutPortrait, preparePhoto } from '@/lib/identity/portrait'
import { outcome } from '../support/outcome'
import { aPhoto, pngOf } from '../support/photos'

const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="900" height="900"><rect width="900" height="900"/></svg>')
const noise = (n: number) => Buffer.from(Array.from({ length: n }, (_, i) => (i * 7919) % 256))

describe('a photo is refused, with its reason', () => {
  test.each<[string, () => Buffer | Promise<Buffer>, string]>([
    ['nothing', () => Buffer.alloc(0), 'photo_missing'],
    ['5 MB and a byte', () => Buffer.alloc(5 * 1024 * 1024 + 1, 0xff), 'photo_too_large'],
    ['a PDF', () => Buffer.from('%PDF-1.7 ...'), 'photo_type'],
    ['an SVG', () => svg, 'photo_type'],
    ['an SVG that begins like a PNG', () => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), svg]), 'photo_unreadable'],
    ['a GIF', () => sharp(svg).gif().toBuffer(), 'photo_type'],
    ['a TIFF', () => sharp(svg).tiff().toBuffer(), 'photo_type'],
    ['noise that begins like a JPEG', () => Buffer.concat([Buffer.from('ffd8ffe0', 'hex'), noise(9000)]), 'photo_unreadable'],
    ['the first half of a JPEG', async () => aPhoto().then((whole) => whole.subarray(0, whole.length / 2)), 'photo_unreadable'],
    ['a PNG of 30000 × 30000 in a few bytes', () => pngOf(30_000, 30_000), 'photo_too_many_pixels'],
    ['a PNG whose header says one size and whose body has another', () => pngOf(4000, 4000, Buffer.alloc(40)), 'photo_unreadable'],
    ['one pixel row over 24 million', () => pngOf(6000, 4001), 'photo_too_many_pixels'],
    ['a stamp of 100 × 140', () => aPhoto({ width: 100, height: 140 }), 'photo_too_small'],
    ['a strip', () => aPhoto({ width: 2000, height: 100 }), 'photo_too_small'],
    ['an animated WebP', animatedWebp, 'photo_animated'],
    ['an animated PNG', async () => animated(await aPhoto({ format: 'png' })), 'photo_animated'],
  ])('%s', async (_, file, code) => {
    expect(await outcome(preparePhoto(await file()))).toBe(code)
  })
})

async function animatedWebp() {
  const frames = await Promise.all([
    aPhoto({ format: 'png' }),
    sharp(await aPhoto())
      .negate()
      .png()
      .toBuffer(),
  ])
  return sharp(frames, { join: { animated: true } })
    .webp()
    .toBuffer()
}

/** With an animation's control chunk after the header, as encoders write it. */
function animated(png: Buffer): Buffer {
  const chunk = Buffer.alloc(20)
  chunk.writeUInt32BE(8, 0)
  chunk.write('acTL', 4)
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}

describe('a photo is made plain', () => {
  test.each(['jpeg', 'png', 'webp'] as const)('a %s becomes a JPEG', async (format) => {
    expect(await sharp(await preparePhoto(await aPhoto({ format }))).metadata()).toMatchObject({ format: 'jpeg', width: 600, height: 800 })
  })

  test('24 million pixels are just enough, and come down to 1600 a side', async () => {
    const row = Buffer.alloc(1 + 6000 * 3, 200)
    row[0] = 0
    const body = deflateSync(Buffer.concat(Array.from({ length: 4000 }, () => row)))
    expect(await sharp(await preparePhoto(pngOf(6000, 4000, body))).metadata()).toMatchObject({ width: 1600, height: 1067 })
  })

  test('turned as the camera was held; place, camera and owner are forgotten', async () => {
    const lying = await sharp(await aPhoto({ width: 800, height: 600 }))
      .withExif({ IFD0: { Make: 'PhoneMaker', Orientation: '6' }, IFD3: { GPSLatitude: '39/1 38/1 0/1' } })
      .withMetadata({ orientation: 6 })
      .toBuffer()
    expect((await sharp(lying).metadata()).exif).toBeDefined()
    const plain = await preparePhoto(lying)
    const { width, height, orientation, exif, icc, xmp } = await sharp(plain).metadata()
    expect({ width, height, orientation, exif, icc, xmp }).toEqual({ width: 600, height: 800 })
    expect(plain.includes('PhoneMaker')).toBe(false)
  })

  test('what was transparent is white', async () => {
    const clear = await sharp({ create: { width: 600, height: 800, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer()
    const { data } = await sharp(await preparePhoto(clear))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([data[0], data[1], data[2]]).toEqual([255, 255, 255])
  })
})

describe('a portrait', () => {
  /** Left half red, right half blue. */
  const halves = async () => {
    const red = await sharp({ create: { width: 500, height: 700, channels: 3, background: '#ff0000' } })
      .png()
      .toBuffer()
    return sharp({ create: { width: 1000, height: 700, channels: 3, background: '#0000ff' } })
      .composite([{ input: red, left: 0, top: 0 }])
      .jpeg()
      .toBuffer()
  }
  const colourAt = async (jpeg: Buffer, x: number) => {
    const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true })
    const at = (290 * info.width + x) * 3
    return data[at]! > 128 ? 'red' : 'blue'
  }

  test('has the standard size whatever the photo was', async () => {
    for (const shape of [
      { width: 600, height: 800 },
      { width: 2000, height: 700 },
      { width: 700, height: 2000 },
    ]) {
      const portrait = await cutPortrait(await preparePhoto(await aPhoto(shape)), null)
      expect(await sharp(portrait).metadata()).toMatchObject({ format: 'jpeg', width: 413, height: 579 })
    }
  })

  test('is the part that was chosen, else the middle', async () => {
    const photo = await halves()
    const left = await cutPortrait(photo, { x: 0, y: 0, width: 49.9, height: 100 })
    expect([await colourAt(left, 5), await colourAt(left, 408)]).toEqual(['red', 'red'])
    const middle = await cutPortrait(photo, null)
    expect([await colourAt(middle, 5), await colourAt(middle, 408)]).toEqual(['red', 'blue'])
  })

  test('stays within the photo, whatever a forged form asks for', async () => {
    const photo = await halves()
    for (const crop of [
      { x: -50, y: -50, width: 500, height: 500 },
      { x: 40, y: 40, width: 100, height: 100 },
    ])
      expect(await sharp(await cutPortrait(photo, crop)).metadata()).toMatchObject({ width: 413, height: 579 })
    expect(await outcome(cutPortrait(photo, { x: 99, y: 99, width: 1, height: 1 }))).toBe('photo_too_small')
  })
})
