import type { ServerResponse } from 'node:http'
import { drawnMain, type PlainPage, plainStyle } from './plain-page'

const missing: PlainPage = { status: 404, title: '没有找到这个页面', text: '地址可能写错了，或者内容已经移走。' }
const broken: PlainPage = { status: 500, title: '页面没有打开', text: '已保存的内容都在。请重新载入；如果还不行，请过一会儿再试。' }

/**
 * Where a page is not there, or failed, Next answers with an empty document that its scripts fill. Whoever has none is told the same in
 * words. Only such answers are held back until they are whole.
 */
export function fillEmptyPage(response: ServerResponse): void {
  const write = response.write.bind(response) as (piece: Uint8Array, encoding?: BufferEncoding) => boolean
  const end = response.end.bind(response) as (piece?: Uint8Array, encoding?: BufferEncoding) => ServerResponse
  const flush = response.flushHeaders.bind(response)
  const held: Buffer[] = []
  const holds = () =>
    !response.headersSent && response.statusCode >= 400 && String(response.getHeader('content-type')).startsWith('text/html')
  const hold = (piece: unknown, encoding: unknown) => {
    if (typeof piece === 'string') held.push(Buffer.from(piece, typeof encoding === 'string' ? (encoding as BufferEncoding) : 'utf8'))
    else if (piece instanceof Uint8Array) held.push(Buffer.from(piece))
    return true
  }
  response.flushHeaders = () => void (holds() || flush())
  response.write = ((piece: Uint8Array, ...rest: [BufferEncoding]) =>
    holds() ? hold(piece, rest[0]) : write(piece, ...rest)) as ServerResponse['write']
  response.end = ((...args: [Uint8Array, BufferEncoding]) => {
    if (!holds()) return end(...args)
    hold(...args)
    response.removeHeader('content-length')
    return end(Buffer.from(filled(Buffer.concat(held).toString(), response.statusCode)))
  }) as ServerResponse['end']
}

/** The document with words for whoever has no scripts; one that says something already is left as it is. */
export function filled(html: string, status: number): string {
  if (!html.includes('<html id="__next_error__"')) return html
  return html.replace('<body>', () => `<body><noscript>${plainStyle}${drawnMain(status === 404 ? missing : broken)}</noscript>`)
}
