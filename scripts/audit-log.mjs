// npm run audit:verify, audit:export, audit:remove: what the audit log says, proved, copied and made shorter. The program itself is
// lib/audit-log.ts.
import { runProgram } from './run-program.mjs'

await runProgram('audit-log')
