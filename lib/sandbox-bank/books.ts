import { connect, type Db } from '@/db/client'

const shared = globalThis as { xueshiBankAt?: string }
let own: ReturnType<typeof connect> | undefined

/** The sandbox bank is another house: it has tables and connections of its own, and knows nothing of the portal's transactions. */
export function openBooks(url: string): void {
  shared.xueshiBankAt = url
}

export function books(): Db {
  if (!shared.xueshiBankAt) throw new Error('the sandbox bank is not open in this process')
  own ??= connect(shared.xueshiBankAt, 2)
  return own
}

export async function closeBooks(): Promise<void> {
  await own?.$client.end({ timeout: 5 })
  own = undefined
  shared.xueshiBankAt = undefined
}
