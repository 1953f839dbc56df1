import { createCipheriv, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { uuidv7 } from '@/db/id'
import { media } from '@/db/schema/catalog'
import { encryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import { type Clip, clipTitles } from './clips'

const folder = path.join(process.cwd(), 'db/seed/media')

/** Imports the demo lessons as an upload would be: segments encrypted with a fresh key each, the duration read from the playlist. */
export async function seedMedia(ctx: Ctx): Promise<Map<string, string>> {
  const byClip = new Map<string, string>()
  for (const clip of fs.readdirSync(folder).sort()) {
    const key = randomBytes(16)
    const storagePrefix = `media/${clip}`
    const playlist = fs.readFileSync(path.join(folder, clip, 'index.m3u8'), 'utf8')
    await storeEncrypted(path.join(folder, clip), storagePrefix, playlist, key)
    const id = uuidv7()
    const durationSeconds = Math.floor(playlistSeconds(playlist))
    await ctx.db.insert(media).values({
      id,
      title: clipTitles[clip as Clip],
      storagePrefix,
      durationSeconds,
      keyCipher: encryptColumn('media.key_cipher', { id }, key),
    })
    byClip.set(clip, id)
  }
  return byClip
}

const playlistSeconds = (playlist: string) => [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].reduce((sum, match) => sum + Number(match[1]), 0)

/**
 * AES-128-CBC over whole segments, the initialisation vector being the segment's number (RFC 8216, 5.2). The key is named
 * after the map, so that init.mp4 stays clear.
 */
async function storeEncrypted(from: string, prefix: string, playlist: string, key: Buffer) {
  const store = storage()
  const lines: string[] = []
  let sequence = 0
  for (const line of playlist.split('\n')) {
    lines.push(line)
    if (line.startsWith('#EXT-X-MAP')) {
      await store.put(`${prefix}/init.mp4`, fs.readFileSync(path.join(from, 'init.mp4')))
      lines.push('#EXT-X-KEY:METHOD=AES-128,URI="key"')
    } else if (line && !line.startsWith('#')) {
      const iv = Buffer.alloc(16)
      iv.writeUInt32BE(sequence++, 12)
      const cipher = createCipheriv('aes-128-cbc', key, iv)
      await store.put(`${prefix}/${line}`, Buffer.concat([cipher.update(fs.readFileSync(path.join(from, line))), cipher.final()]))
    }
  }
  await store.put(`${prefix}/index.m3u8`, Buffer.from(lines.join('\n')))
  await store.put(`${prefix}/captions.vtt`, fs.readFileSync(path.join(from, 'captions.vtt')))
}
