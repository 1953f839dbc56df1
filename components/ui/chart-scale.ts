/** Round figures from 0 to at least `most`, evenly apart: what the lines of a chart stand for. At least one step of 1. */
export function scaleTo(most: number, steps = 4): number[] {
  const rough = Math.max(1, most / steps)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((n) => n * power).find((n) => n >= rough)!
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, i) => i * step)
}

/** 800, 1,500, 12 万 */
export const scaleLabel = (value: number) =>
  value >= 10_000 && value % 1000 === 0 ? `${value / 10_000} 万` : value.toLocaleString('en-US')
