/** What a page hears of an upload, a line for each step; the last one is `done` or `refused`. */
export type UploadStep =
  | { step: 'received' }
  | { step: 'checking'; rows: number; of: number }
  | { step: 'saving' }
  | { step: 'done'; rosterId: string }
  | { step: 'refused'; text: string }
