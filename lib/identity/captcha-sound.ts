import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { resample, stretch, tilt } from './sound-shaping'

/** Spoken characters and fillers by several voices, mu-law; made by scripts/make-captcha.mjs. */
type Speech = { sampleRate: number; voices: { letters: Record<string, string>; fillers: string[] }[] }

let speech: Speech | undefined
export function loadSpeech(): Speech {
  speech ??= JSON.parse(fs.readFileSync(path.join(process.cwd(), 'lib/identity/captcha-speech.json'), 'utf8')) as Speech
  return speech
}

/** How far what is heard departs from the clips; what people understand is in docs/decisions/0033. */
const ranges = {
  /** Of the speed at which the clips were spoken. */
  speed: [0.85, 1.2],
  pitch: [0.86, 1.16],
  gainDb: [-2.5, 2.5],
  /** Below nought: the next begins before the one before has faded. */
  gapSeconds: [-0.03, 0.28],
  /** Speech over everything behind it. */
  snrDb: [8.5, 10.5],
} as const

/**
 * The characters spoken one after the other, as a WAV file, for those who cannot read the picture. Each by another voice, at another speed,
 * pitch and loudness, with fillers between and voices and noise behind. The same seed says the same: hearing it again gives a listener
 * another chance, and a program no other sample of the same code.
 */
export function speakCaptcha(text: string, seed: string): Buffer {
  const { sampleRate, voices } = loadSpeech()
  const random = seeded(seed)
  const between = ([low, high]: readonly [number, number]) => low + random() * (high - low)
  const pick = <T>(items: T[]): T => items[Math.floor(random() * items.length)]!
  const say = (clip: string) => {
    const pitch = between(ranges.pitch)
    const shifted = resample(fromMuLaw(clip), pitch, 0.03 * random(), random)
    const spoken = tilt(stretch(shifted, pitch / between(ranges.speed), sampleRate), (random() - 0.5) * 1.2)
    const gain = 10 ** (between(ranges.gainDb) / 20) / loudness(spoken)
    return spoken.map((sample) => sample * gain)
  }
  const filler = () => say(pick(pick(voices).fillers))
  const pieces: Float32Array[] = [filler()]
  for (const letter of text) {
    if (random() < 0.4) pieces.push(filler())
    pieces.push(say(pick(voices).letters[letter]!))
  }
  if (random() < 0.5) pieces.push(filler())

  const starts: number[] = []
  let end = Math.floor(sampleRate * (0.2 + random() * 0.5))
  for (const piece of pieces) {
    const start = end + Math.floor(between(ranges.gapSeconds) * sampleRate)
    starts.push(start)
    end = start + piece.length
  }
  const mixed = new Float32Array(end + Math.floor(sampleRate * (0.2 + random() * 0.4)))
  for (const [i, piece] of pieces.entries()) add(mixed, piece, starts[i]!, 1)
  const behind = background(mixed.length, voices, random, pick)
  add(mixed, behind, 0, 1 / loudness(behind) / 10 ** (between(ranges.snrDb) / 20))
  return toWav(mixed, sampleRate)
}

/** A murmur of the same voices, backwards, four at a time, over noise that is stronger where it is low. */
function background(length: number, voices: Speech['voices'], random: () => number, pick: <T>(items: T[]) => T): Float32Array {
  const murmur = new Float32Array(length)
  for (let track = 0; track < 4; track++) {
    for (let at = -Math.floor(random() * 4000); at < length; ) {
      const voice = pick(voices)
      const clip = resample(fromMuLaw(pick([...Object.values(voice.letters), ...voice.fillers])), 0.8 + random() * 0.4, 0, random).reverse()
      add(murmur, clip, at, (0.6 + random() * 0.6) / loudness(clip))
      at += clip.length - Math.floor(random() * 400)
    }
  }
  let low = 0
  for (let i = 0; i < length; i++) {
    low = 0.9 * low + 0.3 * (random() * 2 - 1)
    murmur[i]! += 1.6 * low
  }
  return murmur
}

/** Mean of what is loud enough to be heard, not of the silence between. */
function loudness(samples: Float32Array): number {
  const least = peakOf(samples) / 30
  let [sum, n] = [0, 1e-9]
  for (let i = 0; i < samples.length; i++) {
    const sample = samples[i]!
    if (Math.abs(sample) <= least) continue
    sum += sample * sample
    n++
  }
  return Math.sqrt(sum / n) || 1
}

function peakOf(samples: Float32Array): number {
  let peak = 1e-6
  for (let i = 0; i < samples.length; i++) peak = Math.max(peak, Math.abs(samples[i]!))
  return peak
}

function add(into: Float32Array, samples: Float32Array, start: number, gain: number): void {
  for (let i = Math.max(0, -start); i < samples.length && start + i < into.length; i++) into[start + i]! += samples[i]! * gain
}

const decoded = new Map<string, Float32Array>()

/** ITU-T G.711. Not to be changed: every caller gets the same samples. */
export function fromMuLaw(base64: string): Float32Array {
  const before = decoded.get(base64)
  if (before) return before
  const bytes = Buffer.from(base64, 'base64')
  const samples = new Float32Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    const value = ~bytes[i]! & 0xff
    const magnitude = (((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4)
    samples[i] = (value & 0x80 ? 0x84 - magnitude : magnitude - 0x84) / 32768
  }
  decoded.set(base64, samples)
  return samples
}

/** Random numbers from 0 to 1, always the same ones for a seed. */
function seeded(seed: string): () => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** 16 bit, one channel, as loud as it goes without distortion. */
export function toWav(samples: Float32Array, rate: number): Buffer {
  const peak = peakOf(samples)
  const file = Buffer.alloc(44 + samples.length * 2)
  file.write('RIFF', 0)
  file.writeUInt32LE(36 + samples.length * 2, 4)
  file.write('WAVEfmt ', 8)
  file.writeUInt32LE(16, 16)
  file.writeUInt16LE(1, 20)
  file.writeUInt16LE(1, 22)
  file.writeUInt32LE(rate, 24)
  file.writeUInt32LE(rate * 2, 28)
  file.writeUInt16LE(2, 32)
  file.writeUInt16LE(16, 34)
  file.write('data', 36)
  file.writeUInt32LE(samples.length * 2, 40)
  for (let i = 0; i < samples.length; i++) file.writeInt16LE(Math.round((samples[i]! / peak) * 30_000), 44 + i * 2)
  return file
}
