import type { RefusalCode } from '@/lib/shared/messages'
import { NotFound, tellNotFound } from '@/lib/shared/not-found'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { wellFormed } from '@/lib/shared/well-formed'

/** tus 1.0 (https://tus.io/protocols/resumable-upload), core with creation and termination: what a browser needs to go on after a dropout. */
export const tusHeaders = { 'tus-resumable': '1.0.0', 'cache-control': 'no-store' }

export const plain = (status: number, text: string) =>
  new Response(text, { status, headers: { ...tusHeaders, 'content-type': 'text/plain; charset=utf-8' } })

/** Clients try again by themselves after a 409. */
const statuses: Partial<Record<RefusalCode, number>> = { upload_offset: 409, upload_large: 413 }

/** Runs one request of the protocol; refusals answer with their sentence. */
export async function answeringTus(request: Request, work: () => Promise<Response>): Promise<Response> {
  if (request.headers.get('tus-resumable') !== '1.0.0') return plain(412, '不支持这个上传协议的版本。')
  try {
    return await work()
  } catch (error) {
    if (error instanceof NotFound) {
      await tellNotFound()
      return plain(404, '没有找到这个文件，请重新选择后上传。')
    }
    if (error instanceof Refused) return plain(statuses[error.code] ?? 400, refusalText(error))
    throw error
  }
}

/** `filename 5a6J5YWo` → { filename: '安全' } */
export function metadataOf(header: string | null): Record<string, string> {
  const pairs = (header ?? '').split(',').map((pair) => pair.trim().split(' '))
  return Object.fromEntries(
    pairs.flatMap(([name, value]) => (name ? [[name, wellFormed(Buffer.from(value ?? '', 'base64').toString())]] : [])),
  )
}
