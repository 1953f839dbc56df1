import fs from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { type Entry, openPromise, type ZipFile } from 'yauzl'
import { crc32 } from '../crc32'
import { limits, Unreadable } from './row'

/** The parts of a zip file, each read as a stream: nothing is unpacked to disk, and no more than asked for into memory. */
export type Archive = {
  has: (name: string) => boolean
  /** The bytes of a part, of which there are at most `maxBytes`; its checksum is compared at the end. @throws Unreadable */
  read: (name: string, maxBytes: number) => AsyncGenerator<Buffer>
  close: () => Promise<void>
}

/** @throws Unreadable */
export async function openArchive(file: string): Promise<Archive> {
  const { size } = await fs.stat(file)
  if (size > limits.fileBytes) throw new Unreadable(`文件超过 ${limits.fileBytes / 1e6} MB`)
  const zip = await openPromise(file, { autoClose: false }).catch((error) => {
    throw new Unreadable('不是 .xlsx 文件，或文件已损坏。旧的 .xls 请先另存为 .xlsx', error)
  })
  const close = async () => zip.close()
  try {
    return { ...(await index(zip)), close }
  } catch (error) {
    await close()
    throw error instanceof Unreadable ? error : new Unreadable('文件已损坏', error)
  }
}

async function index(zip: ZipFile): Promise<Omit<Archive, 'close'>> {
  if (zip.entryCount > limits.entries) throw new Unreadable('压缩包里的文件太多')
  const entries = new Map<string, Entry>()
  for await (const entry of zip.eachEntry()) {
    if (entries.has(entry.fileName)) throw new Unreadable('文件已损坏：压缩包里有重名文件')
    entries.set(entry.fileName, entry)
  }
  return {
    has: (name) => entries.has(name),
    read: (name, maxBytes) => readEntry(zip, entries.get(name), maxBytes),
  }
}

async function* readEntry(zip: ZipFile, entry: Entry | undefined, maxBytes: number): AsyncGenerator<Buffer> {
  if (!entry) throw new Unreadable('文件已损坏：缺少工作表')
  if (entry.isEncrypted()) throw new Unreadable('文件设有密码，请去掉密码后再导入')
  if (entry.uncompressedSize > maxBytes) throw new Unreadable('解压后的内容太大')
  let [bytes, sum] = [0, 0]
  try {
    const stream: Readable = await zip.openReadStreamPromise(entry)
    for await (const chunk of stream) {
      bytes += chunk.length
      if (bytes > maxBytes) throw new Unreadable('解压后的内容太大')
      sum = crc32(chunk, sum)
      yield chunk
    }
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('文件已损坏，无法解压', error)
  }
  if (sum !== entry.crc32) throw new Unreadable('文件已损坏，校验和不对')
}
