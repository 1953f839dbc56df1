import type { mediaUploadStatus } from '@/db/schema/catalog'
import type { Refusal } from '@/lib/shared/refused'

/** Every piece but the last is exactly this long, so that pieces are found again by arithmetic. */
export const pieceBytes = 4 * 1024 * 1024

/** Files that one editor may have on their way at once. */
export const mostReceiving = 20

/** Half a file that nobody goes on sending, or that could not be made a lesson, is kept so many days. */
export const keptDays = 7

export type UploadStatus = (typeof mediaUploadStatus.enumValues)[number]

export const pieceKey = (uploadId: string, offset: number) => `uploads/${uploadId}/${offset}`

/** Where each piece of a file begins. */
export const pieceOffsets = (bytes: number) => Array.from({ length: Math.ceil(bytes / pieceBytes) }, (_, i) => i * pieceBytes)

/** Why a piece is not taken; null when it is the next one, whole. */
export function refusalToReceive(
  upload: { status: UploadStatus; sizeBytes: number; receivedBytes: number },
  piece: { offset: number; length: number },
): Refusal | null {
  if (upload.status !== 'receiving') return { code: 'upload_complete', facts: {} }
  if (piece.offset !== upload.receivedBytes) return { code: 'upload_offset', facts: { received: upload.receivedBytes } }
  const expected = Math.min(pieceBytes, upload.sizeBytes - upload.receivedBytes)
  return piece.length === expected ? null : { code: 'upload_piece', facts: { expected } }
}
