import fs from 'node:fs/promises'
import type { Tools } from './ffmpeg'
import { measure } from './measure'
import { lengthOf, readPlaylist, type Segment } from './playlist'

/** So far tracks, qualities and what the list names may lie apart without a player noticing. */
export const toleratedSeconds = 0.2

type Length = { name: string; seconds: number }

/**
 * Whether one quality plays from 0 to its end, by doing what a player does: everything of it is joined and decoded.
 * @param load a file of the lesson, decrypted; null when it is missing
 * @param joined where it may be joined; left there
 * @returns what is wrong, in words for the log, and how long it plays
 */
export async function checkQuality(
  tools: Tools,
  { name, playlist, joined, load }: { name: string; playlist: string; joined: string; load: (part: Part) => Promise<Buffer | null> },
): Promise<{ faults: string[]; length: Length }> {
  const { map, segments } = readPlaylist(playlist)
  const listed = lengthOf(segments)
  const parts: Part[] = [...(map ? [{ name: map }] : []), ...segments]
  if (!segments.length) return { faults: [`${name}: no segments`], length: { name, seconds: 0 } }
  await fs.rm(joined, { force: true })
  for (const part of parts) {
    const bytes = await load(part)
    if (!bytes) return { faults: [`${name}: ${part.name} is missing or does not open with its key`], length: { name, seconds: 0 } }
    await fs.appendFile(joined, bytes)
  }
  const timeoutMs = (120 + 4 * listed) * 1000
  const { spans, complaints, code } = await measure(tools, { file: joined, streams: ['v:0', 'a:0?'], timeoutMs, decode: true })
  const [picture, sound] = spans
  const faults = [
    (code !== 0 || complaints) && `does not decode to its end: ${complaints.split('\n')[0] || `ffmpeg ended with ${code}`}`,
    !picture && 'shows nothing',
    picture && sound && apart(picture.from, sound.from) && `tracks begin apart: ${both(picture.from, sound.from)}`,
    picture && sound && apart(picture.to, sound.to) && `tracks end apart: ${both(picture.to, sound.to)}`,
    picture &&
      apart(picture.to - picture.from, listed) &&
      `the list says ${round(listed)} s, the picture lasts ${round(picture.to - picture.from)} s`,
  ]
  const seconds = Math.min(listed, picture?.to ?? 0, sound?.to ?? listed)
  return { faults: faults.flatMap((fault) => (fault ? `${name}: ${fault}` : [])), length: { name, seconds } }
}

type Part = { name: string } & Partial<Segment>

/** What qualities say of each other: a player changes between them. */
export function checkTogether(lengths: Length[]): string[] {
  const [least, most] = [Math.min(...lengths.map(({ seconds }) => seconds)), Math.max(...lengths.map(({ seconds }) => seconds))]
  return apart(least, most) ? [`qualities end apart: ${lengths.map(({ name, seconds }) => `${name} ${round(seconds)} s`).join(', ')}`] : []
}

/** Whole seconds that can be watched: what is lost of the last one is less than a player notices. */
export const wholeSeconds = (lengths: Length[]) => Math.floor(Math.min(...lengths.map(({ seconds }) => seconds)) + 0.1)

const apart = (a: number, b: number) => Math.abs(a - b) > toleratedSeconds
const round = (seconds: number) => Math.round(seconds * 100) / 100
const both = (picture: number, sound: number) => `picture ${round(picture)} s, sound ${round(sound)} s`
