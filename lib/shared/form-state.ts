/** What a form shows after it was sent. `typed` brings back what stood in it; passwords and codes never travel back. */
export type FormState = {
  status: 'idle' | 'done' | 'refused'
  message?: string
  fields?: Record<string, string>
  typed?: Record<string, string>
  /** What the command told, for this answer alone. */
  facts?: Record<string, string>
}

export const idle: FormState = { status: 'idle' }
