import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** For readers that want a file: it is there while they work. */
export async function asFile<T>(bytes: Buffer, work: (path: string) => Promise<T>): Promise<T> {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'table-'))
  const name = path.join(folder, 'table.xlsx')
  try {
    await fs.writeFile(name, bytes)
    return await work(name)
  } finally {
    await fs.rm(folder, { recursive: true, force: true })
  }
}

export const isZip = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04', 'latin1'))
