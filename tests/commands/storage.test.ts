import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Storage } from '@/lib/shared/storage'
import { LocalDisk } from '@/lib/shared/storage-disk'
import { S3Bucket } from '@/lib/shared/storage-s3'

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-storage-'))
const bucket = 'xueshi-files'
let server: S3rver
let s3: S3Bucket
let settings: ConstructorParameters<typeof S3Bucket>[0]

beforeAll(async () => {
  server = new S3rver({
    port: 0,
    address: '127.0.0.1',
    silent: true,
    directory: path.join(folder, 's3'),
    configureBuckets: [{ name: bucket }],
  })
  const { port } = await server.run()
  settings = { endpoint: `http://127.0.0.1:${port}`, bucket, region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  s3 = new S3Bucket(settings)
})
afterAll(async () => {
  await server.close()
  fs.rmSync(folder, { recursive: true })
})

describe.each<[string, () => Storage]>([
  ['the local disk', () => new LocalDisk(path.join(folder, 'disk'))],
  ['a bucket', () => s3],
])('%s', (_, storage) => {
  test('gives back what was put, byte for byte, also over what stood there', async () => {
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i % 256))
    await storage().put('photos/one.jpg', Buffer.from('before'))
    await storage().put('photos/one.jpg', bytes)
    expect((await storage().get('photos/one.jpg'))?.equals(bytes)).toBe(true)
  })

  test('has nothing under a key nobody put, and loses what is removed', async () => {
    expect(await storage().get('photos/none.jpg')).toBeNull()
    await storage().put('drafts/two.jpg', Buffer.from('x'))
    await storage().remove('drafts/two.jpg')
    expect(await storage().get('drafts/two.jpg')).toBeNull()
    await storage().remove('drafts/two.jpg')
  })

  test.each(['../secrets.json', 'photos/../../x', '/etc/passwd', 'Photos/a', 'photos/a b', ''])(
    'knows %j for no key of ours',
    async (key) => {
      await expect(storage().get(key)).rejects.toThrow('not a storage key')
      await expect(storage().put(key, Buffer.from('x'))).rejects.toThrow('not a storage key')
      await expect(storage().remove(key)).rejects.toThrow('not a storage key')
    },
  )
})

test('a bucket that is not there, or does not know us, is an error and not an empty shelf', async () => {
  await expect(new S3Bucket({ ...settings, bucket: 'another' }).get('photos/one.jpg')).rejects.toThrow()
  await expect(new S3Bucket({ ...settings, accessKeyId: 'stranger' }).get('photos/one.jpg')).rejects.toThrow()
})
