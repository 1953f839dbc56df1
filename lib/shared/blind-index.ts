import { createHmac, type KeyObject } from 'node:crypto'
import { type DataKey, dataKeys } from './keys'

/** By what is looked up without being readable; each has a key of its own. */
export const indexPurposes = ['id-number', 'phone', 'roster-row', 'staff-recovery', 'lesson'] as const
export type IndexPurpose = (typeof indexPurposes)[number]

const indexUnder = (key: DataKey, purpose: IndexPurpose, text: string) =>
  createHmac('sha256', key.index(purpose)).update(text).digest('base64url')

/** What is written. */
export const blindIndex = (purpose: IndexPurpose, text: string): string => indexUnder(dataKeys().current, purpose, text)

/** What is looked for: while DATA_KEY is being changed a row may still stand under the previous key. The first is the current one's. */
export function blindIndexes(purpose: IndexPurpose, text: string): string[] {
  const { current, previous } = dataKeys()
  return [current, previous].flatMap((key) => (key ? [indexUnder(key, purpose, text)] : []))
}

/** Whether a value may have two indexes now. */
export const isChangingKey = (): boolean => dataKeys().previous !== null

/** The keys of a purpose that is no more: what was made with them is kept with them, encrypted. */
export const indexKeys = (purpose: IndexPurpose): KeyObject[] => {
  const { current, previous } = dataKeys()
  return [current, previous].flatMap((key) => (key ? [key.index(purpose)] : []))
}
