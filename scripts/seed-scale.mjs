// npm run seed:scale [-- --people 200000]: 200,000 invented people with enrolments, in the configured database; refuses one with real
// people. The program itself is lib/seed-scale.ts.
import { runProgram } from './run-program.mjs'

await runProgram('seed-scale')
