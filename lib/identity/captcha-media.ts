import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

/** Outlines of the captcha's characters; made by scripts/make-captcha.mjs. */
type Assets = { glyphs: Record<string, { path: string; width: number }> }

let assets: Assets | undefined
export function loadGlyphs(): Assets['glyphs'] {
  assets ??= JSON.parse(fs.readFileSync(path.join(process.cwd(), 'lib/identity/captcha-assets.json'), 'utf8')) as Assets
  return assets.glyphs
}

const paper = '#f3efe6'
const inks = ['#0f4a55', '#425054', '#6d4a0a', '#2b6040']

/**
 * A PNG of 240 × 96 pixels. Drawn from outlines: the server needs no font, and the page gets no vectors to read. Every outline is bent
 * anew, and lines of the letters' own ink, and of the paper's, run through them: no colour or thickness tells them apart.
 */
export async function drawCaptcha(text: string, random = () => randomInt(2 ** 32) / 2 ** 32): Promise<Buffer> {
  const between = (low: number, high: number) => low + random() * (high - low)
  const glyphs = loadGlyphs()
  const ink = inks[Math.floor(random() * inks.length)]!
  const step = 200 / text.length
  const letters = [...text].map((letter, i) => {
    const { path: outline, width } = glyphs[letter]!
    const size = between(0.056, 0.066)
    const x = 20 + step * (i + 0.5) + between(-3, 3)
    const place = `translate(${x} ${between(60, 78)}) rotate(${between(-22, 22)}) skewX(${between(-12, 12)})`
    return `<g transform="${place}"><path transform="scale(${size * between(0.85, 1.1)} ${-size}) translate(${-width / 2} 0)" d="${bent(outline, between)}" fill="${ink}"/></g>`
  })
  const wave = () =>
    `M-5 ${between(16, 80)}C${between(30, 80)} ${between(0, 96)} ${between(120, 170)} ${between(0, 96)} 245 ${between(16, 80)}`
  const line = (colour: string, low: number, high: number) =>
    `<path d="${wave()}" fill="none" stroke="${colour}" stroke-width="${between(low, high)}"/>`
  const lines = [line(paper, 1.2, 1.8), ...Array.from({ length: 3 }, () => line(ink, 1.6, 2.6))]
  const dots = Array.from(
    { length: 70 },
    () => `<circle cx="${between(0, 240)}" cy="${between(0, 96)}" r="${between(0.6, 2)}" fill="${ink}" opacity="${between(0.4, 1)}"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="96"><rect width="240" height="96" fill="${paper}"/>${dots.join('')}${letters.join('')}${lines.join('')}</svg>`
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer()
}

/** The outline on paper that was pushed together here and there: each of its points moves along two waves. Units of 1000 to the em. */
function bent(outline: string, between: (low: number, high: number) => number): string {
  const waves = Array.from({ length: 4 }, () => ({ strength: between(-60, 60), length: between(110, 260), phase: between(0, 6.28) }))
  const push = (at: number, wave: (typeof waves)[number]) => wave.strength * Math.sin(at / wave.length + wave.phase)
  const [a, b, c, d] = waves as [(typeof waves)[0], (typeof waves)[0], (typeof waves)[0], (typeof waves)[0]]
  return outline.replace(/(-?[\d.]+)[ ,]+(-?[\d.]+)/g, (_, x: string, y: string) => {
    const [px, py] = [Number(x), Number(y)]
    return `${(px + push(py, a) + push(px, c) / 2).toFixed(0)} ${(py + push(px, b) + push(py, d) / 2).toFixed(0)}`
  })
}
