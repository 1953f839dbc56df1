// Makes the demo lessons: for each lesson of scripts/lessons.json a short narrated slide clip as unencrypted
// HLS (H.264 + AAC in fMP4) with captions, in db/seed/media/<key>/. The import encrypts the segments.
//
// Needs ffmpeg (with libx264), espeak-ng and Chromium (CHROMIUM, or /usr/bin/chromium); on Debian:
// apt-get install ffmpeg espeak-ng chromium fonts-noto-cjk
//
//   npm run lessons                 all lessons
//   npm run lessons -- cpr ethics   these only
//
// Each sentence carries its pinyin: espeak-ng 1.51 misreads many characters, and cannot know that 系 in 系好 is ji4.

import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const mediaDir = join(root, 'db/seed/media')
const fontDir = join(root, 'node_modules/@expo-google-fonts/noto-sans-sc')
const chromium = process.env.CHROMIUM || '/usr/bin/chromium'

const width = 960
const height = 540
const framesPerSecond = 5
const segmentSeconds = 6
const sampleRate = 22_050 // what espeak-ng writes
const toleranceSeconds = 2
const pauseSeconds = { start: 0.5, sentence: 0.35, slide: 0.6, end: 0.9 }
const slideLeadSeconds = 0.3 // a slide appears this long before its first sentence

const voice = ['-v', 'cmn-latn-pinyin', '-s', '190', '-p', '42', '-a', '90']
const soften = [
  'highpass=f=90',
  'lowpass=f=5200',
  'equalizer=f=3200:t=q:w=1.4:g=-4',
  'acompressor=threshold=-20dB:ratio=2.5:attack=8:release=140',
  'volume=5dB',
  'alimiter=limit=0.8',
].join(',')

class Unusable extends Error {}

function run(command, args) {
  const { status, error, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' })
  if (error) throw error
  if (status !== 0) throw new Error(`${command} failed (${status})\n${stderr.trim()}`)
  return stdout
}

function checkTools() {
  const tools = [
    ['ffmpeg', ['-version'], 'install ffmpeg'],
    ['espeak-ng', ['--version'], 'install espeak-ng'],
    [chromium, ['--version'], 'install chromium, or set CHROMIUM to its path'],
  ]
  for (const [command, args, advice] of tools) {
    if (spawnSync(command, args).error) throw new Unusable(`${command} was not found: ${advice}`)
  }
}

function chooseLessons(lessons, keys) {
  const unknown = keys.filter((key) => !lessons.some((lesson) => lesson.key === key))
  if (unknown.length) {
    throw new Unusable(`no lesson ${unknown.join(', ')}; there are ${lessons.map(({ key }) => key).join(', ')}`)
  }
  return keys.length ? lessons.filter(({ key }) => keys.includes(key)) : lessons
}

// Sound ---------------------------------------------------------------------------------------------

const silence = (seconds) => Buffer.alloc(Math.round(seconds * sampleRate) * 2)
const secondsOf = (pcm) => pcm.length / 2 / sampleRate

/** The samples of a 16-bit mono WAV, without its header. */
function samplesOf(wav) {
  const start = wav.indexOf('data', 12) + 8
  return wav.subarray(start, start + wav.readUInt32LE(start - 4))
}

async function speak(pinyin, file) {
  run('espeak-ng', [...voice, '-w', file, pinyin])
  return samplesOf(await readFile(file))
}

/** Speaks all sentences: writes narration.pcm, and returns cues, the second each slide starts at, and the length. */
async function narrate(lesson, dir) {
  const parts = []
  const cues = []
  const slideStarts = []
  let now = 0
  const add = (pcm) => {
    parts.push(pcm)
    now += secondsOf(pcm)
  }

  for (const [number, slide] of lesson.slides.entries()) {
    add(silence(number === 0 ? pauseSeconds.start : pauseSeconds.slide))
    slideStarts.push(number === 0 ? 0 : toFrame(now - slideLeadSeconds))
    for (const [index, { text, pinyin }] of slide.sentences.entries()) {
      if (index > 0) add(silence(pauseSeconds.sentence))
      const start = now
      add(await speak(pinyin, join(dir, 'sentence.wav')))
      cues.push({ start, end: now, text })
    }
  }

  const duration = toFrame(now + pauseSeconds.end)
  add(silence(duration - now))
  await writeFile(join(dir, 'narration.pcm'), Buffer.concat(parts))
  return { cues, slideStarts, duration }
}

const toFrame = (seconds) => Math.round(seconds * framesPerSecond) / framesPerSecond

// Captions ------------------------------------------------------------------------------------------

const timestamp = (seconds) => new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23)

