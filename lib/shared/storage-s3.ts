import type { S3Client } from '@aws-sdk/client-s3'
import type { Storage } from './storage'
import { storedAgain, whenFull } from './storage-full'
import { checkedKey } from './storage-key'

export type S3Settings = { endpoint: string; bucket: string; region: string; accessKeyId: string; secretAccessKey: string }

type Sdk = typeof import('@aws-sdk/client-s3')

/** A bucket of any S3-compatible store. The SDK is large: it is loaded with the first file. */
export class S3Bucket implements Storage {
  private opened: Promise<{ sdk: Sdk; client: S3Client }> | undefined

  constructor(private readonly settings: S3Settings) {}

  async put(key: string, body: Buffer) {
    const { sdk, client } = await this.open()
    try {
      await client.send(new sdk.PutObjectCommand({ ...this.place(key), Body: body, ContentLength: body.length }))
    } catch (error) {
      throw whenFull(error)
    }
    storedAgain()
  }

  async get(key: string) {
    const { sdk, client } = await this.open()
    try {
      const { Body } = await client.send(new sdk.GetObjectCommand(this.place(key)))
      return Body ? Buffer.from(await Body.transformToByteArray()) : null
    } catch (error) {
      if (error instanceof sdk.NoSuchKey) return null
      throw error
    }
  }

  async remove(key: string) {
    const { sdk, client } = await this.open()
    await client.send(new sdk.DeleteObjectCommand(this.place(key)))
  }

  private place(key: string) {
    return { Bucket: this.settings.bucket, Key: checkedKey(key) }
  }

  private open() {
    this.opened ??= import('@aws-sdk/client-s3').then((sdk) => ({ sdk, client: this.connect(sdk) }))
    return this.opened
  }

  private connect(sdk: Sdk): S3Client {
    const { endpoint, region, accessKeyId, secretAccessKey } = this.settings
    return new sdk.S3Client({
      endpoint,
      region,
      credentials: { accessKeyId, secretAccessKey },
      forcePathStyle: true, // the bucket in the path: its name need not resolve as a host
      // Checksums in trailers are AWS's own; other stores take them for part of the file or refuse them.
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
  }
}
