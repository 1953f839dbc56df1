import { env } from '@/lib/shared/env'
import { messageHolds, signMessage } from './message'
import { BankRefused, merchantCalls } from './trades'

const isCall = (verb: string): verb is keyof typeof merchantCalls => Object.hasOwn(merchantCalls, verb)

/** The sandbox bank's side of the line: POST of signed JSON, answered signed. 400: no, and why. Only a demo has the bank. */
export async function answerMerchant(verb: string, request: Request): Promise<Response> {
  if (env().mode !== 'demo' || !isCall(verb)) return new Response(null, { status: 404 })
  const size = request.headers.get('content-length')
  if (size === null || Number(size) > 16_384) return new Response(null, { status: 413 })
  const body = await request.text()
  if (!messageHolds(request.headers, body, new Date())) return answer(401, { message: '签名不对' })
  try {
    return answer(200, await merchantCalls[verb](JSON.parse(body)))
  } catch (error) {
    if (error instanceof BankRefused) return answer(400, { message: error.message })
    throw error
  }
}

function answer(status: number, told: object): Response {
  const body = JSON.stringify(told)
  return new Response(body, { status, headers: { 'content-type': 'application/json', ...signMessage(body, new Date()) } })
}
