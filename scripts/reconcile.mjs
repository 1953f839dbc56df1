// npm run reconcile -- yyyy-mm-dd [gateway]: compares the gateways' bills of a day with our own books, see docs/payments.md. The program itself is
// lib/reconcile.ts.
import { runProgram } from './run-program.mjs'

await runProgram('reconcile')
