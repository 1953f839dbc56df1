import fs from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { db } from '@/db/client'
import { type Counts, importTrainees } from './identity/import/import-trainees'
import { openReport, reportFileOf } from './identity/import/report'
import { openDatabase } from './open-database'
import { withoutValues } from './shared/log'
import { SettingError } from './shared/setting-error'
import { openCsv } from './shared/spreadsheet/csv'
import { Unreadable } from './shared/spreadsheet/row'
import { openWorkbook } from './shared/spreadsheet/workbook'

/*
 * npm run import:trainees -- FILE.xlsx [--dry-run]: a program beside the portal, with the portal's settings. It may run while the portal
 * does: each batch is a short transaction, and whoever registers meanwhile is found.
 */

class UsageError extends Error {}

function readArguments(): { file: string; dryRun: boolean } {
  const { values, positionals } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } }, allowPositionals: true })
  const [file, ...others] = positionals
  if (!file || others.length) throw new UsageError('usage: npm run import:trainees -- FILE.xlsx [--dry-run]')
  if (!/\.(xlsx|csv)$/i.test(file)) throw new UsageError(`${file}: needs to be .xlsx or .csv (an old .xls can be saved as .xlsx)`)
  return { file, dryRun: values['dry-run'] }
}

async function run(file: string, dryRun: boolean): Promise<void> {
  await isReadable(file)
  const book = /\.csv$/i.test(file) ? await openCsv(file) : await openWorkbook(file)
  const close = await openDatabase()
  const report = openReport(reportFileOf(file))
  const began = performance.now()
  try {
    const ctx = { actor: { kind: 'system' as const }, now: new Date(), db: db() }
    const counts = await importTrainees(ctx, book, { dryRun, fileName: path.basename(file), report: report.write })
    summarise(counts, (performance.now() - began) / 1000, dryRun)
    console.log(`Report: ${reportFileOf(file)}`)
  } finally {
    await report.close()
    await book.close()
    await close()
  }
}

async function isReadable(file: string): Promise<void> {
  await fs.access(file, fs.constants.R_OK).catch(() => {
    throw new UsageError(`${file}: no such file, or it may not be read`)
  })
}

function summarise({ added, existing, updated, refused }: Counts, seconds: number, dryRun: boolean): void {
  const rows = added + existing + updated + refused
  const peak = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(
    `${dryRun ? 'Dry run, nothing was written. ' : ''}${rows} rows: ${added} added, ${updated} updated, ${existing} existing, ${refused} refused`,
  )
  console.log(`${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} rows/s, peak memory ${peak} MiB`)
}

async function main(): Promise<number> {
  try {
    const { file, dryRun } = readArguments()
    await run(file, dryRun)
    return 0
  } catch (error) {
    if (error instanceof SettingError) console.error(`Setting ${error.message}`)
    else if (error instanceof UsageError) console.error(error.message)
    else if (error instanceof Unreadable) console.error(`The file was refused, nothing was written: ${error.message}`)
    else console.error(withoutValues(error))
    return 1
  }
}

process.exit(await main())
