import fs from 'node:fs/promises'
import path from 'node:path'
import { env } from './env'

/** Private files: photos, invoices, lessons. Reached only through routes that check who asks. */
export interface Storage {
  put(key: string, body: Buffer): Promise<void>
  /** The file, or null when there is none. */
  get(key: string): Promise<Buffer | null>
}

class LocalDisk implements Storage {
  constructor(private readonly root: string) {}

  async put(key: string, body: Buffer) {
    const file = this.file(key)
    await fs.mkdir(path.dirname(file), { recursive: true })
    const part = `${file}.${process.pid}.part` // renamed when whole: a reader never sees half a file
    await fs.writeFile(part, body)
    await fs.rename(part, file)
  }

  async get(key: string) {
    try {
      return await fs.readFile(this.file(key))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
      throw error
    }
  }

  private file(key: string) {
    if (!/^[a-z0-9][a-z0-9./-]*$/.test(key) || key.includes('..')) throw new Error(`not a storage key: ${key}`)
    return path.join(this.root, key)
  }
}

let current: Storage | undefined

export function storage(): Storage {
  current ??= new LocalDisk(path.join(env().dataDir, 'storage'))
  return current
}
