import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import { Refused } from '@/lib/shared/refused'
import { inTurn } from '@/lib/shared/turns'
import type { CheckedRoster } from './check-book'
import { compareRows } from './compare'
import type { Choice } from './find-people'
import type { GivenBack } from './give-back'
import { limits } from './limits'
import type { CheckedRow, RowRules } from './rules'
import type { Answer, Taken, Task, Upload } from './worker-messages'

/** By the clock, however busy the machine is; what a file may really cost is bound below. */
const timeoutMs = 60_000
/** Files in work at once, and those that may wait for them. */
const turns = { running: 2, waiting: 20, full: 'rosters_waiting' } as const

/** Told while rows come in, checked each by itself. */
export type OnRows = (rows: CheckedRow[], soFar: number, of: number) => void

/**
 * Reads and checks an uploaded roster in a process of its own: whatever the file does, this one goes on.
 * @throws Refused(roster_file_…, roster_header_…, roster_empty, rosters_waiting)
 */
export async function checkUpload(upload: Upload, rules: RowRules, onRows?: OnRows, choice?: Choice): Promise<CheckedRoster> {
  const rows: CheckedRoster['rows'] = []
  const answer = await inChild({ task: 'check', upload, rules, choice }, (part) => {
    const some: CheckedRow[] = JSON.parse(part.json)
    rows.push(...some)
    onRows?.(some, rows.length, part.of)
  })
  if (answer.kind !== 'checked') throw new Error(`the roster worker answered ${answer.kind}`)
  const { kind: _, ...found } = answer
  return { ...found, rows: compareRows(rows) }
}

/** The same file as .xlsx, with a column 问题说明 and marked cells. @throws Refused as checkUpload */
export async function giveBackUpload(upload: Upload, problems: GivenBack): Promise<Buffer> {
  const answer = await inChild({ task: 'give-back', upload, problems })
  if (answer.kind !== 'written') throw new Error(`the roster worker answered ${answer.kind}`)
  return Buffer.from(answer.file.buffer, answer.file.byteOffset, answer.file.byteLength)
}

type Last = Extract<Answer, { kind: 'checked' | 'written' }>

async function inChild(task: Task, onRows?: (part: Extract<Answer, { kind: 'rows' }>) => void): Promise<Last> {
  if (task.upload.bytes.length > limits.fileBytes) throw new Refused('roster_file_large', { size: limits.fileBytes / 1e6 })
  return inTurn('rosters', turns, () => ask(start(allowance(task.upload)), task, onRows))
}

type Allowance = { heapMegabytes: number; cpuSeconds: number }

/** Several times what an honest file takes, also on an old Node. An .xls file is not packed: its size says how much that is, so that a small one is soon given up. */
function allowance({ bytes }: Upload): Allowance {
  const megabytes = bytes.length / 1e6
  const xls = bytes[0] === 0xd0
  return { heapMegabytes: Math.round(xls ? Math.min(400, 100 + 60 * megabytes) : 400), cpuSeconds: Math.ceil(xls ? 2 + 3 * megabytes : 12) }
}

/** Without the settings of the portal, and with no right to more than reading its own program. */
function start({ heapMegabytes, cpuSeconds }: Allowance): ChildProcess {
  const root = process.cwd()
  // Found at run time, so that no bundler follows it: scripts/build.mjs makes this file beside the server.
  const file = path.join(/* turbopackIgnore: true */ root, 'build', 'roster-worker.mjs')
  const rights = process.allowedNodeEnvironmentFlags.has('--permission')
    ? [
        '--permission',
        '--allow-worker',
        `--allow-fs-read=${path.join(root, 'build')}`,
        `--allow-fs-read=${path.join(root, 'node_modules')}`,
      ]
    : []
  return fork(/* turbopackIgnore: true */ file, [String(cpuSeconds)], {
    execArgv: [`--max-old-space-size=${heapMegabytes}`, ...rights],
    env: { NODE_ENV: 'production' },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
}

const taken: Taken = 'taken'

function ask(child: ChildProcess, task: Task, onRows?: (part: Extract<Answer, { kind: 'rows' }>) => void): Promise<Last> {
  return new Promise<Last>((resolve, reject) => {
    let late = false
    const timer = setTimeout(() => {
      late = true
      child.kill('SIGKILL')
    }, timeoutMs)
    child.on('message', (answer: Answer) => {
      if (answer.kind === 'ready') child.send(task, (error) => error && reject(error))
      else if (answer.kind === 'rows') {
        child.send(taken, (error) => error && reject(error)) // the next come while these are looked at
        onRows?.(answer)
      } else if (answer.kind === 'refused') reject(new Refused(answer.code, answer.facts))
      else if (answer.kind === 'failed') reject(new Error(`a roster could not be checked: ${answer.stack}`))
      else resolve(answer)
    })
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      // Out of memory it aborts; out of time it is killed, by us or by its own watch. Otherwise the promise is settled already.
      const exhausted = late || signal === 'SIGKILL' || signal === 'SIGABRT' || code === 134
      const end = () =>
        reject(exhausted ? new Refused('roster_file_complex') : new Error(`the roster worker ended with code ${code ?? signal}`))
      if (child.connected)
        child.once('disconnect', end) // its last word may still be in the pipe
      else end()
    })
  })
}
