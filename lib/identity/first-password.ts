import { randomInt } from 'node:crypto'

/** What a member of the staff begins with. Without characters that look like others; of three kinds. */
export function newFirstPassword(): string {
  const pick = (alphabet: string, n: number) => Array.from({ length: n }, () => alphabet[randomInt(alphabet.length)]).join('')
  return `${pick('abcdefghjkmnpqrstuvwxyz', 5)}-${pick('23456789', 4)}-${pick('ABCDEFGHJKLMNPQRSTUVWXYZ', 4)}`
}
