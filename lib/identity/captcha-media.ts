import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

/** Outlines and spoken names of the captcha's characters; made by scripts/make-captcha.mjs. */
type Assets = { sampleRate: number; glyphs: Record<string, { path: string; width: number }>; speech: Record<string, string> }

let assets: Assets | undefined
function load(): Assets {
  assets ??= JSON.parse(fs.readFileSync(path.join(process.cwd(), 'lib/identity/captcha-assets.json'), 'utf8')) as Assets
  return assets
}

const inks = ['#0f4a55', '#425054', '#7a5208', '#2b6040']
const between = (low: number, high: number) => low + randomInt(1000) * ((high - low) / 1000)

/** A PNG of 240 × 96 pixels. Drawn from outlines: the server needs no font, and the page gets no vectors to read. */
export async function drawCaptcha(text: string): Promise<Buffer> {
  const { glyphs } = load()
  const letters = [...text].map((letter, i) => {
    const { path: outline, width } = glyphs[letter]!
    const size = between(0.056, 0.068)
    const place = `translate(${34 + i * 56 + between(-6, 6)} ${between(62, 76)}) rotate(${between(-22, 22)}) skewX(${between(-14, 14)})`
    return `<g transform="${place}"><path transform="scale(${size} ${-size}) translate(${-width / 2} 0)" d="${outline}" fill="${inks[randomInt(inks.length)]}"/></g>`
  })
  const wave = () =>
    `M-5 ${between(10, 86)}C${between(30, 80)} ${between(0, 96)} ${between(120, 170)} ${between(0, 96)} 245 ${between(10, 86)}`
  const lines = Array.from(
    { length: 5 },
    () => `<path d="${wave()}" fill="none" stroke="${inks[randomInt(inks.length)]}" stroke-width="${between(1.2, 2.8)}" opacity=".55"/>`,
  )
  const dots = Array.from(
    { length: 60 },
    () => `<circle cx="${between(0, 240)}" cy="${between(0, 96)}" r="${between(0.6, 1.8)}" fill="#857e70" opacity=".6"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="96"><rect width="240" height="96" fill="#f3efe6"/>${dots.join('')}${letters.join('')}${lines.join('')}</svg>`
  return sharp(Buffer.from(svg)).png({ compressionLevel: 9 }).toBuffer()
}

/** The same characters spoken one by one, as a WAV file, for those who cannot read the picture. */
export function speakCaptcha(text: string): Buffer {
  const { sampleRate, speech } = load()
  const silence = () => Buffer.alloc(Math.floor(sampleRate * between(0.35, 0.6)) * 2)
  const samples = Buffer.concat([...text].flatMap((letter) => [silence(), Buffer.from(speech[letter]!, 'base64')]).concat(silence()))
  for (let i = 0; i < samples.length; i += 2) samples.writeInt16LE(clamp(samples.readInt16LE(i) + randomInt(-180, 181)), i)
  return Buffer.concat([wavHeader(samples.length, sampleRate), samples])
}

const clamp = (value: number) => Math.max(-32768, Math.min(32767, value))

function wavHeader(bytes: number, rate: number): Buffer {
  const header = Buffer.alloc(44)
  header.write('RIFF', 0)
  header.writeUInt32LE(36 + bytes, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(bytes, 40)
  return header
}
