/** The rows of each sheet, in the order of the sheets, that are hidden or filtered out; from 0 on. The library asks for styles to say so. */
export function hiddenRows(parts: ReadonlyMap<string, Buffer>): ReadonlySet<number>[] {
  const text = (name: string) => parts.get(name)?.toString() ?? ''
  const targets = new Map(
    tags(text('xl/_rels/workbook.xml.rels'), 'Relationship').map((tag) => [attribute(tag, 'Id'), attribute(tag, 'Target')]),
  )
  return tags(text('xl/workbook.xml'), 'sheet').map((tag) => {
    const target = targets.get(attribute(tag, '\\w+:id')) ?? ''
    return hiddenIn(parts.get(target.startsWith('/') ? target.slice(1) : `xl/${target}`))
  })
}

function hiddenIn(sheet: Buffer | undefined): Set<number> {
  const hidden = new Set<number>()
  if (!sheet?.includes(' hidden=')) return hidden
  let row = 0
  for (const tag of tags(sheet.toString('latin1'), 'row')) {
    row = Number(attribute(tag, 'r') ?? row + 1)
    if (/^(1|true)$/.test(attribute(tag, 'hidden') ?? '')) hidden.add(row - 1)
  }
  return hidden
}

const tags = (xml: string, name: string) => xml.match(new RegExp(`<(?:\\w+:)?${name}\\s[^>]*>`, 'g')) ?? []
const attribute = (tag: string, name: string) => new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(tag)?.[1]
