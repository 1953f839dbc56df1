import { setTimeout } from 'node:timers/promises'
import type { Db } from '@/db/client'
import { record } from '@/lib/audit/record'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { type EncryptedColumn, encryptedColumns } from '@/lib/shared/encrypted-columns'
import { forgetOtherKeys, lockKeys } from '@/lib/shared/key-check'
import { dataKeys } from '@/lib/shared/keys'
import { countWaiting, rotateColumn, type Told } from './rotate-column'
import { countWaitingFiles, rotateFiles } from './rotate-files'
import { rotateMessages } from './rotate-messages'
import { countPlainRecipients, rotateRecipients } from './rotate-recipients'
import { countPlainRecoveryCodes, rotateRecoveryCodes } from './rotate-recovery-codes'

const columns = Object.keys(encryptedColumns) as EncryptedColumn[]
/** Rows that others hold come free; so often nothing was to be done, and so long it is waited. */
const patience = { tries: 20, ms: 500 }

/**
 * Puts everything that is encrypted under DATA_KEY, and the blind indexes with it, while the portal runs. Bears being killed at any moment:
 * each ciphertext says itself which key it is under.
 * @param say takes the lines an operator reads
 * @returns whether everything is: then no other key is needed any more
 */
export async function rotateKeys(ctx: Ctx, say: (line: string) => void, { tries, ms } = patience): Promise<boolean> {
  let [ciphertexts, idle] = [0, 0]
  await rotateMessages(ctx.db)
  for (;;) {
    const pass = await goThrough(ctx.db, say)
    ciphertexts += pass.done
    if (!pass.left || (!pass.done && ++idle >= tries) || (!pass.done && pass.unreadable >= pass.left)) break
    if (!pass.done) await setTimeout(ms)
  }
  return finish(ctx, ciphertexts, say)
}

async function goThrough(db: Db, say: (line: string) => void): Promise<Told & { left: number }> {
  const sum = { done: 0, unreadable: 0, left: 0 }
  const add = ({ done, unreadable }: Told) => {
    sum.done += done
    sum.unreadable += unreadable
  }
  for (const column of columns) {
    const waiting = await countWaiting(db, column)
    if (waiting) add(await rotateColumn(db, column, progress(column, waiting, say)))
    sum.left += await countWaiting(db, column)
  }
  add({ done: await rotateRecoveryCodes(db), unreadable: 0 })
  add({ done: await rotateRecipients(db), unreadable: 0 })
  const files = await rotateFiles(db, progress('uploaded rosters', null, say))
  add(files)
  sum.left += files.unreadable + (await countPlainRecoveryCodes(db))
  return sum
}

/** A line a second at most, and one when it is through. */
function progress(what: string, of: number | null, say: (line: string) => void) {
  let next = performance.now() + 1000
  return ({ done }: Told) => {
    if (performance.now() < next && done !== of) return
    next = performance.now() + 1000
    say(`  ${what}: ${done}${of === null ? '' : ` of ${of}`}`)
  }
}

/** Counts once more, and lets the other keys go when nothing is left under them. */
async function finish(ctx: Ctx, ciphertexts: number, say: (line: string) => void): Promise<boolean> {
  const { current, previous } = dataKeys()
  return inTransaction(ctx, async (tx) => {
    await lockKeys(tx.db)
    const left: [what: string, n: number][] = []
    for (const column of columns) left.push([column, await countWaiting(tx.db, column)])
    left.push(['recovery codes', await countPlainRecoveryCodes(tx.db)], ['recipients of codes', await countPlainRecipients(tx.db)])
    left.push(['uploaded rosters', await countWaitingFiles(tx.db)])
    const some = left.filter(([, n]) => n)
    for (const [what, n] of some) say(`  ${what}: ${n} not under the key ${current.id}`)
    if (some.length) {
      say(`Not finished. Start it again${previous ? '; DATA_KEY_PREVIOUS must stay' : ''}.`)
      return false
    }
    await forgetOtherKeys(tx.db)
    await record(tx, 'keys.rotate', undefined, { key: current.id, ciphertexts })
    say(`${ciphertexts} ciphertexts written; everything is under the key ${current.id}.`)
    if (previous) say('DATA_KEY_PREVIOUS can be removed: restart the portal without it.')
    return true
  })
}
