import { createCipheriv, createHash } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import { blindIndex } from '@/lib/shared/blind-index'
import { storage } from '@/lib/shared/storage'
import type { Rung } from './ladder'

export const noCaptions = 'WEBVTT\n'

/** The same in every try: files of a try that was killed, and of the one after it, open with one key. */
const keyOf = (lessonId: string) => Buffer.from(blindIndex('lesson', lessonId), 'base64url').subarray(0, 16)
const vectorOf = (name: string) => createHash('sha256').update(name).digest().subarray(0, 16)

/**
 * Stores the qualities that ffmpeg has made, their segments encrypted, and the list that names them (index.m3u8). AES-128-CBC over whole
 * segments (RFC 8216, 5.2); ffmpeg refuses to encrypt fMP4 itself. The key is named after the map, so that the map stays clear, and each
 * segment has an initialisation vector of its own, because all qualities share the key.
 * @param written told of every file before it is written, so that half a lesson can be removed
 * @returns the key
 */
export async function storeLesson(folder: string, lessonId: string, rungs: Rung[], written: (key: string) => void): Promise<Buffer> {
  const key = keyOf(lessonId)
  const prefix = `media/${lessonId}`
  const put = async (name: string, body: Buffer) => {
    written(`${prefix}/${name}`)
    await storage().put(`${prefix}/${name}`, body)
  }
  const lines = ['#EXTM3U', '#EXT-X-VERSION:7', '#EXT-X-INDEPENDENT-SEGMENTS']
  for (const { name, width, height } of rungs) {
    const playlist = await fs.readFile(path.join(folder, `${name}.m3u8`), 'utf8')
    await put(`${name}-init.mp4`, await fs.readFile(path.join(folder, `${name}-init.mp4`)))
    const encrypted: string[] = []
    let [seconds, peak] = [0, 0]
    for (const line of playlist.split('\n')) {
      if (line.startsWith('#EXTINF:')) seconds = Number.parseFloat(line.slice(8))
      if (!line || line.startsWith('#')) {
        encrypted.push(line)
        continue
      }
      const iv = vectorOf(path.basename(line))
      const cipher = createCipheriv('aes-128-cbc', key, iv)
      const body = Buffer.concat([cipher.update(await fs.readFile(path.join(folder, path.basename(line)))), cipher.final()])
      await put(path.basename(line), body)
      // Before the segment's own #EXTINF, which was just written down.
      encrypted.splice(encrypted.length - 1, 0, `#EXT-X-KEY:METHOD=AES-128,URI="key",IV=0x${iv.toString('hex')}`)
      encrypted.push(path.basename(line))
      peak = Math.max(peak, (8 * body.length) / Math.max(seconds, 0.5))
    }
    await put(`${name}.m3u8`, Buffer.from(encrypted.join('\n')))
    lines.push(`#EXT-X-STREAM-INF:BANDWIDTH=${Math.ceil(peak)},RESOLUTION=${width}x${height}`, `${name}.m3u8`)
  }
  await put('captions.vtt', Buffer.from(noCaptions))
  await put('index.m3u8', Buffer.from(`${lines.join('\n')}\n`))
  return key
}
