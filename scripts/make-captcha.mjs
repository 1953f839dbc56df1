// Makes lib/identity/captcha-assets.json and captcha-speech.json: the outlines of the captcha's characters, and their spoken names by
// several voices (mu-law), so that the server needs neither a font nor a speech program. Needs ffmpeg and espeak-ng. Run: node scripts/make-captcha.mjs
import { execFileSync } from 'node:child_process'
import fs from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const fontkit = require('fontkit')
const alphabet = '34679ACDEFHJKMNPQRTWXY'
const sampleRate = 8000

const font = fontkit.openSync(require.resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'))

function outline(letter) {
  const glyph = font.layout(letter).glyphs[0]
  return { path: glyph.path.toSVG(), width: glyph.advanceWidth }
}

/** Men and women; what espeak-ng says of each sounds like somebody else in every frequency. */
const voices = ['m3', 'm7', 'f2', 'f4', 'f5']
/** Said between the characters and before them, so that not everything that sounds is one. */
const fillers = ['en5', 'ran2 hou4', 'xia4 yi1 ge4', 'na4 me5'] // 嗯 然后 下一个 那么: this voice reads pinyin, and no Chinese letters

function speech(text, voice, language = 'cmn') {
  const wav = execFileSync('espeak-ng', ['-v', `${language}+${voice}`, '-s', '130', '-a', '160', '--stdout', text])
  const filters =
    'silenceremove=start_periods=1:start_threshold=-45dB,areverse,silenceremove=start_periods=1:start_threshold=-45dB,areverse'
  const args = ['-v', 'error', '-i', 'pipe:0', '-af', filters, '-ar', String(sampleRate), '-ac', '1', '-f', 'mulaw', 'pipe:1']
  return execFileSync('ffmpeg', args, { input: wav }).toString('base64')
}

const each = (items, make) => Object.fromEntries([...items].map((item) => [item, make(item)]))
const assets = { glyphs: each(alphabet, outline) }
fs.writeFileSync('lib/identity/captcha-assets.json', `${JSON.stringify(assets)}\n`)
const spoken = voices.map((voice) => ({
  letters: each(alphabet, (letter) => speech(letter, voice)),
  fillers: fillers.map((filler) => speech(filler, voice, 'cmn-latn-pinyin')),
}))
fs.writeFileSync('lib/identity/captcha-speech.json', `${JSON.stringify({ sampleRate, voices: spoken })}\n`)
for (const file of ['assets', 'speech']) console.log(file, `${Math.round(fs.statSync(`lib/identity/captcha-${file}.json`).size / 1024)} kB`)
