import { describe, expect, test } from 'vitest'
import { foldText } from '@/lib/catalog/fold-text'
import { courseListHref, parseCourseFilter, parseCourseIds } from '@/lib/catalog/input'
import { searchTextOf } from '@/lib/catalog/search-text'

describe('a course is found by its name or the initials of its pinyin', () => {
  const text = searchTextOf('BIM技术在市政工程中的应用（第2版）', '重庆长城学院')
  test.each([
    ['市政工程', true],
    ['bim', true],
    ['bimjszszgc', true],
    ['szgc', true],
    ['长城学院', true],
    ['cqccxy', true], // not zq, not zcxy: 重 and 长 are read as in these words
    ['第2版', true],
    ['jzgc', false],
    ['zqccxy', false],
  ])('%s: %j', (word, found) => {
    expect(text.includes(foldText(word))).toBe(found)
  })
  test('建筑工程 is jzgc', () => expect(searchTextOf('建筑工程质量通病防治', '云桥工程学堂')).toContain('jzgczltbfz yqgcxt'))
  test('rare characters stay as they are', () => expect(searchTextOf('䶮𠮷工艺', '甲')).toContain('䶮𠮷工艺'))
})

describe('what is typed is read kindly', () => {
  test.each([
    ['  ＢＩＭ　技术 ', 'bim 技术'],
    ['《公文写作》', '公文写作'],
    ['100%_\\', '100'],
    ["'; drop table courses; --", 'drop table courses'],
    ['（）', ''],
  ])('%j → %j', (typed, folded) => expect(foldText(typed)).toBe(folded))
})

const id = '0197a000-0000-7000-8000-000000000001'
const none = { words: '', category: null, provider: null, hours: null, price: null, sort: 'best', page: 1 }

describe('a filter is read from the address, and nonsense as nothing', () => {
  test.each<[Record<string, string | string[]>, object]>([
    [{}, {}],
    [{ q: '  jzgc ' }, { words: 'jzgc' }],
    [{ q: ['甲', '乙'] }, { words: '甲' }],
    [{ q: '长'.repeat(500) }, { words: '长'.repeat(60) }],
    [{ category: id, provider: 'x' }, { category: id }],
    [
      { hours: '5-6', price: 'free' },
      { hours: '5-6', price: 'free' },
    ],
    [{ hours: '5-60', price: 'constructor' }, {}],
    [
      { sort: 'price', page: '3' },
      { sort: 'price', page: 3 },
    ],
    [{ sort: 'toString', page: '-1' }, {}],
    [{ page: '0' }, {}],
    [{ page: '1e9' }, {}],
    [{ page: '999999' }, {}],
  ])('%j', (asked, change) => expect(parseCourseFilter(asked)).toEqual({ ...none, ...change }))

  test('and written there again; a change begins at the first page', () => {
    const filter = parseCourseFilter({ q: '工程 a&b', hours: '7-', sort: 'hours', page: '4' })
    const href = courseListHref(filter, { page: 4 })
    expect(parseCourseFilter(Object.fromEntries(new URL(href, 'http://x').searchParams))).toEqual(filter)
    expect(courseListHref(filter, { hours: null })).toBe(`/courses?${new URLSearchParams({ q: '工程 a&b', sort: 'hours' })}`)
    expect(courseListHref({ ...filter, words: '', hours: null, sort: 'best' })).toBe('/courses')
  })
})

test('a basket holds each course once, no more than thirty, and only what can be an id', () => {
  expect(parseCourseIds(`${id},x,,${id}`)).toEqual([id])
  expect(parseCourseIds(undefined)).toEqual([])
  const many = Array.from({ length: 40 }, (_, i) => id.slice(0, -2) + String(i + 10))
  expect(parseCourseIds(many.join())).toHaveLength(30)
})
