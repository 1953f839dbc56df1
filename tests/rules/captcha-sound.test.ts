import { expect, test } from 'vitest'
import { captchaAlphabet } from '@/lib/identity/captcha'
import { fromMuLaw, loadSpeech, speakCaptcha, toWav } from '@/lib/identity/captcha-sound'
import { readSound } from '../support/sound-matcher'

/** Codes and noise that are the same in each run. */
const codes = (n: number) =>
  Array.from({ length: n }, (_, i) => [0, 1, 2, 3].map((k) => captchaAlphabet[(i * 7 + k * (5 + (i % 9)) + i * k) % 22]!).join(''))

/** The sound as it was once: one voice's clips one behind the other, silence between, and a slight hiss. */
function plain(text: string, i: number): Buffer {
  const { sampleRate, voices } = loadSpeech()
  const noise = (at: number) => (((at * 7919 + i * 104729) % 361) - 180) / 32768
  const pause = (k: number) => new Float32Array(Math.floor(sampleRate * (0.35 + ((i * 13 + k * 29) % 25) / 100)))
  const pieces = [...text].flatMap((letter, k) => [pause(k), fromMuLaw(voices[0]!.letters[letter]!)]).concat([pause(4)])
  const samples = Float32Array.from(pieces.flatMap((piece) => [...piece]))
  return toWav(
    samples.map((sample, at) => sample + noise(at)),
    sampleRate,
  )
}

const solved = (speak: (text: string, i: number) => Buffer, n: number) =>
  codes(n).filter((text, i) => readSound(speak(text, i)).includes(text)).length / n
const spoken = (text: string, i: number) => speakCaptcha(text, `seed ${i}`)

test('a matcher that has the clips reads the plain sound', () => {
  expect(solved(plain, 20)).toBeGreaterThanOrEqual(0.9)
}, 120_000)

test('and less than one in twenty of ours', () => {
  expect(solved(spoken, 60)).toBeLessThan(0.05)
}, 240_000)

test('the same seed says the same, to the sample, and another seed the same code in another way', () => {
  expect(speakCaptcha('A3KX', 'one')).toEqual(speakCaptcha('A3KX', 'one'))
  expect(speakCaptcha('A3KX', 'one')).not.toEqual(speakCaptcha('A3KX', 'two'))
})

test('it lasts some seconds and is loud, without being cut off', () => {
  for (const [i, text] of codes(20).entries()) {
    const wav = speakCaptcha(text, `seed ${i}`)
    const samples = Array.from({ length: (wav.length - 44) / 2 }, (_, at) => wav.readInt16LE(44 + at * 2))
    expect(samples.length / 8000).toBeGreaterThan(2)
    expect(samples.length / 8000).toBeLessThan(10)
    expect(Math.max(...samples.map(Math.abs))).toBeGreaterThan(29_000)
    expect(Math.max(...samples.map(Math.abs))).toBeLessThanOrEqual(30_000)
  }
})
