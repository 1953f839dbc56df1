import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import path from 'node:path'
import type { Storage } from './storage'
import { storedAgain, whenFull } from './storage-full'
import { checkedKey } from './storage-key'

/** Read by the portal's own account alone: ID photos among them. */
const modes = { folder: 0o700, file: 0o600 }

export class LocalDisk implements Storage {
  private closed: Promise<void> | undefined

  constructor(private readonly root: string) {}

  /** Whole and on the disk when this returns, also if the power goes then. @throws Refused('storage_full') */
  async put(key: string, body: Buffer) {
    const file = this.file(key)
    const part = `${file}.${randomUUID()}.part` // renamed when whole: a reader never sees half a file
    try {
      await this.close()
      const begun = await fs.mkdir(path.dirname(file), { recursive: true, mode: modes.folder })
      await write(part, body)
      await fs.rename(part, file)
      for (const folder of touched(path.dirname(file), begun)) await syncFolder(folder)
    } catch (error) {
      await fs.rm(part, { force: true }).catch(() => {}) // what failed first is told
      throw whenFull(error)
    }
    storedAgain()
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

  /** A folder of an earlier version may be open to everybody on the machine: nobody passes its root any more. */
  private close(): Promise<void> {
    this.closed ??= fs
      .mkdir(this.root, { recursive: true, mode: modes.folder })
      .then(() => fs.chmod(this.root, modes.folder))
      .catch((error) => {
        this.closed = undefined
        throw error
      })
    return this.closed
  }
}

async function write(file: string, body: Buffer): Promise<void> {
  const handle = await fs.open(file, 'wx', modes.file)
  try {
    await handle.writeFile(body)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The folders whose list of names has changed: that of the file and, where folders were made on the way, those above. */
function touched(folder: string, begun: string | undefined): string[] {
  const folders = [folder]
  while (begun && folders.at(-1) !== path.dirname(begun)) folders.push(path.dirname(folders.at(-1)!))
  return folders
}

/** A new name is kept only with its folder. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return // which opens no folders
  const handle = await fs.open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
