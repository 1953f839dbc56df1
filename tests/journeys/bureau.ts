import { execFileSync, spawn } from 'node:child_process'
import { createSecretKey, hkdfSync } from 'node:crypto'
import { once } from 'node:events'
import fs from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { parseEnv } from 'node:util'
import type { Page } from '@playwright/test'
import { startEmbedded } from '@/db/embedded'
import { decryptWith } from '@/lib/shared/aes-gcm'
import { fakeTools, ffmpegIsHere } from '../support/lessons'
import { anSmsProvider } from '../support/sms-stand-in'
import { expect } from './portal'

/** A bureau that starts in production, with .env.example filled in. */

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number }
      server.close(() => resolve(port))
    })
  })

export const issuerName = '海港市人力资源和社会保障局'
const authSecret = 'of-the-bureau-in-the-journey-0123456789'

export type Bureau = Awaited<ReturnType<typeof startBureau>>

/** An empty database, a provider of messages, and the portal on them. `otherwise`: settings in place of those of a whole bureau. */
export async function startBureau(otherwise: Record<string, string> = {}) {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-bureau-'))
  const [database, sms, port] = await Promise.all([
    startEmbedded(path.join(directory, 'postgres'), 'bureau'),
    anSmsProvider('aliyun'),
    freePort(),
  ])
  const address = `http://127.0.0.1:${port}`
  const given = {
    DATABASE_URL: database.url,
    AUTH_SECRET: authSecret,
    DATA_KEY: '0123456789abcdef'.repeat(4),
    APP_URL: address,
    DATA_DIR: path.join(directory, 'data'),
    PORT: String(port),
    HOST: '127.0.0.1',
    TRUST_PROXY: '0',
    PORTAL_NAME: '海港市专业技术人员继续教育平台',
    HOTLINE: '0315-2801234',
    TRANSFER_NAME: '海港市继续教育中心',
    TRANSFER_BANK: '海港银行营业部',
    TRANSFER_ACCOUNT: '0403012345678901234',
    SMS_PROVIDER: 'aliyun',
    SMS_SIGN_NAME: '海港继续教育',
    SMS_TEMPLATE_ID: sms.settings.templateId,
    SMS_KEY_ID: sms.settings.keyId,
    SMS_KEY_SECRET: sms.settings.keySecret,
    SMS_ENDPOINT: sms.settings.endpoint!,
    ISSUER_NAME: issuerName,
    ...(ffmpegIsHere ? {} : { FFMPEG: fakeTools.ffmpeg, FFPROBE: fakeTools.ffprobe }),
    ...otherwise,
  }
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, NODE_ENV: 'production', ...parseEnv(fs.readFileSync('.env.example', 'utf8')), ...given } as NodeJS.ProcessEnv
  const logFile = path.join(directory, 'server.log')
  const log = fs.openSync(logFile, 'w')
  let server = serve()
  function serve() {
    return spawn(process.execPath, ['--enable-source-maps', 'build/server.mjs'], { env, stdio: ['ignore', log, log] })
  }
  async function end() {
    const gone = server.exitCode === null ? once(server, 'exit') : null
    server.kill('SIGTERM')
    await gone
  }
  const stop = async () => {
    await end()
    await Promise.all([sms.close(), database.stop()])
    fs.rmSync(directory, { recursive: true, force: true })
  }
  const answers = () =>
    fetch(`${address}/api/health`).then(
      ({ ok }) => ok,
      () => false,
    ) // not yet
  const logged = () => fs.readFileSync(logFile, 'utf8')
  async function untilItAnswers() {
    await expect.poll(async () => server.exitCode !== null || (await answers()), { timeout: 60_000, intervals: [200] }).toBe(true)
    if (server.exitCode !== null) throw new Error(`the portal did not start:\n${logged()}`)
  }
  await untilItAnswers()
  return {
    /** As somebody does who has changed the settings. */
    async restart(more: Record<string, string>) {
      await end()
      Object.assign(env, more)
      server = serve()
      await untilItAnswers()
    },
    address,
    stop,
    logged,
    /** What a command of package.json says. */
    run: (script: string, ...args: string[]) =>
      execFileSync(process.execPath, [`scripts/${script}.mjs`, ...args], { env, encoding: 'utf8' }),
    /** The code that was sent to this phone last. */
    async codeSentTo(phone: string): Promise<string> {
      const sent = () => sms.received.filter((message) => message.phone === phone).at(-1)
      await expect.poll(sent).toBeTruthy()
      return (sent()!.parameters as { code: string }).code
    },
  }
}

/** What stands in the picture of the page: the cookie knows, to whoever has the secret. No other answer is taken in production. */
export async function readPicture(page: Page): Promise<string> {
  await expect
    .poll(() => page.locator('.captcha img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
    .toBeTruthy()
  const cookie = (await page.context().cookies()).find(({ name }) => name === 'captcha')
  const key = createSecretKey(Buffer.from(hkdfSync('sha256', Buffer.from(authSecret), Buffer.alloc(0), 'xueshi seal captcha', 32)))
  return JSON.parse(decryptWith(key, cookie!.value).toString()).text
}
