import { expect, test } from 'vitest'
import { recognise } from '@/lib/admin/people-query'

test.each([
  ['', { kind: 'all' }],
  ['  ', { kind: 'all' }],
  ['丽华', { kind: 'name', name: '丽华' }],
  [' 张 丽华 ', { kind: 'name', name: '张丽华' }],
  ['买买提•艾力', { kind: 'name', name: '买买提·艾力' }],
  ['Anna Smith', { kind: 'name', name: 'Anna Smith' }],
  ['13020319880912992x', { kind: 'id_number', idNumber: '13020319880912992X' }],
  ['1302 0319 8809 1299 21', { kind: 'id_number', idNumber: '130203198809129921' }],
  ['１３０２０３１９８８０９１２９９２１', { kind: 'id_number', idNumber: '130203198809129921' }],
  ['e12345678', { kind: 'id_number', idNumber: 'E12345678' }],
  ['13800006021', { kind: 'phone', phone: '13800006021' }],
  ['+86 138-0000-6021', { kind: 'phone', phone: '13800006021' }],
  ['zj-2026-130204-000001', { kind: 'certificate', number: 'ZJ-2026-130204-000001' }],
  ['1302031988', { kind: 'unfinished' }],
  ['6021', { kind: 'unfinished' }],
  ['%', { kind: 'name', name: '%' }],
])('%s is recognised', (typed, expected) => {
  expect(recognise(typed)).toEqual(expected)
})
