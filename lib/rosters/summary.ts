import { type ProblemKind, problemKinds } from './problems'
import type { CheckedRow } from './rules'

export type Summary = {
  people: number
  ready: number
  withProblems: number
  repaired: number
  /** For the filter: kinds that people take for one have one label. */
  labels: { label: string; kinds: ProblemKind[]; rows: number }[]
}

export function summarise(rows: CheckedRow[]): Summary {
  const labels = new Map<string, { kinds: Set<ProblemKind>; rows: Set<number> }>()
  for (const { row, problems } of rows) {
    for (const { kind } of problems) {
      const { label } = problemKinds[kind]
      const known = labels.get(label) ?? { kinds: new Set(), rows: new Set() }
      labels.set(label, known)
      known.kinds.add(kind)
      known.rows.add(row)
    }
  }
  const withProblems = rows.filter(({ problems }) => problems.length).length
  return {
    people: rows.length,
    ready: rows.length - withProblems,
    withProblems,
    repaired: rows.filter(({ repairs }) => repairs.length).length,
    labels: [...labels].map(([label, { kinds, rows }]) => ({ label, kinds: [...kinds], rows: rows.size })).sort((a, b) => b.rows - a.rows),
  }
}

export type Counts = { people: number; ready: number; repairs: Record<string, number>; phonesDiffer: number }

/**
 * What is kept of all rows beside the rows themselves: how many there are, how many are ready, what was mended how often, and how many of
 * those ready have another phone on file.
 */
export function countRows(rows: CheckedRow[]): Counts {
  const repairs: Record<string, number> = {}
  for (const row of rows) for (const { what } of row.repairs) for (const reason of what) repairs[reason] = (repairs[reason] ?? 0) + 1
  const ready = rows.filter(({ problems }) => !problems.length)
  return { people: rows.length, ready: ready.length, repairs, phonesDiffer: ready.filter(({ phoneDiffers }) => phoneDiffers).length }
}

/** The same when some of the rows have changed or gone. */
export function recount(counts: Counts, before: CheckedRow[], after: CheckedRow[]): Counts {
  const [gone, come] = [countRows(before), countRows(after)]
  const repairs = { ...counts.repairs }
  for (const [reason, times] of Object.entries(come.repairs)) repairs[reason] = (repairs[reason] ?? 0) + times
  for (const [reason, times] of Object.entries(gone.repairs)) repairs[reason] = (repairs[reason] ?? 0) - times
  return {
    people: counts.people - gone.people + come.people,
    ready: counts.ready - gone.ready + come.ready,
    phonesDiffer: counts.phonesDiffer - gone.phonesDiffer + come.phonesDiffer,
    repairs: Object.fromEntries(Object.entries(repairs).filter(([, times]) => times > 0)),
  }
}
