import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { readSettings } from '@/lib/shared/env'

/** docs/operators.md and .env.example say what is so. */

const guide = fs.readFileSync('docs/operators.md', 'utf8')
const readme = fs.readFileSync('README.md', 'utf8')
const example = fs.readFileSync('.env.example', 'utf8')
const sources = ['lib', 'app', 'db']
  .flatMap((folder) => fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
  .concat('server.ts')
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => fs.readFileSync(file, 'utf8'))
  .join('\n')

test('every job has its line', () => {
  const [, body] = /export type JobData = \{([\s\S]*?)\n\}/.exec(fs.readFileSync('lib/shared/jobs.ts', 'utf8'))!
  const jobs = [...body!.matchAll(/^ {2}'([\w.]+)'/gm)].map(([, name]) => name!)
  expect(jobs.length).toBeGreaterThan(15)
  expect(jobs.filter((job) => !guide.includes(`| \`${job}\``))).toEqual([])
})

test('every alarm is a line that the log can have', () => {
  const table = /### Alarms([\s\S]*?)\n## /.exec(guide)![1]!
  const lines = [...table.matchAll(/^\| (`[^|]+`) +\|/gm)].flatMap(([, cell]) => [...cell!.matchAll(/`([^`]+)`/g)].map(([, line]) => line!))
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.filter((line) => !sources.includes(line))).toEqual([])
})

test('every command is one of package.json', () => {
  const { scripts } = JSON.parse(fs.readFileSync('package.json', 'utf8'))
  const named = [...guide.matchAll(/npm run ([\w:]+)/g)].map(([, name]) => name!)
  expect(named.filter((name) => !scripts[name])).toEqual([])
})

test('every file that it leads to is there', () => {
  const links = [...guide.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, file]) => path.join('docs', file!))
  expect(links.filter((file) => !fs.existsSync(file))).toEqual([])
})

test('.env.example names settings that are explained, none twice, and holds nothing of a bureau or of a demo', () => {
  const named = [...example.matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name!)
  expect(new Set(named).size).toBe(named.length)
  const explained = (name: string) => readme.includes(`\`${name}\``) || readme.includes(`\`${name.replace('SMS_TEMPLATE', '…')}\``)
  expect(named.filter((name) => !explained(name))).toEqual([])
  const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-example-'))
  const secrets = { AUTH_SECRET: 's'.repeat(32), DATA_KEY: 'ab'.repeat(32), DATA_DIR: dataDir }
  const settings = readSettings({ ...parseEnv(example), ...secrets })
  fs.rmSync(dataDir, { recursive: true })
  expect(settings).toMatchObject({
    mode: 'production',
    issuerName: null,
    hotline: null,
    transferAccount: null,
    sms: null,
    trustProxy: true,
  })
})
