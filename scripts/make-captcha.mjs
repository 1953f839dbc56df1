// Makes lib/identity/captcha-assets.json: the outlines of the captcha's characters and their spoken names, so that the
// server needs neither a font nor a speech program. Needs ffmpeg and espeak-ng. Run: node scripts/make-captcha.mjs
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

function speech(letter) {
  const wav = execFileSync('espeak-ng', ['-v', 'cmn', '-s', '130', '-a', '160', '--stdout', letter])
  const filters =
    'silenceremove=start_periods=1:start_threshold=-45dB,areverse,silenceremove=start_periods=1:start_threshold=-45dB,areverse'
  const args = ['-v', 'error', '-i', 'pipe:0', '-af', filters, '-ar', String(sampleRate), '-ac', '1', '-f', 's16le', 'pipe:1']
  return execFileSync('ffmpeg', args, { input: wav }).toString('base64')
}

const each = (make) => Object.fromEntries([...alphabet].map((letter) => [letter, make(letter)]))
const assets = { sampleRate, glyphs: each(outline), speech: each(speech) }
fs.writeFileSync('lib/identity/captcha-assets.json', JSON.stringify(assets))
console.log(`${alphabet.length} characters, ${Math.round(JSON.stringify(assets).length / 1024)} kB`)
