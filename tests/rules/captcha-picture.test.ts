import sharp from 'sharp'
import { expect, test } from 'vitest'
import { captchaAlphabet } from '@/lib/identity/captcha'
import { drawCaptcha, loadGlyphs } from '@/lib/identity/captcha-media'
import { readPicture } from '../support/picture-matcher'

function seeded(seed: number): () => number {
  let state = seed * 2654435761
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
const codes = (n: number) =>
  Array.from({ length: n }, (_, i) => [0, 1, 2, 3].map((k) => captchaAlphabet[(i * 5 + k * (3 + (i % 7)) + i * k) % 22]!).join(''))

/** As it was once: outlines turned and slanted, with thin half-transparent lines over them. */
function plain(text: string, random: () => number): Promise<Buffer> {
  const between = (low: number, high: number) => low + random() * (high - low)
  const letters = [...text].map((letter, i) => {
    const { path, width } = loadGlyphs()[letter]!
    const size = between(0.056, 0.068)
    const place = `translate(${34 + i * 56 + between(-6, 6)} ${between(62, 76)}) rotate(${between(-22, 22)}) skewX(${between(-14, 14)})`
    return `<g transform="${place}"><path transform="scale(${size} ${-size}) translate(${-width / 2} 0)" d="${path}" fill="#0f4a55"/></g>`
  })
  const lines = Array.from(
    { length: 5 },
    () =>
      `<path d="M-5 ${between(10, 86)}C60 ${between(0, 96)} 150 ${between(0, 96)} 245 ${between(10, 86)}" fill="none" stroke="#425054" stroke-width="${between(1.2, 2.8)}" opacity=".55"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="96"><rect width="240" height="96" fill="#f3efe6"/>${letters.join('')}${lines.join('')}</svg>`
  return sharp(Buffer.from(svg)).png().toBuffer()
}

async function solved(draw: typeof plain, n: number): Promise<number> {
  let right = 0
  for (const [i, text] of codes(n).entries()) if ((await readPicture(await draw(text, seeded(i)))) === text) right++
  return right / n
}

test('a matcher that has the outlines reads the plain picture', async () => {
  expect(await solved(plain, 8)).toBeGreaterThan(0.5)
}, 240_000)

test('and far fewer of ours', async () => {
  expect(await solved(drawCaptcha, 16)).toBeLessThan(0.4)
}, 240_000)
