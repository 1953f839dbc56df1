// npm run keys:rotate: puts everything that is encrypted under DATA_KEY, beside a running portal, see docs/operators.md. The program itself is
// lib/rotate-keys.ts.
import { runProgram } from './run-program.mjs'

await runProgram('rotate-keys')
