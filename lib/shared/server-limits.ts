import type { Server, ServerOptions } from 'node:http'

/**
 * How long a stranger may hold a connection without saying anything whole, and how much may stand before a body. Node's own limits are made for
 * any server; a browser needs far less. A licence of 10 MB over a line of half a megabit takes three minutes.
 */
export const serverOptions = {
  maxHeaderSize: 16_384,
  headersTimeout: 20_000,
  requestTimeout: 300_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 65_000, // longer than a reverse proxy keeps its connections
} satisfies ServerOptions

export function limitServer(server: Server): void {
  server.maxHeadersCount = 100
  server.setTimeout(150_000) // of silence, in both directions
}
