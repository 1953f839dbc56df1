import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http'
import { env } from './env'
import { formatHotline } from './hotline'

export type PlainPage = { status: number; title: string; text: string; retryAfterSeconds?: number }

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (text: string) => text.replace(/[&<>"]/g, (c) => escapes[c]!)

/** An answer that needs neither Next nor the database: a page for who looks at it, a sentence for scripts. */
export function answerPlain(request: IncomingMessage, response: ServerResponse, page: PlainPage): void {
  const forPeople = /\btext\/html\b/.test(request.headers.accept ?? '') && !request.url?.startsWith('/api/')
  const retries = request.method === 'GET' // what was posted is not sent again by itself
  const body = forPeople ? drawn(page, retries) : `${page.title}。${page.text}`
  const headers: OutgoingHttpHeaders = {
    'content-type': `text/${forPeople ? 'html' : 'plain'}; charset=utf-8`,
    'content-length': Buffer.byteLength(body),
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
  }
  if (page.retryAfterSeconds) headers['retry-after'] = String(page.retryAfterSeconds)
  if (!request.complete && request.method !== 'GET') headers.connection = 'close' // what is still being sent is not waited for
  response.writeHead(page.status, headers)
  response.end(request.method === 'HEAD' ? undefined : body)
}

function drawn(page: PlainPage, retries: boolean): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${retries && page.retryAfterSeconds ? `<meta http-equiv="refresh" content="${page.retryAfterSeconds}">` : ''}
<title>${escaped(page.title)} · ${escaped(env().portalName)}</title>
${plainStyle}
</head>
<body>
${drawnMain(page)}
</body>
</html>
`
}

export const plainStyle = `<style>
body{margin:0;background:#f4f6f9;color:#1b2430;font:1rem/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
main{max-width:32rem;margin:12vh auto 0;padding:2rem 1.5rem;background:#fff;border:1px solid #d9dfe7;border-radius:8px}
h1{margin:0 0 .75rem;font-size:1.375rem;line-height:1.4}
p{margin:0 0 .75rem}
p.name,p.help{color:#4a5666;font-size:.875rem}
a{color:#0b57a4}
@media(max-width:40rem){main{margin:0;border:0;border-radius:0;min-height:100vh;box-sizing:border-box}}
</style>`

/** The words of the page and the way on, in plainStyle. */
export function drawnMain({ title, text, retryAfterSeconds }: PlainPage): string {
  const { portalName, hotline, hotlineHours } = env()
  return `<main>
<p class="name">${escaped(portalName)}</p>
<h1>${escaped(title)}</h1>
<p>${escaped(text)}</p>
<p><a href="${retryAfterSeconds ? '' : '/'}">${retryAfterSeconds ? '现在重试' : '返回首页'}</a></p>
${hotline ? `<p class="help">服务热线 ${escaped(formatHotline(hotline))}${hotlineHours ? `（${escaped(hotlineHours)}）` : ''}</p>` : ''}
</main>`
}
