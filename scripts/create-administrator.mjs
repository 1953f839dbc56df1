// npm run create:administrator -- USERNAME NAME: the first administrator of the portal, whose first password it shows. The program itself
// is lib/create-administrator.ts.
import { runProgram } from './run-program.mjs'

await runProgram('create-administrator')
