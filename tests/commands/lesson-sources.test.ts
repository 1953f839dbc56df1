import { spawnSync } from 'node:child_process'
import { createDecipheriv } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { mediaUploads } from '@/db/schema/catalog'
import { getLessonMedia, getStaffMediaKey } from '@/lib/catalog/lessons/queries'
import { transcodeUpload } from '@/lib/catalog/lessons/transcode'
import { storage } from '@/lib/shared/storage'
import { ffmpegIsHere, realTools, sendFile } from '../support/lessons'
import { aStaff } from '../support/staff'
import {
  apart,
  clip,
  cut,
  delayed,
  fewPictures,
  made,
  picture,
  resized,
  rewrapped,
  streamed,
  tone,
  turned,
  unsteady,
  withCover,
  withLongCaptions,
} from '../support/video-sources'
import { asSystem } from '../support/world'

const editor = () => aStaff('content_editor')

async function uploaded(bytes: Buffer) {
  const uploadId = await sendFile(editor(), bytes)
  await transcodeUpload(asSystem(), { uploadId }, realTools)
  const [row] = await db().select().from(mediaUploads).where(eq(mediaUploads.id, uploadId))
  return row!
}

/** What a player appends: the map and all segments of a quality, decrypted. */
async function played(mediaId: string, quality: string): Promise<Buffer> {
  const [key, list] = [await getStaffMediaKey(editor(), mediaId), await storage().get(`media/${mediaId}/${quality}.m3u8`)]
  const parts = [await storage().get(`media/${mediaId}/${quality}-init.mp4`)]
  for (const [, iv, name] of list!.toString().matchAll(/IV=0x([0-9a-f]{32})\n#EXTINF:[^\n]*\n([^\n]+)/g)) {
    const cipher = createDecipheriv('aes-128-cbc', key, Buffer.from(iv!, 'hex'))
    parts.push(cipher.update((await storage().get(`media/${mediaId}/${name}`))!), cipher.final())
  }
  return Buffer.concat(parts.map((part) => part!))
}

/** Where each track begins and ends, by its packets; and what the decoder says to it. */
function look(bytes: Buffer) {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'played-')), 'lesson.mp4')
  fs.writeFileSync(file, bytes)
  const shown = ['-show_entries', 'packet=codec_type,pts_time,duration_time', '-of', 'csv=p=0']
  const packets = spawnSync('ffprobe', ['-v', 'error', ...shown, file], { maxBuffer: 1e8 })
    .stdout.toString()
    .trim()
    .split('\n')
  const spans = ['video', 'audio'].map((kind) => {
    const times = packets.map((line) => line.split(',')).filter(([type]) => type === kind)
    return {
      kind,
      from: Math.min(...times.map(([, at]) => Number(at))),
      to: Math.max(...times.map(([, at, long]) => Number(at) + (Number(long) || 0))),
    }
  })
  const decoded = spawnSync('ffmpeg', ['-nostdin', '-v', 'error', '-i', file, '-f', 'null', '-'])
  fs.rmSync(path.dirname(file), { recursive: true })
  return { spans, complaints: String(decoded.stderr) }
}

type Row = [what: string, make: () => Buffer, seconds: number, best?: string]

