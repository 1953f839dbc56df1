import fs from 'node:fs/promises'
import path from 'node:path'
import type { Storage } from './storage'
import { checkedKey } from './storage-key'

export class LocalDisk implements Storage {
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

  async remove(key: string) {
    await fs.rm(this.file(key), { force: true })
  }

  private file(key: string) {
    return path.join(this.root, checkedKey(key))
  }
}