function captionsOf(cues) {
  const blocks = cues.map(({ start, end, text }) => `${timestamp(start)} --> ${timestamp(end)}\n${text}\n`)
  return ['WEBVTT\n', ...blocks].join('\n')
}

// Slides --------------------------------------------------------------------------------------------

const escapeHtml = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c])

function fontFace(weight, file) {
  const url = pathToFileURL(join(fontDir, file))
  return `@font-face { font-family: Slide; font-weight: ${weight}; src: url('${url}'), local('Noto Sans CJK SC') }`
}

const css = `
${fontFace(400, '400Regular/NotoSansSC_400Regular.ttf')}
${fontFace(600, '600SemiBold/NotoSansSC_600SemiBold.ttf')}
* { margin: 0; box-sizing: border-box }
body { width: ${width}px; font: 400 25px/1.5 Slide, 'Noto Sans CJK SC', sans-serif; text-autospace: normal }
section {
  position: relative; width: ${width}px; height: ${height}px; overflow: hidden;
  color: #cfe2e1; background: #0b3038;
}
.grid { position: absolute; inset: 0; width: 100%; height: 100%; stroke: #1d4c55; stroke-width: 1 }
/* the last 14 % belong to the captions */
.words { position: absolute; left: 64px; top: 24px; width: 496px; height: 440px; display: flex; flex-direction: column; justify-content: center }
.words p { color: #9cc4c4; font-size: 22px; letter-spacing: 1px }
h1 { margin: 6px 0 22px; color: #fff; font-size: 44px; font-weight: 600; line-height: 1.28; word-break: keep-all; text-wrap: balance }
ul { padding: 0; list-style: none }
li { position: relative; padding: 5px 0 5px 24px }
li::before { content: ''; position: absolute; left: 0; top: 22px; width: 10px; height: 3px; background: #8fd0cf }
.drawing { position: absolute; left: 578px; top: 72px; width: 340px; height: 340px; overflow: visible;
  fill: none; stroke: #cfe2e1; stroke-width: 3; stroke-linecap: round; stroke-linejoin: round }
.drawing .a { stroke: #8fd0cf }
.drawing .b { stroke: #9cc4c4; stroke-width: 2 }
.drawing .w { stroke-width: 5 }
.drawing .h { stroke-width: 8 }
.drawing .g, .drawing .g > * { fill: #0b3038 }
.drawing .f { fill: #8fd0cf; stroke: none }
.drawing text { fill: #9cc4c4; stroke: none; font-size: 22px }
.drawing .s { font-size: 20px }
.drawing .m { fill: #cfe2e1; font-size: 26px }
.drawing .l { fill: #8fd0cf; font-size: 40px; font-weight: 600 }
.drawing .n { fill: #fff; font-size: 52px; font-weight: 600 }
`

const gridPath = [90, 180, 270, 360, 450]
  .map((y) => `M0 ${y + 0.5}H${width}`)
  .concat([120, 240, 360, 480, 600, 720, 840].map((x) => `M${x + 0.5} 0V${height}`))
  .join('')

function slideHtml(title, { heading, bullets, drawing }) {
  const items = bullets.map((bullet) => `<li>${escapeHtml(bullet)}</li>`).join('')
  return `<section><svg class="grid"><path d="${gridPath}"/></svg>
<div class="words"><p>${escapeHtml(title)}</p><h1>${escapeHtml(heading)}</h1><ul>${items}</ul></div>
<svg class="drawing" viewBox="0 0 360 360">${drawing}</svg></section>`
}

/** Draws all slides of a lesson into one picture, one below the other: Chromium starts once. */
async function drawSlides({ title, slides }, dir) {
  const page = join(dir, 'slides.html')
  const picture = join(dir, 'slides.png')
  const body = slides.map((slide) => slideHtml(title, slide)).join('\n')
  await writeFile(page, `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><style>${css}</style>\n${body}\n`)
  run(chromium, [
    '--headless',
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--hide-scrollbars',
    '--allow-file-access-from-files',
    `--user-data-dir=${join(dir, 'profile')}`,
    `--window-size=${width},${slides.length * height + 200}`, // some versions take their toolbar's height off
    `--screenshot=${picture}`,
    pathToFileURL(page).href,
  ])
  return picture
}

// Video ---------------------------------------------------------------------------------------------

