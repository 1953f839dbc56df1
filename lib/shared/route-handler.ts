import { log } from './log'
import { NotFound, tellNotFound } from './not-found'
import { refusalText } from './refusal-text'
import { Refused } from './refused'
import { senderOf } from './sent-from-here'
import { whenFull } from './storage-full'

/** Turns what a command throws into an answer: 404 for what is not there or not yours, 409 with a sentence for a refusal. */
export async function answering(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (thrown) {
    const error = whenFull(thrown)
    if (error instanceof NotFound) {
      await tellNotFound()
      return new Response('没有找到', { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } })
    }
    if (error instanceof Refused)
      return new Response(refusalText(error), {
        status: error.code === 'storage_full' ? 507 : 409,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
      })
    throw error
  }
}

/**
 * A route that changes something: only a page of this portal may send to it, whatever cookies come along. Every POST, PATCH, PUT and
 * DELETE is one, or says in tests/rules/route-origins.test.ts why not.
 */
export function fromHere<Rest extends unknown[]>(work: (request: Request, ...rest: Rest) => Promise<Response>) {
  return async (request: Request, ...rest: Rest): Promise<Response> =>
    senderOf((name) => request.headers.get(name)) === 'here'
      ? work(request, ...rest)
      : new Response('请从本平台的页面上传。', { status: 403, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

/** Lines of JSON, each sent as it is known. Whoever asked may be gone before the last one: the work goes on. */
export function jsonLines<T>(work: (say: (line: T) => void) => Promise<void>): Response {
  const encoder = new TextEncoder()
  let listening = true
  const stream = new ReadableStream({
    start(controller) {
      work((line) => {
        if (listening) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`))
      })
        .then(() => listening && controller.close())
        .catch((error) => {
          log().error({ err: error }, 'while answering in lines')
          if (listening) controller.error(error)
        })
    },
    cancel() {
      listening = false
    },
  })
  return new Response(stream, {
    headers: { 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  })
}

/** Where a form that was posted without scripts goes on. */
export const seeOther = (location: string) => new Response(null, { status: 303, headers: { location } })

const file = (body: Buffer, type: string, more?: Record<string, string>) =>
  new Response(new Uint8Array(body), { headers: { 'content-type': type, 'cache-control': 'private, no-store', ...more } })

/** RFC 6266 and 8187: Chinese is welcome. */
const disposition = (how: 'inline' | 'attachment', name: string) =>
  `${how}; filename*=UTF-8''${encodeURIComponent(name).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`

/** A private file: kept by no cache on the way. */
export const privateFile = (body: Buffer, type: string, name?: string) =>
  file(body, type, name ? { 'content-disposition': disposition('inline', name) } : {})

/** An .xlsx file of our own making, to be kept under this name. */
export const workbookFile = (body: Buffer, name: string) =>
  file(body, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', {
    'content-disposition': disposition('attachment', name),
  })

/** What somebody uploaded and nobody here has read: never shown by the browser, only handed out to be kept. */
export const untrustedFile = (body: Buffer, type: string, name: string) =>
  file(body, type, {
    'content-disposition': disposition('attachment', name),
    'content-security-policy': "sandbox; default-src 'none'",
    'x-content-type-options': 'nosniff',
  })
