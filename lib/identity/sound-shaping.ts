/** Changes of a voice that keep what it says. Samples from -1 to 1. */

/** Plays `rate` times as fast, which raises pitch and timbre by as much; `drift` lets the rate wander slowly by that share. */
export function resample(samples: Float32Array, rate: number, drift: number, random: () => number): Float32Array {
  const phase = random() * Math.PI * 2
  const out = new Float32Array(Math.ceil(samples.length / rate / (1 - drift)) + 1)
  let n = 0
  for (let at = 0; at < samples.length - 1 && n < out.length; at += rate * (1 + drift * Math.sin(phase + n / 900))) {
    const i = Math.floor(at)
    out[n++] = samples[i]! + (samples[i + 1]! - samples[i]!) * (at - i)
  }
  return out.subarray(0, n)
}

/** Makes it `factor` times as long without changing its pitch: overlapped pieces, each taken from where it fits the one before best (WSOLA). */
export function stretch(samples: Float32Array, factor: number, sampleRate: number): Float32Array {
  const frame = Math.floor(sampleRate * 0.03)
  const hop = frame >> 1
  const reach = Math.floor(sampleRate * 0.008)
  const length = Math.floor(samples.length * factor)
  const out = new Float32Array(length + frame)
  let natural = 0
  for (let at = 0; at < length; at += hop) {
    const wanted = Math.floor(at / factor)
    const from = at ? bestFit(samples, natural, wanted, reach, hop) : 0
    for (let i = 0; i < frame; i++) out[at + i]! += (samples[from + i] ?? 0) * (0.5 - 0.5 * Math.cos((2 * Math.PI * i) / frame))
    natural = from + hop
  }
  return out.subarray(0, length)
}

function bestFit(samples: Float32Array, natural: number, wanted: number, reach: number, n: number): number {
  let [best, most] = [wanted, -Infinity]
  for (let from = Math.max(0, wanted - reach); from <= wanted + reach; from += 2) {
    let likeness = 0
    for (let i = 0; i < n; i += 2) likeness += (samples[natural + i] ?? 0) * (samples[from + i] ?? 0)
    if (likeness > most) [best, most] = [from, likeness]
  }
  return best
}

/** Brighter above nought, duller below: from -0.6 to 0.6. */
export function tilt(samples: Float32Array, amount: number): Float32Array {
  let before = 0
  return samples.map((sample) => {
    const out = sample - amount * before
    before = amount > 0 ? sample : out
    return out
  })
}
