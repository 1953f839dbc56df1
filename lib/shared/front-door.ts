import type { IncomingMessage } from 'node:http'
import type { PlainPage } from './plain-page'
import { senderOf } from './sent-from-here'

const methods = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE', 'OPTIONS'])
const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

const misspelt: PlainPage = { status: 400, title: '网址不正确', text: '这个网址有误，请核对后再试，或从首页进入。' }
const unknownMethod: PlainPage = { status: 405, title: '不支持这样的请求', text: '请从本平台的页面操作。' }
/** Said instead of a fault while the database cannot be asked; whoever only looked is let in by itself as soon as it can. */
export const unavailable: PlainPage = {
  status: 503,
  title: '暂时打不开',
  text: '数据服务正在恢复，已保存的内容都在。请稍候，页面会自动重试；刚才提交的内容请在恢复后核对，没有保存的再提交一次。',
  retryAfterSeconds: 5,
}
/** All but what lies on the disk, and the question how things stand. */
export const needsDatabase = (url: string) => !/^\/(_next\/static\/|api\/health$|favicon|icons\.svg|robots\.txt)/.test(url)
const foreign: PlainPage = { status: 403, title: '没有执行', text: '请求来自其他网站。请回到本平台的页面，再操作一次。' }

/**
 * Why a request is not let in to Next, or null. Asked of all of them, before anything decodes what they say: pages, routes and actions need not
 * think of an address that is no text.
 */
export function refusalAtTheDoor({ method = '', url = '', headers }: IncomingMessage): PlainPage | null {
  if (!methods.has(method)) return unknownMethod
  if (!isText(url) || !isHost(headers.host)) return misspelt
  // Routes ask for more (lib/shared/route-handler), and next for its actions: this keeps out what says itself that it comes from elsewhere.
  if (!harmless.has(method) && senderOf((name) => headers[name] as string | undefined) === 'elsewhere') return foreign
  return null
}

/** Whether an address says something in UTF-8, without NUL. What stands behind the question mark may be sloppy: a lone % is read as itself. */
export function isText(url: string): boolean {
  if (!url.startsWith('/')) return false
  if (!url.includes('%')) return true
  if (url.includes('%00')) return false
  try {
    decodeURIComponent(url.split('?', 1)[0]!)
    return true
  } catch {
    return false // URIError: a broken escape
  }
}

/** A name and a port: whatever builds an address of it later builds one that is there. */
const isHost = (host: string | undefined) => host === undefined || (/^[^/?#@\\\s]*$/.test(host) && URL.canParse(`http://${host}`))

/**
 * Headers that Next believes and a stranger may send: where a proxy says it was reached, and the pieces of the router's state, which are
 * thrown over when they cannot be read. Dropped, the answer is that to a plain request.
 */
export function dropWhatCannotBeRead({ headers }: IncomingMessage, behindProxy: boolean): void {
  if (!behindProxy) for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'forwarded']) delete headers[name]
  const tree = headers['next-router-state-tree']
  if (typeof tree === 'string' && !isJson(tree)) delete headers['next-router-state-tree']
}

function isJson(escaped: string): boolean {
  try {
    return typeof JSON.parse(decodeURIComponent(escaped)) === 'object'
  } catch {
    return false // neither: what it is for is lost, nothing else
  }
}
