import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A server of a test, on this machine alone. `port`: any that is free unless it is said. */
export async function listenHere(answer: RequestListener, port = 0): Promise<{ server: Server; port: number; origin: string }> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const at = (server.address() as AddressInfo).port
  return { server, port: at, origin: `http://127.0.0.1:${at}` }
}
