import { NotFound } from '@/lib/shared/not-found'
import { Refused } from '@/lib/shared/refused'

/** What became of it, in a word: 'done', the code of the refusal, or 'not found'. A bug is no outcome: it throws on. */
export async function outcome(work: Promise<unknown>): Promise<string> {
  try {
    await work
    return 'done'
  } catch (error) {
    if (error instanceof NotFound) return 'not found'
    if (error instanceof Refused) return error.code
    throw error
  }
}

export const outcomes = (works: Promise<unknown>[]): Promise<string[]> => Promise.all(works.map(outcome))

/** How often each happened. */
export function tallied(words: string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return counts
}
