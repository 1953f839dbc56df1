import path from 'node:path'
import { env } from './env'
import { LocalDisk } from './storage-disk'
import { S3Bucket } from './storage-s3'

/** Private files: photos, invoices, lessons. Reached only through routes that check who asks. */
export interface Storage {
  put(key: string, body: Buffer): Promise<void>
  /** The file, or null when there is none. */
  get(key: string): Promise<Buffer | null>
  /** Removing what is not there is no error. */
  remove(key: string): Promise<void>
}

let current: Storage | undefined

export function storage(): Storage {
  const { s3, dataDir } = env()
  current ??= s3 ? new S3Bucket(s3) : new LocalDisk(path.join(dataDir, 'storage'))
  return current
}
