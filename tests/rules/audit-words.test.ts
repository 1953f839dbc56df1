import fs from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { auditWords } from '@/lib/admin/audit-words'
import { jobWords } from '@/lib/admin/jobs'

const files = (folder: string): string[] =>
  fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name)
    return entry.isDirectory() ? files(file) : /\.tsx?$/.test(entry.name) ? [file] : []
  })

/** Every action that some `record(…)` in lib names: a text, one of two, or a text with a state in it. */
function recordedActions(): string[] {
  const calls = files('lib').flatMap((file) => [
    ...fs.readFileSync(file, 'utf8').matchAll(/\brecord\(\s*(?:\{[^}]*\}|\w+),\s*([\s\S]{0,160})/g),
  ])
  return [
    ...new Set(
      calls.flatMap(([call, rest]) => {
        const [argument = ''] = rest!.split(/,\s/)
        if (!/['`]/.test(argument)) throw new Error(`names no action: ${call}`)
        return [...argument.matchAll(/'([a-z_]+\.[a-z_]+)'|`([a-z_]+)\.\$\{/g)].flatMap(([, whole, begun]) => whole ?? [`${begun}.`])
      }),
    ),
  ]
}

test('every action in the audit log has words', () => {
  const actions = recordedActions()
  expect(actions.length).toBeGreaterThan(60)
  expect(actions).toContain('order.') // written with the order's state: cancelled or expired
  expect(actions.filter((action) => !action.endsWith('.') && !auditWords[action])).toEqual([])
  expect(auditWords).toMatchObject({ 'order.cancelled': expect.any(String), 'order.expired': expect.any(String) })
})

test('every job has words', () => {
  const [, list = ''] = /const names = Object\.keys\(\{([\s\S]*?)\}/.exec(fs.readFileSync('lib/shared/jobs.ts', 'utf8')) ?? []
  const names = [...list.matchAll(/'([a-z.]+)'/g)].map(([, name]) => name!)
  expect(names.length).toBeGreaterThan(6)
  expect(names.filter((name) => !Object.hasOwn(jobWords, name))).toEqual([])
})
