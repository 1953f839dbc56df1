import { parseArgs } from 'node:util'
import { catalog } from './catalog'
import { certificates } from './certificates'
import { classHome } from './class-home'
import { firstLoad } from './first-load'
import { groupOpening } from './group-opening'
import { groupPeople } from './group-people'
import { importing } from './import'
import { orders } from './orders'
import { people } from './people'
import { progress } from './progress'
import { describeMachine, printReport, type Row } from './report'
import { rosterParse } from './roster-parse'
import { rosterUpload } from './roster-upload'
import { type Setup, setUp } from './setup'
import { signIns } from './sign-in'

/*
 * Runs the parts asked for, one after the other, and prints one table. A goal missed is a result and not a failure: the exit
 * code tells only whether every part could be measured.
 */

const parts: Record<string, (setup: Setup) => Promise<Row[]>> = {
  progress,
  'class-home': classHome,
  'sign-in': signIns,
  catalog,
  certificates,
  orders,
  'first-load': firstLoad,
  import: importing,
  'roster-parse': rosterParse,
  'group-opening': groupOpening,
  'group-people': groupPeople,
  'roster-upload': rosterUpload,
  people,
}

function readArguments(): { names: string[]; seconds: number | null } {
  const { values, positionals } = parseArgs({ options: { seconds: { type: 'string' } }, allowPositionals: true })
  const seconds = values.seconds === undefined ? null : Number(values.seconds)
  const unknown = positionals.filter((name) => !Object.hasOwn(parts, name))
  if (unknown.length) throw new Error(`no such part: ${unknown.join(', ')}; there are ${Object.keys(parts).join(', ')}`)
  if (seconds !== null && !(seconds >= 1)) throw new Error('--seconds needs a number from 1 on')
  return { names: positionals.length ? positionals : Object.keys(parts), seconds }
}

async function runParts(setup: Setup, names: string[]): Promise<{ rows: Row[]; failed: boolean }> {
  const rows: Row[] = []
  let failed = false
  for (const name of names) {
    console.log(`\n${name}`)
    try {
      rows.push(...(await parts[name]!(setup)))
    } catch (error) {
      failed = true
      console.error(`${name} could not run:`, error)
    }
  }
  return { rows, failed }
}

async function main(): Promise<number> {
  const { names, seconds } = readArguments()
  const setup = await setUp(seconds)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => setup.tearDown().finally(() => process.exit(1)))
  try {
    const machine = await describeMachine(setup.sql)
    const { rows, failed } = await runParts(setup, names)
    printReport(machine, rows)
    return failed ? 1 : 0
  } finally {
    await setup.tearDown()
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
