import { fromMuLaw, loadSpeech } from '@/lib/identity/captcha-sound'
import { resample } from '@/lib/identity/sound-shaping'

/**
 * Reads a spoken captcha as a program would: it has the clips, cuts the sound where it is quiet, and compares each piece by its cepstrum
 * (MFCC) and dynamic time warping with every clip of every voice at several speeds.
 */

const rate = 8000
const [frame, hop, bands, ceps] = [200, 80, 20, 12]
type Features = { rows: Float32Array; length: number }

const melOf = (hz: number) => 2595 * Math.log10(1 + hz / 700)
const hzOf = (mel: number) => 700 * (10 ** (mel / 2595) - 1)
const size = 256
const filters = Array.from({ length: bands }, (_, band) => {
  const edge = (i: number) => (hzOf((melOf(3800) * i) / (bands + 1)) / rate) * size
  const [low, mid, high] = [edge(band), edge(band + 1), edge(band + 2)]
  return Float32Array.from({ length: size / 2 }, (_, k) => Math.max(0, Math.min((k - low) / (mid - low), (high - k) / (high - mid))))
})
const window = Float32Array.from({ length: frame }, (_, i) => 0.54 - 0.46 * Math.cos((2 * Math.PI * i) / (frame - 1)))
const cosines = Array.from({ length: ceps }, (_, c) =>
  Float32Array.from({ length: bands }, (_, b) => Math.cos((Math.PI * (c + 1) * (b + 0.5)) / bands)),
)

function powerOf(samples: Float32Array, at: number): Float32Array {
  const re = new Float64Array(size)
  const im = new Float64Array(size)
  for (let i = 0; i < frame; i++) re[i] = ((samples[at + i] ?? 0) - 0.95 * (samples[at + i - 1] ?? 0)) * window[i]!
  for (let i = 1, j = 0; i < size; i++) {
    let bit = size >> 1
    for (; j & bit; bit >>= 1) j ^= bit
    j ^= bit
    if (i < j) [re[i], re[j]] = [re[j]!, re[i]!]
  }
  for (let n = 2; n <= size; n *= 2)
    for (let i = 0; i < size; i += n)
      for (let k = 0; k < n / 2; k++) {
        const [c, s] = [Math.cos((-2 * Math.PI * k) / n), Math.sin((-2 * Math.PI * k) / n)]
        const [a, b] = [i + k, i + k + n / 2]
        const [x, y] = [re[b]! * c - im[b]! * s, re[b]! * s + im[b]! * c]
        ;[re[b], im[b]] = [re[a]! - x, im[a]! - y]
        ;[re[a], im[a]] = [re[a]! + x, im[a]! + y]
      }
  return Float32Array.from({ length: size / 2 }, (_, k) => re[k]! ** 2 + im[k]! ** 2)
}

/** Cepstra, less their mean and of one spread: what a room, a telephone or a steady noise does to all of them is gone. */
function featuresOf(samples: Float32Array): Features {
  const count = Math.max(0, Math.floor((samples.length - frame) / hop) + 1)
  const rows = new Float32Array(count * ceps)
  const logs = new Float32Array(bands)
  for (let r = 0; r < count; r++) {
    const power = powerOf(samples, r * hop)
    for (let b = 0; b < bands; b++) {
      let sum = 1e-7
      for (let k = 0; k < size / 2; k++) sum += filters[b]![k]! * power[k]!
      logs[b] = Math.log(sum)
    }
    for (let c = 0; c < ceps; c++) {
      let sum = 0
      for (let b = 0; b < bands; b++) sum += cosines[c]![b]! * logs[b]!
      rows[r * ceps + c] = sum
    }
  }
  for (let c = 0; c < ceps; c++) {
    let [sum, squares] = [0, 0]
    for (let i = c; i < rows.length; i += ceps) [sum, squares] = [sum + rows[i]!, squares + rows[i]! ** 2]
    const mean = sum / (count || 1)
    const spread = Math.sqrt(Math.max(1e-6, squares / (count || 1) - mean * mean))
    for (let i = c; i < rows.length; i += ceps) rows[i] = (rows[i]! - mean) / spread
  }
  return { rows, length: count }
}

