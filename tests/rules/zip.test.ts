import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { fromBuffer, type ZipFile } from 'yauzl'
import { crc32, ownCrc32 } from '@/lib/shared/crc32'
import { zip } from '@/lib/shared/zip'

/** What an independent reader finds in it. */
function contents(file: Buffer): Promise<[string, string][]> {
  return new Promise((resolve, reject) => {
    fromBuffer(file, { lazyEntries: true, strictFileNames: true }, (error, archive?: ZipFile) => {
      if (error || !archive) return reject(error)
      const found: [string, string][] = []
      archive.on('error', reject).on('end', () => resolve(found))
      archive.on('entry', (entry) => {
        archive.openReadStream(entry, async (failure, stream) => {
          if (failure) return reject(failure)
          found.push([entry.fileName, Buffer.concat(await stream.toArray()).toString('base64')])
          archive.readEntry()
        })
      })
      archive.readEntry()
    })
  })
}

const parts: [string, Buffer][] = [
  ['xl/名单.xml', Buffer.from('姓名'.repeat(1000))],
  ['empty', Buffer.alloc(0)],
  ['noise', randomBytes(5000)],
]

test.each([false, true])('a zip file is read by others as it was written (stored: %s)', async (store) => {
  expect(await contents(zip(parts, { store }))).toEqual(parts.map(([name, content]) => [name, content.toString('base64')]))
})

test('the same content makes the same file', () => {
  expect(zip(parts).equals(zip(parts))).toBe(true)
})

test('where Node has no checksum of its own, ours is the same', () => {
  expect(ownCrc32(Buffer.from('123456789'))).toBe(0xcbf43926)
  for (const [, content] of parts) expect(ownCrc32(content)).toBe(crc32(content))
})
