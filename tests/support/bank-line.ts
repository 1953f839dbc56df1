import type { IncomingMessage, ServerResponse } from 'node:http'
import { listenHere } from './listen-here'

/** How the bank's line behaves: as it should, or so. `hang`: until let go. */
type Manner = 'well' | 'refuses' | 'broken' | 'unsigned' | 'hang' | 'answer lost'

let manner: (verb: string) => Manner = () => 'well'
let waiting: (() => void)[] = []
let calls = 0

/** From now on, until `behave()`; of one call or of all. */
export function misbehave(how: Exclude<Manner, 'well'>, of?: string): void {
  manner = (verb) => (!of || verb === of ? how : 'well')
  calls = 0
}
export function behave(): void {
  manner = () => 'well'
  for (const go of waiting) go()
  waiting = []
}
/** How many calls came since the line last behaved or began to misbehave. */
export const called = () => calls

/** How many calls hang on the line now. */
export const hanging = () => waiting.length

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const verb = request.url!.replace('/bank/api/', '')
  const how = manner(verb)
  calls++
  const body = Buffer.concat(await request.toArray())
  if (how === 'hang') await new Promise<void>((go) => waiting.push(go))
  if (how === 'broken') return void response.writeHead(502).end('Bad Gateway')
  const { answerMerchant } = await import('@/lib/sandbox-bank/answer-merchant')
  const { signMessage } = await import('@/lib/sandbox-bank/message')
  if (how === 'refuses') {
    const no = JSON.stringify({ message: '商户号被限制' })
    return void response.writeHead(400, signMessage(no, new Date())).end(no)
  }
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
  const told = await answerMerchant(verb, new Request(`http://bank${request.url}`, { method: 'POST', headers, body }))
  if (how === 'answer lost') return void response.destroy() // after it was done
  const text = await told.text()
  response.writeHead(told.status, how === 'unsigned' ? {} : Object.fromEntries(told.headers)).end(text)
}

/** The sandbox bank answers on a port of its own, as it does where a portal serves it. @returns the port */
export async function openBankLine(): Promise<number> {
  const { server, port } = await listenHere((request, response) => {
    answer(request, response).catch((error) => response.writeHead(500).end(String(error)))
  })
  server.unref()
  return port
}
