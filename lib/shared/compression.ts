import type { IncomingMessage, ServerResponse } from 'node:http'
import { createGzip, type Gzip } from 'node:zlib'

const worthIt = /^(?:text\/|application\/(?:json|javascript)|image\/svg)/
/** So long is waited for the rest of an answer. */
const patienceMs = 10

/**
 * Compresses what Next answers. Next's own compression, which next.config.ts switches off, flushes after each of the dozen pieces that
 * a page comes in: each is two jobs for the thread pool and a write to the socket, together more than the compressing. Here what
 * comes within a moment goes together, mostly the whole page; one that waits for something is sent as far as it has come.
 *
 * A slow reader is not waited for: what is worth compressing is small, and a page is in memory anyway.
 */
export function compress(request: IncomingMessage, response: ServerResponse): void {
  if (request.method === 'HEAD' || !/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse
  const write = response.write.bind(response)
  const end = response.end.bind(response)
  let gzip: Gzip | undefined
  let gathered: Buffer[] = []
  let patience: NodeJS.Timeout | undefined

  const begin = () => {
    if (
      response.hasHeader('content-encoding') ||
      [206, 304].includes(response.statusCode) ||
      !worthIt.test(String(response.getHeader('content-type')))
    )
      return
    response.setHeader('content-encoding', 'gzip')
    response.appendHeader('vary', 'accept-encoding')
    response.removeHeader('content-length')
    gzip = createGzip()
    gzip.on('data', (piece) => write(piece))
    gzip.on('end', () => end())
  }
  const take = (piece: unknown, encoding: unknown) => {
    if (typeof piece === 'string') gathered.push(Buffer.from(piece, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'))
    else if (piece instanceof Uint8Array) gathered.push(Buffer.from(piece.buffer, piece.byteOffset, piece.byteLength))
  }
  const takeAll = () => {
    clearTimeout(patience)
    patience = undefined
    const all = Buffer.concat(gathered)
    gathered = []
    return all
  }

  response.flushHeaders = () => {} // they go with the first piece
  response.writeHead = (...args: unknown[]) => {
    if (!response.headersSent) begin()
    return writeHead(...args)
  }
  response.write = ((piece: Uint8Array, ...rest: [BufferEncoding]) => {
    if (!response.headersSent) response.writeHead(response.statusCode)
    if (!gzip) return write(piece, ...rest)
    take(piece, rest[0])
    patience ??= setTimeout(() => {
      gzip?.write(takeAll())
      gzip?.flush()
    }, patienceMs)
    return true
  }) as ServerResponse['write']
  response.end = ((...args: [Uint8Array, BufferEncoding]) => {
    if (!response.headersSent) response.writeHead(response.statusCode)
    if (!gzip) return end(...args)
    take(args[0], args[1])
    response.cork() // the last pieces leave in one write
    gzip.end(takeAll())
    return response
  }) as ServerResponse['end']
  response.once('close', () => {
    clearTimeout(patience)
    gzip?.destroy()
  })
}
