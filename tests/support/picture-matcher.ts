import sharp from 'sharp'
import { loadGlyphs } from '@/lib/identity/captcha-media'

/**
 * Reads a picture as a program would that has the outlines: what is as dark as letters, each quarter of it laid over every outline at
 * several sizes and angles, in every place nearby.
 */

const [width, height] = [120, 48] // half of the picture: enough for a shape
const [wide, high] = [32, 40]

async function pixelsOf(image: Buffer, w: number, h: number): Promise<Float32Array> {
  const raw = await sharp(image).resize(w, h).greyscale().raw().toBuffer()
  return Float32Array.from({ length: w * h }, (_, i) => raw[i]!)
}

type Template = { letter: string; mask: Float32Array; weight: number }
let known: Promise<Template[]> | undefined

function templates(): Promise<Template[]> {
  known ??= Promise.all(
    Object.entries(loadGlyphs()).flatMap(([letter, { path, width: advance }]) =>
      [-20, -10, 0, 10, 20].flatMap((angle) =>
        [0.06].map(async (size) => {
          const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="80"><rect width="64" height="80" fill="#fff"/><g transform="translate(32 62) rotate(${angle})"><path transform="scale(${size} ${-size}) translate(${-advance / 2} 0)" d="${path}"/></g></svg>`
          const mask = (await pixelsOf(Buffer.from(svg), wide, high)).map((value) => (value < 128 ? 1 : 0))
          return { letter, mask, weight: mask.reduce((sum, value) => sum + value, 0) }
        }),
      ),
    ),
  )
  return known
}

export async function readPicture(png: Buffer, letters = 4): Promise<string> {
  const grey = await pixelsOf(png, width, height)
  const dark = grey.map((value) => (value < 110 ? 1 : 0))
  const all = await templates()
  let text = ''
  for (let i = 0; i < letters; i++) {
    const middle = (letters === 4 ? 34 + 56 * i : 20 + (200 / letters) * (i + 0.5)) / 2
    let best = { letter: '', score: -1 }
    for (const { letter, mask, weight } of all)
      for (let x = Math.round(middle) - 16 - 8; x <= middle - 16 + 8; x += 3)
        for (let y = -6; y <= 12; y += 2) {
          let both = 0
          let under = 0
          for (let row = 0; row < high; row++)
            for (let column = 0; column < wide; column++) {
              const [px, py] = [x + column, y + row]
              if (px < 0 || py < 0 || px >= width || py >= height) continue
              const ink = dark[py * width + px]!
              under += ink
              both += ink * mask[row * wide + column]!
            }
          const score = both / (weight + under - both)
          if (score > best.score) best = { letter, score }
        }
    text += best.letter
  }
  return text
}
