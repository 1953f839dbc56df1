import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { findPeople } from './rosters/find-people'
import { giveBack } from './rosters/give-back'
import { readFile } from './rosters/reading/read-file'
import { checkRow } from './rosters/rules'
import type { Answer, Task } from './rosters/worker-messages'
import { inBatches } from './shared/group'
import { Refused } from './shared/refused'

/*
 * Reads one file that somebody uploaded, in a process of its own with little memory and no settings; lib/rosters/in-child.ts starts it and
 * ends it, and says how many seconds of processor time it has. It knows nothing of the database.
 */

/** Reading blocks this thread; another one ends the process when that has cost too much processor time, even if nobody is left to do so. */
const watch = `const { workerData } = require('node:worker_threads')
setInterval(() => {
  const { user, system } = process.cpuUsage()
  if (user + system > workerData.seconds * 1e6) process.kill(process.pid, 'SIGKILL')
}, 100)`
new Worker(watch, { eval: true, workerData: { seconds: Number(process.argv[2]) } }).unref()

const say = (answer: Answer) => new Promise<void>((resolve) => process.send!(answer, undefined, undefined, () => resolve()))

async function work(task: Task): Promise<void> {
  const book = readFile(task.upload)
  if (task.task === 'give-back') return say({ kind: 'written', file: giveBack(book, task.problems) })
  const { rows, ...found } = findPeople(book, task.rules.required, task.choice)
  let taken: Promise<unknown> = Promise.resolve()
  for (const some of inBatches(rows, 250)) {
    const json = JSON.stringify(some.map((row) => checkRow(row, task.rules))) // while those before are taken
    await taken
    taken = once(process, 'message')
    await say({ kind: 'rows', json, of: rows.length })
  }
  await taken
  await say({ kind: 'checked', ...found })
}

/** Messages of unexpected errors may hold what stands in the file: only the places are told. */
const failure = (error: unknown): Answer =>
  error instanceof Refused
    ? { kind: 'refused', code: error.code, facts: error.facts }
    : {
        kind: 'failed',
        stack:
          error instanceof Error
            ? `${error.name}\n${error.stack
                ?.split('\n')
                .filter((line) => /^\s+at /.test(line))
                .join('\n')}`
            : 'thrown',
      }

process.once('message', (task: Task) => {
  work(task)
    .catch((error) => say(failure(error)))
    .finally(() => process.exit(0))
})
process.once('disconnect', () => process.exit(1))
await say({ kind: 'ready' })
