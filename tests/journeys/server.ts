import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fakeTools, ffmpegIsHere } from '../support/lessons'

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** The production build as a demo of its own: fresh data folder, own port, and a captcha answer that tests know. */
export default async function setup() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-journeys-'))
  const port = await freePort()
  const log = fs.openSync(path.join(directory, 'server.log'), 'w')
  const server = spawn(process.execPath, ['--enable-source-maps', 'build/server.mjs'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: path.join(directory, 'data'),
      TEST_CAPTCHA: 'open-sesame',
      ...(ffmpegIsHere ? {} : { FFMPEG: fakeTools.ffmpeg, FFPROBE: fakeTools.ffprobe }),
    },
    stdio: ['ignore', log, log],
  })
  process.env.PORTAL = `http://127.0.0.1:${port}`
  process.env.PORTAL_LOG = path.join(directory, 'server.log')
  process.env.PORTAL_DATA = path.join(directory, 'data')
  for (let i = 0; i < 240; i++) {
    if (server.exitCode !== null) break
    const answer = await fetch(`${process.env.PORTAL}/api/health`).catch(() => null)
    if (answer?.ok) {
      return async () => {
        const gone = new Promise((resolve) => server.once('exit', resolve))
        server.kill('SIGTERM')
        await gone
        fs.rmSync(directory, { recursive: true, force: true })
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`the portal did not start:\n${fs.readFileSync(path.join(directory, 'server.log'), 'utf8')}`)
}
