import printable from './fonts/printable.json' with { type: 'json' }

let known: Set<number> | undefined

/**
 * Characters that no printing font has, each once. @react-pdf prints such a character as a wrong letter without an
 * error, so it is asked wherever somebody writes what will stand on a certificate, and again before one is printed.
 */
export function uncovered(text: string): string[] {
  if (/^[\u4e00-\u9fff]*$/.test(text)) return [] // as nearly all names are, and all of these are there
  known ??= readPoints()
  return [...new Set(text)].filter((character) => !known?.has(character.codePointAt(0) ?? 0))
}

/** Of scripts/make-printable.mjs: each range by its distance from the one before and, behind a dash, its length, in base 36. */
function readPoints(): Set<number> {
  const points = new Set<number>()
  let at = 0
  for (const step of printable.steps.split(' ')) {
    const [distance, more = '0'] = step.split('-')
    at += Number.parseInt(distance!, 36)
    for (let left = Number.parseInt(more, 36); left > 0; left--) points.add(at++)
    points.add(at)
  }
  return points
}
