import os from 'node:os'
import type postgres from 'postgres'

/** One line of the report. `comparison` is what the goal is about. */
export type Row = { what: string; product: string; baseline: string; comparison: string; goal: string; met: boolean }

export async function describeMachine(sql: postgres.Sql): Promise<string> {
  const [row] = await sql`select current_setting('server_version') as version, current_setting('fsync') as fsync,
    current_setting('synchronous_commit') as commit`
  const cores = os.availableParallelism()
  return (
    `${cores} cores (${os.cpus()[0]?.model.trim() ?? 'unknown'}), ${os.type()}, Node ${process.version}, ` +
    `PostgreSQL ${row?.version} on the same machine (fsync ${row?.fsync}, synchronous_commit ${row?.commit}), ` +
    `WEB_CONCURRENCY ${process.env.WEB_CONCURRENCY ?? 1}`
  )
}

/** A table for the documents, in Markdown. */
export function printReport(machine: string, rows: Row[]) {
  const head = ['', 'Xueshi', 'baseline', 'compared', 'goal', '']
  const body = rows.map(({ what, product, baseline, comparison, goal, met }) => [
    what,
    product,
    baseline,
    comparison,
    goal,
    met ? '✓' : '✗',
  ])
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  console.log(`\n${machine}; \`npm run bench\`, ${new Date().toISOString().slice(0, 10)}\n`)
  console.log([line(head), line(head.map(() => '---')), ...body.map(line)].join('\n'))
}

export const whole = (value: number) => Math.round(value).toLocaleString('en')
export const oneDecimal = (value: number) => value.toFixed(1)
export const times = (value: number) => `${value.toFixed(2)} ×`
