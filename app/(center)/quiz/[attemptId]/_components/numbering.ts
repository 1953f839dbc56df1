export const letters = 'ABCDEFGHIJ'

/** Question numbers as people say them: 2、5 至 8 */
export function spans(positions: number[]): string {
  const runs: [first: number, last: number][] = []
  for (const position of [...positions].sort((a, b) => a - b)) {
    const run = runs.at(-1)
    if (run?.[1] === position - 1) run[1] = position
    else runs.push([position, position])
  }
  return runs
    .map(([first, last]) =>
      last - first > 1 ? `${first + 1} 至 ${last + 1}` : first === last ? `${first + 1}` : `${first + 1}、${last + 1}`,
    )
    .join('、')
}
