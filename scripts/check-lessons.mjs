// npm run lessons:check: plays every lesson to its end and lists what is wrong, see docs/operators.md. The program itself is
// lib/check-lessons.ts.
import { runProgram } from './run-program.mjs'

await runProgram('check-lessons')
