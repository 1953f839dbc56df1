import { createHash } from 'node:crypto'
import { regions } from '@/db/schema/identity'
import { record } from '@/lib/audit/record'
import type { Ctx } from '@/lib/shared/context'
import { type Book, type Row, type Sheet, Unreadable } from '@/lib/shared/spreadsheet/row'
import { type Head, readHead } from './columns'
import { type Outcome, refused } from './outcome'
import { type HistoryRecord, type Person, type Regions, RowRefused, readPerson, readRecord, type Surroundings } from './rules'
import { writeHistory } from './write-history'
import { writePeople } from './write-people'

export type Line = Outcome & { sheet: string; row: number }
export type Counts = Record<Outcome['result'], number>
type Options = { dryRun: boolean; fileName?: string; report: (lines: Line[]) => Promise<void> | void }

const batchSize = 500
/** Titles and notes stand above the head, but not many. */
const rowsAboveHead = 30

/**
 * Loads people of the old platform and what they earned there. The file is read twice: to its end, so that nothing is written from a file
 * that turns out damaged, and then batch by batch. Each batch is a transaction of its own; after a break, run it again: what is there stays.
 * @throws Unreadable before anything is written
 */
export async function importTrainees(ctx: Ctx, book: Book, { dryRun, fileName, report }: Options): Promise<Counts> {
  const tables = await readThrough(book)
  const run = new Run(ctx, { now: ctx.now, regions: await readRegions(ctx), dayZero: book.dayZero }, dryRun, report)
  for (const kind of ['people', 'history'] as const) for (const table of tables) if (table.head.kind === kind) await run.readTable(table)
  if (!dryRun) await record(ctx, 'trainees.import', undefined, { fileName, ...run.counts })
  return run.counts
}

type Table = { sheet: Sheet; head: Head; headRow: number }

async function readThrough({ sheets }: Book): Promise<Table[]> {
  const tables: Table[] = []
  for (const sheet of sheets) {
    let [table, seen]: [Table | null, number] = [null, 0]
    for await (const rows of sheet.rows()) {
      for (const row of rows) {
        if (table || ++seen > rowsAboveHead) break
        const head = readHead(row)
        if (head) table = { sheet, head, headRow: row.number }
      }
    }
    if (table) tables.push(table)
  }
  if (!tables.length) throw new Unreadable('没有找到表头：人员表要有“姓名”和“身份证号”，历史记录表要有“身份证号”“年度”和“项目”')
  return tables
}

async function readRegions(ctx: Ctx): Promise<Regions> {
  const rows = await ctx.db.select({ code: regions.code, name: regions.name }).from(regions)
  return new Map(rows.flatMap(({ code, name }) => [[code, code] as const, [name, code] as const]))
}

/** One import: what it has seen so far, and what waits to be written. */
class Run {
  readonly counts: Counts = { added: 0, existing: 0, updated: 0, refused: 0 }
  /** Where each person and record of the file stands first; and in a dry run, who would be there by then. */
  private readonly seen = new Map<number, number>()
  private readonly coming = new Set<number>()

  constructor(
    private readonly ctx: Ctx,
    private readonly surroundings: Surroundings,
    private readonly dryRun: boolean,
    private readonly report: Options['report'],
  ) {}

  async readTable({ sheet, head, headRow }: Table): Promise<void> {
    let batch: Row[] = []
    const write = () => this.writeBatch(sheet.name, head, batch)
    for await (const rows of sheet.rows()) {
      for (const row of rows) {
        if (row.number <= headRow || row.cells.every((cell) => !cell?.text.trim())) continue
        batch.push(row)
        if (batch.length < batchSize) continue
        await write()
        batch = []
      }
    }
    if (batch.length) await write()
  }

  private async writeBatch(sheet: string, head: Head, rows: Row[]): Promise<void> {
    const outcomes = head.kind === 'people' ? await this.writePeople(rows, head) : await this.writeHistory(rows, head)
    for (const { result } of outcomes) this.counts[result]++
    await this.report(rows.map((row, i) => ({ sheet, row: row.number, ...outcomes[i]! })))
  }

  private async writePeople(rows: Row[], { at }: Extract<Head, { kind: 'people' }>): Promise<Outcome[]> {
    const read = rows.map((row) => this.attempt(() => this.once(row, readPerson(row, at, this.surroundings), (person) => person.idNumber)))
    const people = read.filter((one): one is Person => !isOutcome(one))
    const written = await writePeople(this.ctx, people, this.dryRun)
    if (this.dryRun)
      for (const [i, { idNumber }] of people.entries()) if (written[i]!.result === 'added') this.coming.add(fingerprint(idNumber))
    return read.map((one) => (isOutcome(one) ? one : written.shift()!))
  }

  private async writeHistory(rows: Row[], { at }: Extract<Head, { kind: 'history' }>): Promise<Outcome[]> {
    const key = ({ idNumber, year, title }: HistoryRecord) => `${idNumber} ${year} ${title}`
    const read = rows.map((row) => this.attempt(() => this.once(row, readRecord(row, at, this.surroundings), key)))
    const records = read.filter((one): one is HistoryRecord => !isOutcome(one))
    const written = await writeHistory(this.ctx, records, this.dryRun, (idNumber) => this.coming.has(fingerprint(idNumber)))
    return read.map((one) => (isOutcome(one) ? one : written.shift()!))
  }

  /** @throws RowRefused when the same stands further up */
  private once<T>(row: Row, read: T, key: (read: T) => string): T {
    const mark = fingerprint(key(read))
    const first = this.seen.get(mark)
    if (first !== undefined) throw new RowRefused(`与第 ${first} 行重复`)
    this.seen.set(mark, row.number)
    return read
  }

  private attempt<T>(read: () => T): T | Outcome {
    try {
      return read()
    } catch (error) {
      if (error instanceof RowRefused) return refused(error.message)
      throw error
    }
  }
}

const isOutcome = (one: object): one is Outcome => 'result' in one

/** 53 bits of a hash, the most that a number holds: a million of them take a tenth of what the texts would. */
function fingerprint(text: string): number {
  const hash = createHash('sha1').update(text).digest()
  return hash.readUIntBE(0, 6) * 32 + (hash[6]! & 31)
}
