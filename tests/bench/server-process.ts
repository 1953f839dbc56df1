import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:net'

export type Server = { origin: string; stop: () => Promise<void> }

/**
 * Runs a server program with this runtime, the way scripts/start.mjs does, until `answersAt` answers 200.
 * @throws with the end of its log when it ends or stays silent
 */
export async function startServer(
  program: string,
  { log, answersAt, settings = {} }: { log: string; answersAt: string; settings?: Record<string, string> },
): Promise<Server> {
  const port = await freePort()
  const out = fs.openSync(log, 'w')
  // Detached: Ctrl-C reaches the bench alone, which then stops the servers in order.
  const child = spawn(process.execPath, ['--enable-source-maps', program], {
    stdio: ['ignore', out, out],
    env: { ...process.env, PORT: String(port), ...settings },
    detached: true,
  })
  fs.closeSync(out)
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async () => {
    const tooLong = setTimeout(() => child.kill('SIGKILL'), 20_000)
    child.kill('SIGTERM')
    if (child.exitCode === null && child.signalCode === null) await ended
    clearTimeout(tooLong)
  }
  const origin = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) break
    if (await answers(origin + answersAt)) return { origin, stop }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await stop()
  throw new Error(`${program} did not start:\n${fs.readFileSync(log, 'utf8').slice(-2000)}`)
}

const answers = (url: string) =>
  fetch(url).then(
    (response) => response.ok,
    () => false, // not listening yet
  )

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))))
    })
  })
