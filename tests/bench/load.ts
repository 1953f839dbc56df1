import { Agent, request as httpRequest } from 'node:http'

export type Answer = { status: number; body: string }
export type Send = (path: string, options?: { headers?: Record<string, string>; body?: string }) => Promise<Answer>

/** A plain node:http client that keeps its connections; a body makes the request a POST of JSON. */
export function httpClient(origin: string, maxSockets = Number.POSITIVE_INFINITY): { send: Send; close: () => void } {
  const { hostname, port } = new URL(origin)
  const agent = new Agent({ keepAlive: true, maxSockets, noDelay: true })
  const send: Send = (path, { headers = {}, body } = {}) =>
    new Promise((resolve, reject) => {
      const json = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }
      const method = body === undefined ? 'GET' : 'POST'
      const request = httpRequest({ agent, hostname, port, path, method, headers: { ...headers, ...json } }, (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts).toString() }))
        response.on('error', reject)
      })
      request.on('error', reject)
      request.end(body)
    })
  return { send, close: () => agent.destroy() }
}

/** `clients` at once, each acting again as soon as it is answered. @returns acts per second */
export async function closedLoop(clients: number, seconds: number, act: (client: number) => Promise<void>): Promise<number> {
  const began = performance.now()
  const until = began + seconds * 1000
  let acts = 0
  const one = async (client: number) => {
    while (performance.now() < until) {
      await act(client)
      acts++
    }
  }
  await Promise.all(Array.from({ length: clients }, (_, client) => one(client)))
  return (acts * 1000) / (performance.now() - began)
}

/**
 * Acts begin on schedule, whether those before have ended or not, as visitors do. @returns what each took in milliseconds, counted
 * from the moment it was due: a server that falls behind cannot hide it.
 */
export async function openLoop(perSecond: number, seconds: number, act: () => Promise<void>): Promise<number[]> {
  const began = performance.now()
  const timed = async (due: number) => {
    await new Promise((resolve) => setTimeout(resolve, due - performance.now()))
    await act()
    return performance.now() - due
  }
  return Promise.all(Array.from({ length: perSecond * seconds }, (_, i) => timed(began + (i * 1000) / perSecond)))
}

/** The value below which `share` of all lie. */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: number[]) => quantile(values, 0.5)
