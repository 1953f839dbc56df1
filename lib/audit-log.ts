import fs from 'node:fs'
import path from 'node:path'
import { asc } from 'drizzle-orm'
import { db } from '@/db/client'
import { auditDays } from '@/db/schema/audit'
import { faultOf, keepDay } from './audit/day-file'
import { isRemoved, removeDays } from './audit/remove-days'
import { auditPublicKey, trustedKeys } from './audit/signing'
import { type Fault, verifyAudit } from './audit/verify'
import { openDatabase } from './open-database'
import { NotFound } from './shared/not-found'
import { refusalText } from './shared/refusal-text'
import { Refused } from './shared/refused'
import { SettingError } from './shared/setting-error'

/*
 * npm run audit:verify                       the whole log; ends with 1 when something is not as it was sealed
 * npm run audit:verify -- FILE…              exported days, without the database
 * npm run audit:export -- [DAY…] [--to DIR]  closed days as signed files, into the storage and DIR
 * npm run audit:remove -- --before DAY       entries of exported days that are old enough
 */
const system = () => ({ actor: { kind: 'system' as const }, now: new Date(), db: db() })
const isDay = (text: string | undefined): text is string => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')

async function verifyFiles(files: string[]): Promise<number> {
  const keys = trustedKeys()
  let broken = 0
  for (const file of files) {
    const fault = await faultOf(fs.readFileSync(file), keys)
    if (fault) broken++
    console.log(`${file}: ${fault ?? 'holds'}`)
  }
  return broken ? 1 : 0
}

const inWords = ({ what, day, number, id, note }: Fault) =>
  [`${day}: ${what}`, number && `entry ${number}`, id && `(${id})`, note && `– ${note}`].filter(Boolean).join(' ')

async function verifyAll(): Promise<number> {
  const { days, entries, removedDays, sealedAt, waiting, faults } = await verifyAudit(system())
  console.log(
    `${days} closed days (${removedDays} removed after their export), ${entries} entries, sealed until ${sealedAt?.toISOString() ?? '–'}`,
  )
  console.log(`${waiting} entries wait to be sealed; public key ${auditPublicKey()}`)
  for (const fault of faults) console.error(inWords(fault))
  console.log(faults.length ? `first fault: ${inWords(faults[0]!)}` : 'nothing is missing, changed or inserted')
  return faults.length ? 1 : 0
}

/** One day that cannot be exported keeps no other back. */
function refusalOf(error: unknown): string {
  if (error instanceof Refused) return refusalText(error)
  if (error instanceof NotFound) return 'is not closed, or nothing was written in it'
  throw error
}

async function exportDays(args: string[]): Promise<number> {
  const at = args.indexOf('--to')
  const folder = at < 0 ? null : args[at + 1]
  const wanted = args.filter((_, i) => at < 0 || (i !== at && i !== at + 1))
  if (folder === undefined || !wanted.every(isDay)) throw new SettingError('usage: npm run audit:export -- [2026-06-18 …] [--to folder]')
  const all = (await db().select({ day: auditDays.day }).from(auditDays).orderBy(asc(auditDays.day))).map(({ day }) => day)
  let code = 0
  for (const day of wanted.length ? wanted : all) {
    if (!wanted.length && (await isRemoved(system(), day))) continue
    const kept = await keepDay(system(), day).catch(refusalOf)
    if (typeof kept === 'string') {
      console.error(`${day}: ${kept}`)
      code = 1
      continue
    }
    if (folder) {
      fs.mkdirSync(folder, { recursive: true })
      fs.writeFileSync(path.join(folder, path.basename(kept.fileKey)), kept.body)
    }
    console.log(`${day}: ${kept.fileKey}, ${kept.body.length} bytes`)
  }
  return code
}

async function remove(args: string[]): Promise<number> {
  const before = args[args.indexOf('--before') + 1]
  if (!args.includes('--before') || !isDay(before)) throw new SettingError('usage: npm run audit:remove -- --before 2026-01-01')
  const results = await removeDays(system(), before)
  for (const { day, entries, removed, why } of results) console.log(`${day}: ${entries} entries ${removed ? 'removed' : `stay: ${why}`}`)
  return results.every(({ removed }) => removed) ? 0 : 1
}

async function main(): Promise<number> {
  const [command, ...args] = process.argv.slice(2)
  if (command === 'verify' && args.length) return verifyFiles(args)
  const close = await openDatabase({ as: command === 'remove' ? 'owner' : 'portal' })
  try {
    if (command === 'verify') return await verifyAll()
    return await (command === 'export' ? exportDays(args) : remove(args))
  } finally {
    await close()
  }
}

main().then(
  (code) => process.exit(code),
  (error) => {
    console.error(error instanceof SettingError ? error.message : error instanceof Refused ? refusalText(error) : error)
    process.exit(1)
  },
)
