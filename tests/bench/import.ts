import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { utils, write } from 'xlsx'
import { idNumberOf } from './id-numbers'
import { oneDecimal, type Row, whole } from './report'
import type { Setup } from './setup'

/*
 * People of the old platform through `npm run import:trainees`, beside the running portal: the program itself, as an operator starts it. Its
 * peak of resident memory is what the system counted (VmHWM), the rows are those of both tables. Then the same file again, which
 * finds everybody there. The baseline is the least that has to be done: the same rows copied into tables of their own.
 */

const peopleCount = 100_000
const goalMiB = 256

export async function importing({ sql }: Setup): Promise<Row[]> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'xueshi-import-'))
  try {
    const file = path.join(folder, 'people.xlsx')
    fs.writeFileSync(file, aLargeWorkbook())
    console.log(`  ${whole(peopleCount)} people and as many records in ${oneDecimal(fs.statSync(file).size / 1e6)} MB`)
    const first = await runImport(file)
    const again = await runImport(file)
    if (first.added !== 2 * peopleCount || again.existing !== 2 * peopleCount) throw new Error('the import left rows out')
    const baseline = await copyRows(sql)
    const compared = (seconds: number) => `${whole((2 * peopleCount) / seconds)}/s`
    return [
      {
        what: `Import of ${whole(peopleCount)} people and ${whole(peopleCount)} records: rows`,
        product: compared(first.seconds),
        baseline: `${compared(baseline)} bare inserts`,
        comparison: `again: ${compared(again.seconds)}`,
        goal: '–',
        met: true,
      },
      {
        what: 'Import: peak of resident memory',
        product: `${first.peakMiB} MiB`,
        baseline: '',
        comparison: `again: ${again.peakMiB} MiB`,
        goal: `≤ ${goalMiB} MiB`,
        met: Math.max(first.peakMiB, again.peakMiB) <= goalMiB,
      },
    ]
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
}

type Result = { added: number; existing: number; seconds: number; peakMiB: number }

async function runImport(file: string): Promise<Result> {
  const child = spawn(process.execPath, ['scripts/import-trainees.mjs', file], { stdio: ['ignore', 'pipe', 'inherit'], env: process.env })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const code = await new Promise((resolve) => child.once('close', resolve))
  const number = (pattern: RegExp) => Number(pattern.exec(said)?.[1])
  const result = {
    added: number(/(\d+) added/),
    existing: number(/(\d+) existing/),
    seconds: number(/([\d.]+) s,/),
    peakMiB: number(/peak memory (\d+) MiB/),
  }
  if (code !== 0 || Object.values(result).some(Number.isNaN)) throw new Error(`the import ended with ${code}: ${said}`)
  console.log(said.trim().replace(/^/gm, '  '))
  return result
}

/** As Excel saves it: every text in the part of shared texts. The ID numbers are well-formed and differ. */
function aLargeWorkbook(): Buffer {
  const ids = Array.from({ length: peopleCount }, (_, i) => idNumberOf(i))
  const people = ids.map((id, i) => [
    `学员${String.fromCodePoint(0x4e00 + (i % 20_000))}`,
    id,
    `139${String(i).padStart(8, '0')}`,
    `唐山市第${i % 3000}建筑工程有限公司`,
    '路北区',
    '工程师',
  ])
  const history = ids.map((id, i) => [id, 2021, '2021年度公需科目', 30, `TS2021${String(i).padStart(8, '0')}`, '2021-11-05'])
  const book = utils.book_new()
  const append = (name: string, head: string[], rows: (string | number)[][]) =>
    utils.book_append_sheet(book, utils.aoa_to_sheet([head, ...rows], { dense: true }), name)
  append('人员', ['姓名', '身份证号', '手机号', '单位', '行政区划', '职称'], people)
  append('历史记录', ['身份证号', '年度', '项目/课程', '学时', '证书编号', '合格日期'], history)
  return write(book, { type: 'buffer', bookType: 'xlsx', bookSST: true, compression: true })
}

/** The same number of rows inserted in batches of 500 with two texts each, without reading, checking or encrypting anything. @returns seconds */
async function copyRows(sql: Setup['sql']): Promise<number> {
  await sql`create table bench_import (id uuid primary key default gen_random_uuid(), number text unique, name text)`
  const began = performance.now()
  for (let from = 0; from < 2 * peopleCount; from += 500) {
    const numbers = Array.from({ length: 500 }, (_, i) => `number ${from + i}`)
    await sql`insert into bench_import (number, name) select n, n from unnest(${numbers}::text[]) n on conflict do nothing`
  }
  const seconds = (performance.now() - began) / 1000
  await sql`drop table bench_import`
  return seconds
}
