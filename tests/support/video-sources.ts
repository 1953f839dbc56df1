import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** What videos look like that offices send, made by the real ffmpeg. Each `make` gives the bytes of a file. */

type Args = string[]

function ffmpeg(args: Args): void {
  const { status, stderr } = spawnSync('ffmpeg', ['-nostdin', '-v', 'error', '-y', ...args])
  if (status !== 0) throw new Error(`${args.join(' ')}: ${stderr}`)
}

/** Runs what writes files into a folder of its own. @returns the bytes of the one named */
function inFolder(name: string, write: (folder: string) => void): Buffer {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'source-'))
  try {
    write(folder)
    return fs.readFileSync(path.join(folder, name))
  } finally {
    fs.rmSync(folder, { recursive: true })
  }
}

export const picture = (seconds: number, { size = '320x240', rate = 25 } = {}): Args => [
  ...['-f', 'lavfi', '-i', `testsrc=size=${size}:rate=${rate}:duration=${seconds}`],
]
export const tone = (seconds: number): Args => ['-f', 'lavfi', '-i', `sine=frequency=440:duration=${seconds}`]
const quick = ['-preset', 'ultrafast', '-pix_fmt', 'yuv420p']

export const made = (args: Args, extension = 'mp4'): Buffer =>
  inFolder(`out.${extension}`, (folder) => ffmpeg([...args, path.join(folder, `out.${extension}`)]))

/** What a program that cannot go back in its file writes: the header does not know how long it will be. */
export const streamed = (args: Args, format: string): Buffer => {
  const { status, stdout, stderr } = spawnSync('ffmpeg', ['-nostdin', '-v', 'error', ...args, '-f', format, 'pipe:1'], { maxBuffer: 1e8 })
  if (status !== 0) throw new Error(String(stderr))
  return stdout
}

/** The same streams in another wrapping. */
export const rewrapped = (bytes: Buffer, before: Args, after: Args, extension = 'mp4'): Buffer =>
  inFolder(`out.${extension}`, (folder) => {
    fs.writeFileSync(path.join(folder, 'in'), bytes)
    ffmpeg([...before, '-i', path.join(folder, 'in'), '-c', 'copy', ...after, path.join(folder, `out.${extension}`)])
  })

export const clip = (seconds = 8, extension = 'mp4', ...more: Args) =>
  made([...picture(seconds), ...tone(seconds), ...(extension === 'mp4' || extension === 'mkv' ? quick : []), ...more], extension)

export const apart = (pictureSeconds: number, soundSeconds: number, extension = 'mp4') =>
  made([...picture(pictureSeconds), ...tone(soundSeconds), ...quick], extension)

/** Picture and sound of eight seconds each, one or both of them begun later. */
export const delayed = ({ picture: p = 0, sound: s = 0 }, extension = 'mkv') =>
  made([...['-itsoffset', String(p)], ...picture(8), ...['-itsoffset', String(s)], ...tone(8), ...quick], extension)

export const cut = (bytes: Buffer, share: number) => bytes.subarray(0, Math.floor(bytes.length * share))

/** As phones write it: the picture lies on its side, and the header says by how much to turn it. */
export function turned(bytes: Buffer): Buffer {
  const header = bytes.indexOf('tkhd') - 4
  const matrix = [0, 0x10000, 0, -0x10000, 0, 0, 240 * 0x10000, 0, 0x40000000]
  const out = Buffer.from(bytes)
  matrix.forEach((value, i) => void out.writeInt32BE(value, header + 48 + 4 * i))
  return out
}

/** A screen recorder writes a picture only when the screen changes. */
export const fewPictures = () =>
  made(
    [
      ...[...picture(8, { size: '640x360', rate: 1 }), ...tone(20)],
      ...['-vf', "select='eq(n,0)+eq(n,6)'", '-vsync', 'vfr', '-c:v', 'libvpx', '-b:v', '500k', '-c:a', 'libopus'],
    ],
    'webm',
  )

export const unsteady = () => made([...picture(8), ...tone(8), '-vf', "select='lt(n,40)+gt(n,130)+eq(n,90)'", '-vsync', 'vfr', ...quick])

/** A picture of the cover before the video. */
export const withCover = () =>
  inFolder('out.mp4', (folder) => {
    const [cover, video] = [path.join(folder, 'cover.png'), path.join(folder, 'video.mp4')]
    ffmpeg([...picture(1, { size: '200x200', rate: 1 }), '-frames:v', '1', cover])
    ffmpeg([...picture(8), ...tone(8), ...quick, video])
    ffmpeg([
      ...['-i', cover, '-i', video, '-map', '0', '-map', '1', '-c', 'copy', '-disposition:v:0', 'attached_pic'],
      path.join(folder, 'out.mp4'),
    ])
  })

/** The screen was turned, or the window drawn larger, while it was recorded. */
export const resized = () =>
  inFolder('out.ts', (folder) => {
    const parts = ['320x240', '640x480'].map((size, i) => {
      const part = path.join(folder, `${i}.ts`)
      ffmpeg([...picture(4, { size }), ...tone(4), ...quick, '-output_ts_offset', String(4 * i), part])
      return fs.readFileSync(part)
    })
    fs.writeFileSync(path.join(folder, 'out.ts'), Buffer.concat(parts))
  })

/** Captions inside the file that stay longer than the video. */
export const withLongCaptions = () =>
  inFolder('out.mkv', (folder) => {
    const captions = path.join(folder, 'captions.srt')
    fs.writeFileSync(captions, '1\n00:00:01,000 --> 00:00:20,000\n字\n')
    ffmpeg([...picture(8), ...tone(8), '-i', captions, ...quick, path.join(folder, 'out.mkv')])
  })
