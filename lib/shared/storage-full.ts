import { log } from './log'
import { Refused } from './refused'

/** No room, or a disk that was made read-only because it is dying: of the file system, of a bucket, and of PostgreSQL. */
const signs = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'XMinioStorageFull', 'QuotaExceeded', 'InsufficientStorage', '53100'])

const saysFull = (error: unknown): boolean =>
  error instanceof Error && (signs.has((error as NodeJS.ErrnoException).code ?? '') || signs.has(error.name) || saysFull(error.cause))

let told = false

/** What was thrown, or a refusal in words when there was no room. The operator is told once, until something was stored again. */
export function whenFull(error: unknown): unknown {
  if (!saysFull(error)) return error
  if (!told) log().error({ err: error }, 'no room to store files: uploads are refused until there is')
  told = true
  return new Refused('storage_full')
}

export function storedAgain(): void {
  if (told) log().info('there is room to store files again')
  told = false
}