/** One filter graph: cut each slide from the picture, hold it until the next one starts, join them. */
function slideShow(slideStarts, duration) {
  const ends = [...slideStarts.slice(1), duration]
  const outputs = slideStarts.map((_, i) => `[s${i}]`).join('')
  const stills = slideStarts.map((start, i) => {
    const frames = Math.round((ends[i] - start) * framesPerSecond)
    return `[s${i}]crop=${width}:${height}:0:${i * height},loop=${frames - 1}:1:0[v${i}]`
  })
  const inputs = slideStarts.map((_, i) => `[v${i}]`).join('')
  return [
    `[0:v]split=${slideStarts.length}${outputs}`,
    ...stills,
    `${inputs}concat=n=${slideStarts.length},setpts=N/${framesPerSecond}/TB,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p[v]`,
    `[1:a]${soften}[a]`,
  ].join(';')
}

/** A segment starts with each slide, and a long slide is split evenly: so a segment codes one picture only. */
function segmentStarts(slideStarts, duration) {
  return slideStarts.flatMap((start, i) => {
    const length = (slideStarts[i + 1] ?? duration) - start
    const count = Math.max(1, Math.round(length / segmentSeconds))
    return Array.from({ length: count }, (_, n) => toFrame(start + (n * length) / count))
  })
}

function encode(picture, { slideStarts, duration }, dir, outDir) {
  run('ffmpeg', [
    ...['-v', 'error', '-y', '-threads', '1', '-filter_complex_threads', '1'],
    ...['-framerate', `${framesPerSecond}`, '-i', picture],
    ...['-f', 's16le', '-ar', `${sampleRate}`, '-ac', '1', '-i', join(dir, 'narration.pcm')],
    ...['-filter_complex', slideShow(slideStarts, duration), '-map', '[v]', '-map', '[a]'],
    ...['-c:v', 'libx264', '-profile:v', 'main', '-preset', 'veryslow', '-tune', 'stillimage'],
    ...['-crf', '34', '-bf', '0', '-threads', '1', '-g', '600', '-sc_threshold', '0'],
    ...['-force_key_frames', segmentStarts(slideStarts, duration).join(',')],
    ...['-color_primaries', 'bt709', '-color_trc', 'bt709', '-colorspace', 'bt709'],
    ...['-c:a', 'aac', '-ac', '1', '-ar', '24000', '-b:a', '24k'],
    // the same input and tools give the same bytes
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact'],
    ...['-f', 'hls', '-hls_time', '1', '-hls_playlist_type', 'vod'], // cuts at each key frame
    ...['-max_interleave_delta', '0'], // else the still picture lags, and its segment gets later sound
    ...['-hls_segment_type', 'fmp4', '-hls_fmp4_init_filename', 'init.mp4'],
    ...['-hls_segment_filename', join(outDir, 'seg-%d.m4s'), '-hls_flags', 'independent_segments'],
    join(outDir, 'index.m3u8'),
  ])
}

// All together --------------------------------------------------------------------------------------

async function makeLesson(lesson, dir) {
  const outDir = join(dir, 'out')
  await mkdir(outDir, { recursive: true })
  const narration = await narrate(lesson, dir)
  encode(await drawSlides(lesson, dir), narration, dir, outDir)
  await writeFile(join(outDir, 'captions.vtt'), captionsOf(narration.cues))

  const target = join(mediaDir, lesson.key)
  await rm(target, { recursive: true, force: true })
  await cp(outDir, target, { recursive: true })
  await report(lesson, narration, target)
}

async function report(lesson, { duration, cues }, dir) {
  const names = await readdir(dir)
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(dir, name))).size))
  const kilobytes = Math.ceil(sizes.reduce((a, b) => a + b) / 1000)
  const segments = names.filter((name) => name.endsWith('.m4s')).length
  const off = Math.abs(duration - lesson.seconds) > toleranceSeconds
  console.log(
    `${lesson.key.padEnd(14)} ${duration.toFixed(1)} s  ${kilobytes} kB  ${segments} segments  ${cues.length} cues` +
      (off ? `  (should be about ${lesson.seconds} s)` : ''),
  )
}

async function main(keys) {
  checkTools()
  const all = JSON.parse(await readFile(new URL('lessons.json', import.meta.url), 'utf8'))
  for (const lesson of chooseLessons(all, keys)) {
    const dir = await mkdtemp(join(tmpdir(), 'lesson-'))
    try {
      await makeLesson(lesson, dir)
    } finally {
      await rm(dir, { recursive: true, force: true })
    }
  }
}

try {
  await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  console.error(`make-lessons: ${error.message}`)
  process.exitCode = 1
}
