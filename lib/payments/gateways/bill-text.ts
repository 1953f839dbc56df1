/** What the bills of gateways have in common: text of many columns, of which some are read by their names. */

/** The largest bill that is read, packed or not. */
export const mostBillBytes = 64_000_000

/** A bill that is none, or of which something is missing: it is fetched again. */
export class BillUnreadable extends Error {}

/** 120.00, -0.72000: the fees of some have five decimals. Half a fen is one. */
export function fenOf(yuan: string): number {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(yuan) ?? []
  if (!whole) throw new BillUnreadable(`no amount: ${yuan}`)
  const fen = Math.round(Number(`${whole}${part.padEnd(5, '0').slice(0, 5)}`) / 1000)
  return sign && fen ? -fen : fen
}

/** 2026-03-09 09:05:00, as both write Beijing time. */
export function momentOf(text: string): Date {
  if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) throw new BillUnreadable(`no moment: ${text}`)
  return new Date(`${text.replace(' ', 'T')}+08:00`)
}

/** Reads cells by the names of their columns. @throws BillUnreadable where the heads lack one of the names */
export function columnsOf<N extends string>(heads: string[], names: readonly N[]): (cells: string[]) => Record<N, string> {
  const places = names.map((name) => [name, heads.indexOf(name)] as const)
  const missing = places.filter(([, place]) => place < 0).map(([name]) => name)
  if (missing.length) throw new BillUnreadable(`no column ${missing.join(', ')}`)
  return (cells) => Object.fromEntries(places.map(([name, place]) => [name, cells[place] ?? ''])) as Record<N, string>
}
