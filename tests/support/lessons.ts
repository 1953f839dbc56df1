import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Tools } from '@/lib/catalog/lessons/ffmpeg'
import { receivePiece } from '@/lib/catalog/lessons/receive-piece'
import { startUpload } from '@/lib/catalog/lessons/start-upload'
import { pieceBytes } from '@/lib/catalog/lessons/upload-rules'
import type { Ctx } from '@/lib/shared/context'

const stand = (name: string) => path.resolve('tests/support/tools', name)

/** They do for their kind of file what the real ones do for videos; so the pipeline is proved where there is no ffmpeg. */
export const fakeTools: Tools = { ffmpeg: stand('fake-ffmpeg.cjs'), ffprobe: stand('fake-ffprobe.cjs') }
export const realTools: Tools = { ffmpeg: 'ffmpeg', ffprobe: 'ffprobe' }
export const ffmpegIsHere = ['ffmpeg', 'ffprobe'].every((name) => spawnSync(name, ['-version']).status === 0)

type Shape = { width?: number; height?: number; seconds?: number; endless?: boolean; broken?: boolean }

/** What the fake tools take for a video. */
export const fakeVideo = ({ width = 1280, height = 720, seconds = 30, ...rest }: Shape = {}) =>
  Buffer.from(`FAKEVIDEO ${JSON.stringify({ width, height, seconds, ...rest })}\n`)

/** A test card with a tone, made by the real ffmpeg. */
export function realVideo({ width = 1280, height = 720, seconds = 8 }: Shape = {}, extension = 'mp4'): Buffer {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'clip-')), `clip.${extension}`)
  const sources = [`testsrc=size=${width}x${height}:rate=5:duration=${seconds}`, `sine=frequency=440:duration=${seconds}`]
  const { status, stderr } = spawnSync('ffmpeg', [
    '-v',
    'error',
    ...sources.flatMap((one) => ['-f', 'lavfi', '-i', one]),
    '-preset',
    'ultrafast',
    file,
  ])
  if (status !== 0) throw new Error(String(stderr))
  const bytes = fs.readFileSync(file)
  fs.rmSync(path.dirname(file), { recursive: true })
  return bytes
}

/** Sends a file as a browser does, piece by piece. @returns the upload's id */
export async function sendFile(ctx: Ctx, bytes: Buffer, fileName = '第一章 测试.mp4'): Promise<string> {
  const uploadId = await startUpload(ctx, { fileName, sizeBytes: bytes.length })
  for (let offset = 0; offset < bytes.length; offset += pieceBytes)
    await receivePiece(ctx, { uploadId, offset, bytes: bytes.subarray(offset, offset + pieceBytes) })
  return uploadId
}
