// npm test: types, lint, rules, commands on real PostgreSQL, journeys in a real Chromium against the production build.
// Runs everything, then ends with one line: N passed, N failed.
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { buildIfChanged, install, requireNode, root, runtime } from './project.mjs'

requireNode()
await install({ development: true })
await buildIfChanged()

const results = path.join(root, 'test-results')
fs.mkdirSync(results, { recursive: true })
const total = { passed: 0, failed: 0 }

function run(title, file, args, env = {}) {
  console.log(`\n— ${title}`)
  const { status } = spawnSync(runtime(), [path.join(root, 'node_modules', file), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  })
  return status === 0
}

function count(ok, passed = ok ? 1 : 0, failed = ok ? 0 : 1) {
  total.passed += passed
  total.failed += ok ? failed : Math.max(failed, 1)
}

const report = (name) => {
  const file = path.join(results, name)
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : null
}

for (const name of ['vitest.json', 'journeys.json']) fs.rmSync(path.join(results, name), { force: true })

count(run('types', 'typescript/bin/tsc', ['--noEmit']))
count(run('lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']))

const vitestOk = run('rules and commands', 'vitest/vitest.mjs', [
  'run',
  '--reporter=default',
  '--reporter=json',
  `--outputFile.json=${path.join(results, 'vitest.json')}`,
])
const vitest = report('vitest.json')
count(vitestOk, vitest?.numPassedTests ?? 0, vitest?.numFailedTests ?? 1)

const journeysOk = run('journeys', '@playwright/test/cli.js', ['test', '--config', 'tests/journeys/playwright.config.ts'], {
  JOURNEYS_REPORT: path.join(results, 'journeys.json'),
})
const journeys = report('journeys.json')?.stats
count(journeysOk, journeys?.expected ?? 0, journeys ? journeys.unexpected + journeys.flaky : 1)

console.log(`\n${total.passed} passed, ${total.failed} failed`)
process.exit(total.failed ? 1 : 0)
