import { deflateSync } from 'node:zlib'
import sharp from 'sharp'

type Shape = { width?: number; height?: number; format?: 'jpeg' | 'png' | 'webp' }

/** Something drawn, as a photo of this size and format. */
export function aPhoto({ width = 600, height = 800, format = 'jpeg' }: Shape = {}): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 60 80" preserveAspectRatio="none">
    <rect width="60" height="80" fill="#dfe8ec"/><ellipse cx="30" cy="34" rx="13" ry="17" fill="#edd3bf"/><path d="M6 80c2-20 48-20 48 0z" fill="#33474d"/></svg>`
  return sharp(Buffer.from(svg))[format]().toBuffer()
}

/** A PNG that says it has this size, with a body of one's own making: what a bomb looks like. */
export function pngOf(width: number, height: number, body: Buffer = deflateSync(Buffer.alloc(1000))): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), data])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length, 0)
  frame.writeUInt32BE(crc32(named), 4)
  return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)])
}

function crc32(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return ~crc >>> 0
}
