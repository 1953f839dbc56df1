import { POST } from '@/app/api/payments/[provider]/notify/route'
import { listenHere } from './listen-here'

/** The portal as gateways reach it: the one route of notices, over HTTP. */
export const openNoticeLine = () =>
  listenHere(async (request, response) => {
    const [, provider = ''] = /^\/api\/payments\/([^/]+)\/notify$/.exec(request.url!) ?? []
    const body = Buffer.concat(await request.toArray())
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const asked = new Request(`http://portal${request.url}`, {
      method: 'POST',
      headers: { ...headers, 'content-length': String(body.length) },
      body,
    })
    const answer = await POST(asked, { params: Promise.resolve({ provider }) })
    response.writeHead(answer.status).end(answer.status === 204 ? undefined : await answer.text())
  })
