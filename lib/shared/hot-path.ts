import type { IncomingMessage, ServerResponse } from 'node:http'

/** Reads a small JSON body; null when it is too large or no JSON. By its events: `for await` costs as much as all the rest of it. */
export function readJson(request: IncomingMessage, maxBytes = 32_768): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let size = 0
    request.on('data', (part: Buffer) => {
      size += part.length
      if (size <= maxBytes) parts.push(part)
      else resolve(null) // what still comes is thrown away
    })
    request.on('end', () => resolve(parseJson(parts)))
    request.on('error', reject)
  })
}

function parseJson(parts: Buffer[]): unknown {
  try {
    return JSON.parse((parts.length === 1 ? parts[0]! : Buffer.concat(parts)).toString())
  } catch {
    return null // the caller answers 400
  }
}

export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  const text = JSON.stringify(body)
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  })
  response.end(text)
}
