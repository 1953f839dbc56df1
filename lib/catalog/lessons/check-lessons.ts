import { createDecipheriv } from 'node:crypto'
import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { asc, eq, inArray } from 'drizzle-orm'
import { chapters, courses, media } from '@/db/schema/catalog'
import { decryptColumn } from '@/lib/shared/ciphers'
import type { Ctx } from '@/lib/shared/context'
import { storage } from '@/lib/shared/storage'
import type { Tools } from './ffmpeg'
import { checkQuality, checkTogether, toleratedSeconds, wholeSeconds } from './playback'
import type { Segment } from './playlist'

export type CheckedLesson = {
  id: string
  title: string
  durationSeconds: number
  /** Courses that play it. */
  courses: string[]
  /** What is wrong, in words for the log; none: it plays from 0 to its end in every quality. */
  faults: string[]
}

/**
 * Plays every lesson, or those named, from the storage to its end, as a new one is before it is ready.
 * @param tell told of each lesson as soon as it was played
 */
export async function checkLessons(ctx: Ctx, tools: Tools, tell: (lesson: CheckedLesson) => void, ids: string[] = []): Promise<void> {
  const lessons = await ctx.db
    .select()
    .from(media)
    .where(ids.length ? inArray(media.id, ids) : undefined)
    .orderBy(asc(media.title), asc(media.id))
  const uses = await usesOfLessons(ctx)
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'lesson-'))
  try {
    for (const lesson of lessons) {
      const { id, title, durationSeconds } = lesson
      const faults = await faultsOf(tools, lesson, path.join(folder, 'joined.mp4'))
      tell({ id, title, durationSeconds, courses: uses.get(id) ?? [], faults })
    }
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}

/** Which courses play a lesson, by their titles. */
async function usesOfLessons(ctx: Ctx): Promise<Map<string, string[]>> {
  const rows = await ctx.db
    .selectDistinct({ mediaId: chapters.mediaId, course: courses.title })
    .from(chapters)
    .innerJoin(courses, eq(courses.id, chapters.courseId))
    .orderBy(asc(courses.title))
  const uses = new Map<string, string[]>()
  for (const { mediaId, course } of rows) uses.set(mediaId, [...(uses.get(mediaId) ?? []), course])
  return uses
}

async function faultsOf(tools: Tools, lesson: typeof media.$inferSelect, joined: string): Promise<string[]> {
  const { storagePrefix: prefix, durationSeconds } = lesson
  const key = decryptColumn('media.key_cipher', lesson, lesson.keyCipher)
  const list = (await storage().get(`${prefix}/index.m3u8`))?.toString()
  if (!list) return ['index.m3u8 is missing']
  const named = list.includes('#EXT-X-STREAM-INF') ? list.split('\n').filter((line) => line && !line.startsWith('#')) : ['index.m3u8']
  const checked = []
  for (const file of named) {
    const name = path.basename(file, '.m3u8')
    const playlist = (await storage().get(`${prefix}/${file}`))?.toString() ?? ''
    const load = async (part: { name: string } & Partial<Segment>) => {
      const bytes = await storage().get(`${prefix}/${part.name}`)
      return bytes && part.vector ? decrypted(bytes, key, part.vector) : bytes
    }
    checked.push(await checkQuality(tools, { name, playlist, joined, load }))
  }
  const lengths = checked.map(({ length }) => length)
  const faults = [...checked.flatMap((one) => one.faults), ...checkTogether(lengths)]
  const plays = wholeSeconds(lengths)
  const wrong = durationSeconds > plays + toleratedSeconds || durationSeconds < plays - 1
  return wrong ? [...faults, `the lesson is said to last ${durationSeconds} s, and plays ${plays} s`] : faults
}

/** What a segment of fragmented MP4 begins with (ISO/IEC 14496-12). */
const firstBoxes = ['styp', 'sidx', 'moof', 'emsg', 'prft']

/** Null: it is not encrypted with this key. Of 256 wrong keys one leaves a right end: the beginning is looked at, too. */
function decrypted(bytes: Buffer, key: Buffer, vector: Buffer): Buffer | null {
  const cipher = createDecipheriv('aes-128-cbc', key, vector)
  try {
    const segment = Buffer.concat([cipher.update(bytes), cipher.final()])
    return firstBoxes.includes(segment.toString('latin1', 4, 8)) ? segment : null
  } catch (error) {
    if (String((error as NodeJS.ErrnoException).code).startsWith('ERR_OSSL')) return null
    throw error
  }
}
