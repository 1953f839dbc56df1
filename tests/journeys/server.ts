import { spawn } from 'node:child_process'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { fakeTools, ffmpegIsHere } from '../support/lessons'
import { anOidcProvider, client } from '../support/oidc-provider'

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

/** The 统一身份认证 of journeys knows everybody; whose subject is an ID number has had it verified. */
const knownByNumber = (id: string) => ({ claims: /^\d{17}[\dX]$/.test(id) ? { id_number: id, realname: true } : {} })

/** The production build as a demo of its own: fresh data folder, own port, and a captcha answer that tests know. */
export default async function setup() {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-journeys-'))
  const port = await freePort()
  const provider = await anOidcProvider([`http://127.0.0.1:${port}`], knownByNumber)
  const log = fs.openSync(path.join(directory, 'server.log'), 'w')
  const server = spawn(process.execPath, ['--enable-source-maps', 'build/server.mjs'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: String(port),
      HOST: '127.0.0.1',
      DATA_DIR: path.join(directory, 'data'),
      TEST_CAPTCHA: 'open-sesame',
      OIDC_ISSUER: provider.issuer,
      OIDC_CLIENT_ID: client.id,
      OIDC_CLIENT_SECRET: client.secret,
      OIDC_DOORS: 'both',
      OIDC_ID_NUMBER_CLAIM: 'id_number',
      OIDC_ID_VERIFIED_CLAIM: 'realname',
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
        await provider.close()
        fs.rmSync(directory, { recursive: true, force: true })
      }
    }
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  throw new Error(`the portal did not start:\n${fs.readFileSync(path.join(directory, 'server.log'), 'utf8')}`)
}
