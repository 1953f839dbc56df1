// npm run import:trainees -- FILE.xlsx [--dry-run]: loads people of the old platform, see docs/operators.md. The program itself is
// lib/import-trainees.ts. Its memory is bounded, so that a hostile file ends the program and not the machine.
import path from 'node:path'
import { runProgram } from './run-program.mjs'

// npm changes to the project's folder; a file is named from where the command was typed.
const typedIn = process.env.INIT_CWD ?? process.cwd()
const args = process.argv.slice(2).map((arg) => (arg.startsWith('-') ? arg : path.resolve(typedIn, arg)))
await runProgram('import-trainees', { args, node: ['--max-old-space-size=128', '--max-semi-space-size=8'] })
