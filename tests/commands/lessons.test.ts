import { spawn } from 'node:child_process'
import { createDecipheriv } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { asc, eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { auditLog } from '@/db/schema/audit'
import { media, mediaUploads } from '@/db/schema/catalog'
import { removeCaptions, setCaptions } from '@/lib/catalog/lessons/change-lesson'
import { cancelUpload, forgetOldUploads, forgetPieces, retryUpload } from '@/lib/catalog/lessons/end-upload'
import { getLessonMedia, getStaffMediaKey, getUpload, listUploads } from '@/lib/catalog/lessons/queries'
import { receivePiece } from '@/lib/catalog/lessons/receive-piece'
import { startUpload } from '@/lib/catalog/lessons/start-upload'
import { resumeTranscoding, transcodeUpload } from '@/lib/catalog/lessons/transcode'
import { pieceBytes, pieceKey } from '@/lib/catalog/lessons/upload-rules'
import { env } from '@/lib/shared/env'
import { NotFound } from '@/lib/shared/not-found'
import { storage } from '@/lib/shared/storage'
import { days, later } from '@/lib/shared/time'
import { fakeTools, fakeVideo, ffmpegIsHere, realTools, realVideo, sendFile } from '../support/lessons'
import { aStaff } from '../support/staff'
import { asSystem, noon } from '../support/world'

const editor = () => aStaff('content_editor')
const stored = async (key: string) => (await storage().get(key))?.toString() ?? null
const uploadOf = async (id: string) => (await db().select().from(mediaUploads).where(eq(mediaUploads.id, id)))[0]
const deeds = async (id: string) =>
  (await db().select({ action: auditLog.action }).from(auditLog).where(eq(auditLog.subjectId, id)).orderBy(asc(auditLog.action))).map(
    ({ action }) => action,
  )

/** A file of two whole pieces and a little more. */
const threePieces = Buffer.alloc(2 * pieceBytes + 1234, 7)
const pieceOf = (bytes: Buffer, offset: number) => bytes.subarray(offset, offset + pieceBytes)

describe('a file comes in pieces', () => {
  test('each piece goes on where the last one ended, and the last one sets the lesson waiting', async () => {
    const me = editor()
    const uploadId = await startUpload(me, { fileName: '安全.mp4', sizeBytes: threePieces.length })
    expect(await receivePiece(me, { uploadId, offset: 0, bytes: pieceOf(threePieces, 0) })).toBe(pieceBytes)
    expect(await getUpload(me, uploadId)).toMatchObject({ receivedBytes: pieceBytes, status: 'receiving' })
    await receivePiece(me, { uploadId, offset: pieceBytes, bytes: pieceOf(threePieces, pieceBytes) })
    await receivePiece(me, { uploadId, offset: 2 * pieceBytes, bytes: pieceOf(threePieces, 2 * pieceBytes) })
    expect(await getUpload(me, uploadId)).toMatchObject({ receivedBytes: threePieces.length, status: 'waiting' })
    expect(await deeds(uploadId)).toEqual(['lesson.receive', 'lesson.upload'])
  })

  test.each([
    ['a piece that was received already', 0, pieceBytes, 'upload_offset'],
    ['a piece that leaves a gap', 2 * pieceBytes, 1234, 'upload_offset'],
    ['a piece that is too short', pieceBytes, pieceBytes - 1, 'upload_piece'],
    ['a piece that is too long', pieceBytes, pieceBytes + 1, 'upload_piece'],
    ['an empty piece', pieceBytes, 0, 'upload_piece'],
  ])('%s is refused and changes nothing', async (_, offset, length, code) => {
    const me = editor()
    const uploadId = await startUpload(me, { fileName: 'a.mp4', sizeBytes: threePieces.length })
    await receivePiece(me, { uploadId, offset: 0, bytes: pieceOf(threePieces, 0) })
    await expect(receivePiece(me, { uploadId, offset, bytes: Buffer.alloc(length) })).rejects.toMatchObject({ code })
    expect(await getUpload(me, uploadId)).toMatchObject({ receivedBytes: pieceBytes })
  })

  test('of two senders of one piece only one is heard, and the file is whole', async () => {
    const me = editor()
    const uploadId = await startUpload(me, { fileName: 'a.mp4', sizeBytes: threePieces.length })
    const send = (offset: number) => receivePiece(me, { uploadId, offset, bytes: pieceOf(threePieces, offset) })
    const outcomes = await Promise.allSettled([send(0), send(0), send(0)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected'])
    await send(pieceBytes)
    await send(2 * pieceBytes)
    await expect(send(0)).rejects.toMatchObject({ code: 'upload_complete' })
  })

  test("somebody else's upload is not there; neither is any without the right", async () => {
    const me = editor()
    const uploadId = await startUpload(me, { fileName: 'a.mp4', sizeBytes: 10 })
    const piece = { uploadId, offset: 0, bytes: Buffer.alloc(10) }
    for (const ctx of [editor(), aStaff('auditor'), asSystem()]) {
      await expect(receivePiece(ctx, piece)).rejects.toThrow(NotFound)
      await expect(getUpload(ctx, uploadId)).rejects.toThrow(NotFound)
    }
    for (const ctx of [aStaff('auditor'), aStaff('finance'), asSystem()]) {
      await expect(startUpload(ctx, { fileName: 'a.mp4', sizeBytes: 10 })).rejects.toThrow(NotFound)
      await expect(cancelUpload(ctx, uploadId)).rejects.toThrow(NotFound)
    }
  })

  test('nothing empty, nothing beyond the limit, and not endlessly many at once', async () => {
    const me = editor()
    await expect(startUpload(me, { fileName: 'a.mp4', sizeBytes: 0 })).rejects.toMatchObject({ code: 'upload_empty' })
    const tooMuch = env().lessonMaxBytes + 1
    await expect(startUpload(me, { fileName: 'a.mp4', sizeBytes: tooMuch })).rejects.toMatchObject({
      code: 'upload_large',
      facts: { size: 4096 },
    })
    for (let i = 0; i < 20; i++) await startUpload(me, { fileName: 'a.mp4', sizeBytes: 10 })
    await expect(startUpload(me, { fileName: 'a.mp4', sizeBytes: 10 })).rejects.toMatchObject({ code: 'uploads_waiting' })
  })

  test('what was given up, and what nobody goes on sending, leaves nothing behind', async () => {
    const me = editor()
    const started = await Promise.all([1, 2].map(() => startUpload(me, { fileName: 'a.mp4', sizeBytes: threePieces.length })))
    for (const uploadId of started) await receivePiece(me, { uploadId, offset: 0, bytes: pieceOf(threePieces, 0) })
    await cancelUpload(me, started[0]!)
    await forgetOldUploads(asSystem(later(noon, days(6))))
    expect(await uploadOf(started[1]!)).toBeDefined()
    await forgetOldUploads(asSystem(later(noon, days(8))))
    for (const uploadId of started) {
      expect(await uploadOf(uploadId)).toBeUndefined()
      await forgetPieces(uploadId, threePieces.length) // as the job does
      expect(await storage().get(pieceKey(uploadId, 0))).toBeNull()
    }
  })
})

/** The segments of one quality as they come out of the player's decryption. */
async function decrypted(mediaId: string, quality: string): Promise<Buffer[]> {
  const key = await getStaffMediaKey(editor(), mediaId)
  const list = (await stored(`media/${mediaId}/${quality}.m3u8`))!
  expect(list.indexOf('#EXT-X-MAP')).toBeLessThan(list.indexOf('#EXT-X-KEY'))
  const segments = [...list.matchAll(/IV=0x([0-9a-f]{32})\n#EXTINF:[^\n]*\n([^\n]+)/g)]
  expect(new Set(segments.map(([, iv]) => iv)).size).toBe(segments.length)
  return Promise.all(
    segments.map(async ([, iv, name]) => {
      const cipher = createDecipheriv('aes-128-cbc', key, Buffer.from(iv!, 'hex'))
      return Buffer.concat([cipher.update((await storage().get(`media/${mediaId}/${name}`))!), cipher.final()])
    }),
  )
}

const kinds = [
  { kind: 'stand-in', tools: fakeTools, video: fakeVideo },
  ...(ffmpegIsHere ? [{ kind: 'real', tools: realTools, video: realVideo }] : []),
]

describe.each(kinds)('transcoding with the $kind ffmpeg', ({ kind, tools, video }) => {
  test('a video becomes an encrypted lesson of two qualities; its file goes', { timeout: 60_000 }, async () => {
    const me = editor()
    const bytes = video({ seconds: 3 })
    const uploadId = await sendFile(me, bytes)
    await transcodeUpload(asSystem(), { uploadId }, tools)
    expect(await uploadOf(uploadId)).toMatchObject({ status: 'ready', mediaId: uploadId, progressPercent: 100, failure: null })
    const lesson = await getLessonMedia(me, uploadId)
    expect(lesson).toMatchObject({ title: '第一章 测试', captions: 0, qualities: ['854×480', '1280×720'] })
    expect(lesson.durationSeconds).toBeGreaterThan(1)
    expect(await stored(`media/${uploadId}/index.m3u8`)).toMatch(/BANDWIDTH=\d+,RESOLUTION=854x480\n480p\.m3u8\n.*\n720p\.m3u8/)
    for (const quality of ['480p', '720p']) {
      const [first] = await decrypted(uploadId, quality)
      expect(first!.subarray(4, 8).toString()).toMatch(/styp|moof/)
    }
    if (kind === 'stand-in') expect((await decrypted(uploadId, '480p'))[0]).toEqual(fs.readFileSync('db/seed/media/cpr/seg-0.m4s'))
    expect(fs.existsSync(path.join(env().dataDir, 'transcoding', uploadId))).toBe(false)
    expect(await deeds(uploadId)).toEqual(['lesson.ready', 'lesson.receive', 'lesson.upload'])
    await transcodeUpload(asSystem(), { uploadId }, tools) // the queue may deliver twice
    expect(await db().select().from(media).where(eq(media.id, uploadId))).toHaveLength(1)
  })

  test('what is smaller than a quality is not made larger', { timeout: 60_000 }, async () => {
    const uploadId = await sendFile(editor(), video({ width: 320, height: 240, seconds: 3 }))
    await transcodeUpload(asSystem(), { uploadId }, tools)
    expect((await getLessonMedia(editor(), uploadId)).qualities).toEqual(['320×240'])
  })

  test.each([
    ['a web page', Buffer.from('<html><body>视频</body></html>')],
    ['random bytes', Buffer.alloc(5000, '\x93q\x01')],
    ['a list of other files', Buffer.from("ffconcat version 1.0\nfile '/etc/passwd'\nduration 5\n")],
    [
      'a playlist of another machine',
      Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nhttp://127.0.0.1:1/a.ts\n#EXT-X-ENDLIST\n'),
    ],
    ['a playlist of a file of ours', Buffer.from('#EXTM3U\n#EXT-X-TARGETDURATION:6\n#EXTINF:6,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n')],
    ['a drawing', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><image href="file:///etc/passwd"/></svg>')],
  ])('%s is no video, and the editor is told so', async (_, bytes) => {
    const uploadId = await sendFile(editor(), bytes)
    await transcodeUpload(asSystem(), { uploadId }, tools)
    expect(await uploadOf(uploadId)).toMatchObject({ status: 'failed', mediaId: null, failure: expect.stringContaining('这不是视频文件') })
    expect(await storage().get(`media/${uploadId}/index.m3u8`)).toBeNull()
  })
})

describe('what cannot become a lesson', () => {
  test('without ffmpeg the page says so, and after it was installed the same file is tried again', async () => {
    const me = editor()
    const uploadId = await sendFile(me, fakeVideo())
    await transcodeUpload(asSystem(), { uploadId }, { ffmpeg: '/nowhere/ffmpeg', ffprobe: '/nowhere/ffprobe' })
    const [shown] = (await listUploads(me)).filter(({ id }) => id === uploadId)
    expect(shown).toMatchObject({ status: 'failed', failure: expect.stringContaining('服务器上没有安装 ffmpeg') })
    await retryUpload(me, uploadId)
    await expect(retryUpload(me, uploadId)).rejects.toMatchObject({ code: 'upload_not_failed' })
    await transcodeUpload(asSystem(), { uploadId }, fakeTools)
    expect(await uploadOf(uploadId)).toMatchObject({ status: 'ready' })
    await expect(cancelUpload(me, uploadId)).rejects.toMatchObject({ code: 'upload_busy' })
  })

  test.each([
    ['too large a picture', { width: 30_000, height: 30_000 }, '30000×30000'],
    ['a strip of a picture', { width: 8000, height: 2 }, '8000×2'],
    ['too long', { seconds: 5 * 3600 }, '超过 4 小时'],
    ['nothing to see', { seconds: 0 }, '不到 1 秒'],
    ['sound alone', { width: 0 }, '只有声音，没有画面'],
    ['damaged within', { broken: true }, '不能转码'],
  ])('%s', async (_, shape, says) => {
    const uploadId = await sendFile(editor(), fakeVideo(shape))
    await transcodeUpload(asSystem(), { uploadId }, fakeTools)
    expect(await uploadOf(uploadId)).toMatchObject({ status: 'failed', failure: expect.stringContaining(says) })
    expect(await deeds(uploadId)).toContain('lesson.fail')
  })

  test('a piece that was lost is an error of ours: it is logged, and the editor may try again', async () => {
    const uploadId = await sendFile(editor(), fakeVideo())
    await storage().remove(pieceKey(uploadId, 0))
    await expect(transcodeUpload(asSystem(), { uploadId }, fakeTools)).rejects.toThrow('piece 0')
    expect(await uploadOf(uploadId)).toMatchObject({ status: 'failed', failure: expect.stringContaining('意外错误') })
  })
})

test('killed in the middle, a transcoding is taken up again and what was left of it goes', async () => {
  const uploadId = await sendFile(editor(), fakeVideo())
  const folder = path.join(env().dataDir, 'transcoding', uploadId)
  // What a server that was killed leaves: a row that says it works, half a file, and ffmpeg still running.
  await db().update(mediaUploads).set({ status: 'transcoding', progressPercent: 40, updatedAt: noon }).where(eq(mediaUploads.id, uploadId))
  fs.mkdirSync(folder, { recursive: true })
  fs.writeFileSync(path.join(folder, 'source'), fakeVideo({ endless: true }))
  const args = ['-nostdin', '-protocol_whitelist', 'file', '-format_whitelist', 'mov', '-i', `file:${folder}/source`]
  const orphan = spawn(fakeTools.ffmpeg, args, { stdio: 'ignore' })
  const gone = new Promise((resolve) => orphan.once('exit', (_, signal) => resolve(signal)))
  fs.writeFileSync(path.join(folder, 'pid'), String(orphan.pid))

  await transcodeUpload(asSystem(later(noon, 30_000)), { uploadId }, fakeTools) // it may still be alive
  expect(await uploadOf(uploadId)).toMatchObject({ status: 'transcoding' })
  const after = asSystem(later(noon, 90_000))
  await resumeTranscoding(after)
  expect(await uploadOf(uploadId)).toMatchObject({ status: 'waiting' })
  await transcodeUpload(after, { uploadId }, fakeTools)
  expect(await uploadOf(uploadId)).toMatchObject({ status: 'ready' })
  expect(await gone).toBe('SIGKILL')
  expect(fs.existsSync(folder)).toBe(false)
})

describe('captions', () => {
  const lesson = async () => {
    const mediaId = await sendFile(editor(), fakeVideo())
    await transcodeUpload(asSystem(), { uploadId: mediaId }, fakeTools)
    return mediaId
  }
  const srt = '1\r\n00:00:01,000 --> 00:00:03,500\r\n<i>大家好</i>\r\n\r\n2\r\n00:00:04,000 --> 00:00:06,000\r\n今天学习\r\n用电安全\r\n'

  test('.srt as offices save it becomes .vtt; it can be taken away again', async () => {
    const [me, mediaId] = [editor(), await lesson()]
    expect(await setCaptions(me, { mediaId, file: Buffer.from(`\ufeff${srt}`) })).toBe(2)
    expect(await stored(`media/${mediaId}/captions.vtt`)).toBe(
      'WEBVTT\n\n00:00:01.000 --> 00:00:03.500\n大家好\n\n00:00:04.000 --> 00:00:06.000\n今天学习\n用电安全',
    )
    expect((await getLessonMedia(me, mediaId)).captions).toBe(2)
    await removeCaptions(me, mediaId)
    expect(await stored(`media/${mediaId}/captions.vtt`)).toBe('WEBVTT\n')
  })

  test.each([
    ['a picture', Buffer.from('\x89PNG\r\n\x1a\n\0\0', 'latin1'), 'captions_unreadable'],
    ['a list without times', Buffer.from('WEBVTT\n\n大家好\n'), 'captions_none'],
    ['times that go backwards', Buffer.from('WEBVTT\n\n00:05.000 --> 00:01.000\n大家好\n'), 'captions_backwards'],
  ])('%s is refused', async (_, file, code) => {
    await expect(setCaptions(editor(), { mediaId: await lesson(), file })).rejects.toMatchObject({ code })
  })

  test('whoever only reads changes none', async () => {
    const mediaId = await lesson()
    await expect(setCaptions(aStaff('auditor'), { mediaId, file: Buffer.from(srt) })).rejects.toThrow(NotFound)
    await expect(removeCaptions(aStaff('region_manager'), mediaId)).rejects.toThrow(NotFound)
  })
})