const lessons: Row[] = [
  ['picture and sound of one length', () => clip(), 8, '320×240'],
  ['the sound ends before the picture', () => apart(12, 8), 12],
  ['the picture ends before the sound', () => apart(8, 12), 12],
  ['the sound begins late', () => delayed({ sound: 3 }), 11],
  ['the picture begins late', () => delayed({ picture: 3 }), 11],
  ['the picture begins late, by an edit list', () => delayed({ picture: 3 }, 'mp4'), 11],
  ['both begin late', () => delayed({ picture: 5, sound: 4 }), 9],
  ['times that begin at half a day', () => clip(8, 'ts', '-output_ts_offset', '43200'), 8],
  ['no sound', () => made(picture(8)), 8],
  ['two pictures in twenty seconds', fewPictures, 20, '640×360'],
  ['pictures of no steady pace', unsteady, 8],
  ['one picture a second', () => made([...picture(10, { rate: 1 }), ...tone(10)]), 10],
  ['sixty pictures a second', () => made([...picture(8, { rate: 60 }), ...tone(8)]), 8],
  ['points that are not square', () => made([...picture(8, { size: '480x576' }), ...tone(8), '-vf', 'setsar=64/45']), 8, '682×576'],
  ['a phone held upright', () => turned(clip()), 8, '240×320'],
  ['odd numbers of points', () => made([...picture(8, { size: '641x363' }), ...tone(8), '-c:v', 'libvpx'], 'webm'), 8, '640×362'],
  ['a recording in the browser, which says no length', () => streamed([...picture(8), ...tone(8), '-c:v', 'libvpx'], 'webm'), 8],
  ['an MP4 in fragments', () => clip(8, 'mp4', '-movflags', 'frag_keyframe+empty_moov'), 8],
  ['the first seconds cut off by an edit list', () => rewrapped(clip(12, 'mp4', '-g', '25'), ['-ss', '4'], []), 8],
  ['a cover before the video', withCover, 8, '320×240'],
  ['a picture that changes its size', resized, 8],
  ['captions that last longer than the video', withLongCaptions, 8],
  ['six channels of sound', () => clip(8, 'mp4', '-ac', '6'), 8],
  ['times that begin anew in the middle', () => Buffer.concat([clip(8, 'ts'), clip(8, 'ts')]), 16],
  ['hardly any sound', () => apart(8, 0.01), 8],
  ...['avi', 'flv', 'mpg', 'ts', 'wmv', 'mov', 'mkv', 'ogv'].map((kind): Row => [`.${kind}`, () => clip(8, kind), 8]),
]

const refused: [what: string, make: () => Buffer, says: RegExp][] = [
  ['an MP4 whose index stands in front, cut', () => cut(clip(8, 'mp4', '-movflags', '+faststart'), 0.6), /不完整/],
  ['the same, of which hardly anything is missing', () => cut(clip(8, 'mp4', '-movflags', '+faststart'), 0.97), /不完整/],
  ['an MP4 whose index would come at the end, cut', () => cut(clip(), 0.6), /不完整/],
  ['an MP4 in fragments, cut', () => cut(clip(8, 'mp4', '-movflags', 'frag_keyframe+empty_moov'), 0.6), /不完整/],
  ['an MKV, cut', () => cut(clip(8, 'mkv'), 0.6), /不完整/],
  ['an AVI, cut', () => cut(clip(8, 'avi'), 0.6), /不完整/],
  ['an FLV, cut', () => cut(clip(8, 'flv'), 0.6), /不完整/],
  ['a WMV, cut', () => cut(clip(8, 'wmv'), 0.6), /不完整/],
  ['sound alone', () => made(tone(8), 'm4a'), /没有画面/],
]

describe.skipIf(!ffmpegIsHere)('every lesson plays from 0 to its end, whatever came in', { timeout: 60_000 }, () => {
  test.each(lessons)('%s', async (_, make, seconds, best) => {
    const upload = await uploaded(make())
    expect(upload).toMatchObject({ failure: null, status: 'ready' })
    const { durationSeconds, qualities } = await getLessonMedia(editor(), upload.id)
    expect(durationSeconds).toBe(seconds)
    if (best) expect(qualities.at(-1)).toBe(best)
    for (const quality of qualities) {
      const lines = Math.min(...quality.split('×').map(Number))
      const { spans, complaints } = look(await played(upload.id, `${lines}p`))
      expect(complaints).toBe('')
      for (const { from, to } of spans) {
        expect(Math.abs(from)).toBeLessThan(0.1)
        expect(Math.abs(to - seconds)).toBeLessThan(0.2)
      }
      expect(Math.abs(spans[0]!.to - spans[1]!.to)).toBeLessThan(0.1)
    }
  })

  test.each(refused)('%s is refused with words', async (_, make, says) => {
    expect(await uploaded(make())).toMatchObject({ status: 'failed', mediaId: null, failure: expect.stringMatching(says) })
  })
})
