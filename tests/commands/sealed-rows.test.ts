import { expect, test } from 'vitest'
import { uuidv7 } from '@/db/id'
import { openRow, sealRow, versionOf } from '@/lib/rosters/sealed-rows'
import { cardBorn, checked } from '../support/rosters'

const mine = { enterpriseId: uuidv7(), rosterId: uuidv7() }

test.each([
  ['as it should be', checked({})],
  [
    'with everything',
    checked({ documentKind: '居民身份证', sex: '女', bornOn: '1980年1月1日', employer: '水务局', technicalGrade: '技师', remark: '班长' }),
  ],
  ['mended', checked({ name: '王 建国', phone: '１３８ 0000 6021' })],
  ['with blank and wrong cells', checked({ name: '', idNumber: '1', phone: { text: '#N/A', kind: 'error' }, remark: ' ' })],
  ['with numbers', checked({ idNumber: { text: '130203198001011200', kind: 'lost' }, bornOn: { text: '29221', kind: 'number' } })],
  ['edited', { ...checked({ idNumber: cardBorn('1990-12-31', 333) }), edited: { phone: '' } }],
  ['submitted: its cells are gone', { ...checked({ remark: '班长' }), cells: {} }],
])('a row comes back as it was sealed: %s', (_, row) => {
  const dataCipher = sealRow(mine, row)
  expect(openRow(mine, { row: row.row, dataCipher })).toEqual(row)
  expect(dataCipher).not.toBe(sealRow(mine, row))
  expect(versionOf(dataCipher)).not.toBe(versionOf(sealRow(mine, row)))
  for (const place of [
    { ...mine, rosterId: uuidv7() },
    { ...mine, enterpriseId: uuidv7() },
    { ...mine, at: row.row + 1 },
  ])
    expect(() => openRow(place, { row: row.row, dataCipher, ...('at' in place && { row: place.at }) })).toThrow()
})
