import { createCipheriv } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { media } from '@/db/schema/catalog'
import { seedMedia } from '@/db/seed/media'
import { type CheckedLesson, checkLessons } from '@/lib/catalog/lessons/check-lessons'
import { getStaffMediaKey } from '@/lib/catalog/lessons/queries'
import { transcodeUpload } from '@/lib/catalog/lessons/transcode'
import { storage } from '@/lib/shared/storage'
import { ffmpegIsHere, realTools, realVideo, sendFile } from '../support/lessons'
import { aStaff } from '../support/staff'
import { apart, made, picture, rewrapped } from '../support/video-sources'
import { asSystem } from '../support/world'

async function faultsOf(ids: string[]): Promise<CheckedLesson[]> {
  const told: CheckedLesson[] = []
  await checkLessons(asSystem(), realTools, (lesson) => void told.push(lesson), ids)
  return told
}

/** Another video in the one segment of a quality, as lessons of old were stored. */
async function putInstead(id: string, quality: string, video: Buffer): Promise<void> {
  const file = rewrapped(video, [], ['-movflags', 'empty_moov+default_base_moof'])
  const body = file.indexOf('moof') - 4
  await storage().put(`media/${id}/${quality}-init.mp4`, file.subarray(0, body))
  await putSegment(id, quality, file.subarray(body))
}

async function putSegment(id: string, quality: string, bytes: Buffer): Promise<void> {
  const list = (await storage().get(`media/${id}/${quality}.m3u8`))!.toString()
  const [, iv, name] = /IV=0x(\w{32})\n#EXTINF[^\n]*\n(\S+)/.exec(list)!
  const cipher = createCipheriv('aes-128-cbc', await getStaffMediaKey(aStaff('content_editor'), id), Buffer.from(iv!, 'hex'))
  await storage().put(`media/${id}/${name}`, Buffer.concat([cipher.update(bytes), cipher.final()]))
}

describe.skipIf(!ffmpegIsHere)('lessons:check', { timeout: 60_000 }, () => {
  test('the lessons of the demo play to their end', async () => {
    const ids = [...(await seedMedia(asSystem())).values()]
    const checked = await faultsOf(ids)
    expect(checked).toHaveLength(ids.length)
    expect(checked.filter(({ faults }) => faults.length)).toEqual([])
  })

  test('one that was made without sound plays as well', async () => {
    const id = await sendFile(aStaff('content_editor'), realVideo({ width: 320, height: 240, seconds: 8 }))
    await transcodeUpload(asSystem(), { uploadId: id }, realTools)
    await putInstead(id, '240p', made([...picture(8), '-pix_fmt', 'yuv420p']))
    expect(await faultsOf([id])).toMatchObject([{ id, faults: [] }])
  })

  const prefix = (id: string) => `media/${id}`
  const faults: [string, (id: string) => Promise<void>, RegExp][] = [
    ['a segment is missing', (id) => storage().remove(`${prefix(id)}/480p-0.m4s`), /^480p: 480p-0\.m4s is missing/],
    [
      'a segment is encrypted otherwise',
      async (id) => storage().put(`${prefix(id)}/720p-0.m4s`, Buffer.alloc(1600, 3)),
      /^720p: .* does not open with its key/,
    ],
    ['a wrong key leaves a right end', (id) => putSegment(id, '720p', Buffer.alloc(1600, 3)), /^720p: .* does not open with its key/],
    ['its list is missing', (id) => storage().remove(`${prefix(id)}/index.m3u8`), /index\.m3u8 is missing/],
    [
      'it is said to be longer than it is',
      async (id) => void (await db().update(media).set({ durationSeconds: 30 }).where(eq(media.id, id))),
      /said to last 30 s, and plays 8 s/,
    ],
    ['tracks end apart', (id) => putInstead(id, '480p', apart(8, 5)), /^480p: tracks end apart: picture 8\S* s, sound 5/],
  ]
  test.each(faults)('%s', async (_, spoil, says) => {
    const id = await sendFile(aStaff('content_editor'), realVideo({ seconds: 8 }))
    await transcodeUpload(asSystem(), { uploadId: id }, realTools)
    expect(await faultsOf([id])).toMatchObject([{ id, faults: [] }])
    await spoil(id)
    const [checked] = await faultsOf([id])
    expect(checked!.faults.join('\n')).toMatch(says)
  })
})
