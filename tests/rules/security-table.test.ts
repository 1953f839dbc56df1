import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const text = fs.readFileSync(path.join(root, 'docs/security.md'), 'utf8')

type Row = { ids: string[]; what: string; how: string; shown: string }

/** `1.2.6–1.2.8, 1.3.1` → each of them. */
const idsIn = (cell: string): string[] =>
  cell.split(', ').flatMap((part) => {
    const [from = '', to] = part.split('–')
    const [base, first] = [from.slice(0, from.lastIndexOf('.')), Number(from.split('.').at(-1))]
    if (!to || from.includes(')')) return [part]
    const last = Number(to.split('.').at(-1))
    return Array.from({ length: last - first + 1 }, (_, i) => `${base}.${first + i}`)
  })

const rows: Row[] = text
  .split('\n')
  .filter((line) => /^\| \d/.test(line) && !/^\| \d [a-z]/.test(line))
  .map((line) => {
    const [id = '', what = '', how = '', shown = ''] = line.split(' |').map((cell) => cell.replace(/^\|? ?/, '').trim())
    return { ids: idsIn(id.replace('| ', '')), what, how, shown }
  })

const pathsIn = (cell: string) =>
  [...cell.matchAll(/`([^`]+)`/g)].map(([, one]) => one!).filter((one) => /[/.]/.test(one) && !/^npm /.test(one))

/** Of levels 1 and 2, by section: `1.2:1-9` are 1.2.1 to 1.2.9. */
const required = `1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1-1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2 4.1:1-3
  4.2:1-1 4.3:1-2 4.4:1-4 5.1:1-1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-11 6.3:1-3 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2
  7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1-1 8.4:1-1 9.1:1-3 9.2:1-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3
  11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1-1 11.6:1-1 12.1:1-3 12.2:1-2 12.3:1-4 13.1:1-1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4
  14.3:1-3 15.1:1-3 15.2:1-3 15.3:1-7 16.1:1-1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1-1 17.2:1-4 17.3:1-2`
  .split(/\s+/)
  .flatMap((range) => {
    const [section, from, to] = range.split(/[:-]/)
    return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${section}.${Number(from) + i}`)
  })

const national = [
  ...['a', 'b', 'c', 'd'].map((letter) => `8.1.4.1 ${letter})`),
  ...['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((letter) => `8.1.4.2 ${letter})`),
  ...['a', 'b', 'c', 'd'].map((letter) => `8.1.4.3 ${letter})`),
  ...['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => `8.1.4.4 ${letter})`),
  ...['8.1.4.5', '8.1.4.6', '8.1.4.7 a)', '8.1.4.7 b)', '8.1.4.8 a)', '8.1.4.8 b)', '8.1.4.9 a)–c)', '8.1.4.10 a)', '8.1.4.10 b)'],
  ...['8.1.4.11 a)', '8.1.4.11 b)'],
]

describe('docs/security.md', () => {
  test('has a row for every requirement of levels 1 and 2 and of 8.1.4, and one only', () => {
    const told = rows.flatMap(({ ids }) => ids)
    expect(told.toSorted()).toEqual([...required, ...national].toSorted())
  })

  test('names no file or test that is gone', () => {
    const gone = rows.flatMap(({ ids, how, shown }) =>
      pathsIn(`${how} ${shown}`).flatMap((one) => (fs.existsSync(path.join(root, one)) ? [] : [`${ids[0]}: ${one}`])),
    )
    expect(gone).toEqual([])
  })

  test('says of each row where it is met and what shows it, or why not', () => {
    const reason = /open: .{8}|\*operator\*|does not apply: .{4}/
    const bare = rows.flatMap(({ ids, how, shown }) => {
      const met = pathsIn(how).length > 0 || reason.test(how)
      const proved = pathsIn(shown).some((one) => one.startsWith('tests/')) || reason.test(shown) || reason.test(how)
      return met && proved ? [] : [`${ids[0]}: ${met ? 'nothing shows it' : 'not said where'}`]
    })
    expect(bare).toEqual([])
  })
})
