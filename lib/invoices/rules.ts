type Line = { title: string; amountFen: number }
export type InvoiceLine = { name: string; amountFen: number }

/** The table of an invoice has room for so many lines. */
const room = 4

/** What was paid for, line by line; free courses are not invoiced, and what has no room is summed up in the last line. */
export function invoiceLines(items: Line[]): InvoiceLine[] {
  const priced = items.filter(({ amountFen }) => amountFen > 0)
  const shown = priced.length > room ? priced.slice(0, room - 1) : priced
  const rest = priced.slice(shown.length)
  const lines = shown.map(({ title, amountFen }) => ({ name: `培训费 ${title}`, amountFen }))
  if (!rest.length) return lines
  return [...lines, { name: `培训费 其余 ${rest.length} 门课程`, amountFen: rest.reduce((sum, { amountFen }) => sum + amountFen, 0) }]
}