/** Mean distance along the best path; infinite where one is much longer than the other. */
function distance(a: Features, b: Features): number {
  if (a.length < 4 || b.length < 4 || a.length > 1.8 * b.length || b.length > 1.8 * a.length) return Infinity
  let before = new Float64Array(b.length).fill(Infinity)
  let row = new Float64Array(b.length)
  for (let i = 0; i < a.length; i++) {
    for (let j = 0; j < b.length; j++) {
      let local = 0
      for (let c = 0; c < ceps; c++) local += (a.rows[i * ceps + c]! - b.rows[j * ceps + c]!) ** 2
      const reached = i || j ? Math.min(before[j]!, j ? before[j - 1]! : Infinity, j ? row[j - 1]! : Infinity) : 0
      row[j] = Math.sqrt(local) + reached
    }
    ;[before, row] = [row, before]
  }
  return before[b.length - 1]! / (a.length + b.length)
}

type Template = { name: string; features: Features }
let known: Template[] | undefined
/** A clip at another speed, and with a noise that is as much weaker: a program may expect what it will meet. */
function heardAs(clip: Float32Array, speed: number, noise: number): Features {
  const samples = resample(clip, speed, 0, () => 0)
  const level = noise * Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length)
  return featuresOf(samples.map((sample, i) => sample + level * 1.7 * (((i * 7919) % 2001) / 1000 - 1)))
}

/** Every clip of every voice at several speeds, clean and noisy; fillers, which are no answer, have the name ''. */
function templates(): Template[] {
  known ??= loadSpeech().voices.flatMap(({ letters, fillers }) =>
    [...Object.entries(letters), ...fillers.map((clip): [string, string] => ['', clip])].flatMap(([name, clip]) =>
      (
        [
          [1, 0.01],
          [0.92, 0.2],
          [1.08, 0.2],
        ] as const
      ).map(([speed, noise]) => ({ name, features: heardAs(fromMuLaw(clip), speed, noise) })),
    ),
  )
  return known
}

/**
 * Where it is louder than the quieter part of it by so much: pieces of sound, from and to, in samples. `pause`: hundredths of a second that part two; `least`: how far
 * between quiet and loud a sound begins.
 */
function piecesOf(samples: Float32Array, pause: number, least: number): [number, number][] {
  const step = 80
  const energies = Array.from({ length: Math.floor(samples.length / step) }, (_, i) => {
    const part = samples.subarray(i * step, i * step + 160)
    return 10 * Math.log10(1e-9 + part.reduce((sum, sample) => sum + sample * sample, 0) / part.length)
  })
  const sorted = [...energies].sort((a, b) => a - b)
  const [floor, top] = [sorted[Math.floor(sorted.length * 0.15)]!, sorted[Math.floor(sorted.length * 0.95)]!]
  const loud = energies.map((energy) => energy > floor + (top - floor) * least)
  const pieces: [number, number][] = []
  for (let i = 0; i < loud.length; i++) {
    if (!loud[i]) continue
    let end = i
    while (end < loud.length && loud.slice(end, end + pause).some(Boolean)) end++
    if (end - i > 8) pieces.push([i * step, end * step])
    i = end
  }
  return pieces
}

const samplesOf = (wav: Buffer) => Float32Array.from({ length: (wav.length - 44) / 2 }, (_, i) => wav.readInt16LE(44 + i * 2) / 32768)

/** What the matcher hears, cut in three ways: some characters have a stop in them, some end softly. */
export function readSound(wav: Buffer): string[] {
  const samples = samplesOf(wav)
  return [piecesOf(samples, 16, 0.2), piecesOf(samples, 16, 0.4), piecesOf(samples, 7, 0.4)].map((pieces) => read(samples, pieces))
}

/** Four characters, fewer where it finds fewer. */
function read(samples: Float32Array, pieces: [number, number][]): string {
  const letters = pieces.map(([from, to]) => bestOf(featuresOf(samples.subarray(from, to)))).filter(({ name }) => name)
  const best = [...letters].sort((a, b) => a.score - b.score).slice(0, 4)
  return letters
    .filter((one) => best.includes(one))
    .map(({ name }) => name)
    .join('')
}

function bestOf(features: Features): { name: string; score: number } {
  return templates().reduce(
    (best, { name, features: known }) => {
      const score = distance(features, known)
      return score < best.score ? { name, score } : best
    },
    { name: '', score: Infinity },
  )
}
