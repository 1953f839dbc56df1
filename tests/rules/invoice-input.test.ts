import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { InvoiceTitleInput } from '@/lib/invoices/input'

const company = { buyerKind: 'company', title: '唐山云桥市政工程有限公司', taxNumber: '91130200MA07XQ4W3K' }

describe('who an invoice is made out to', () => {
  test.each<[string, object, object | null]>([
    ['nobody, when nothing is asked', {}, null],
    ['nobody, when none is wanted', { buyerKind: 'none', title: 'left over', taxNumber: 'x' }, null],
    ['a company', company, { buyerKind: 'company', title: company.title, taxNumber: company.taxNumber }],
    [
      'a company with its number as people type it',
      { ...company, taxNumber: ' ９１１３０２００ma07 xq4w3k ' },
      { buyerKind: 'company', title: company.title, taxNumber: company.taxNumber },
    ],
    [
      'a public body, without a number',
      { buyerKind: 'public_body', title: '路北区税务局' },
      { buyerKind: 'public_body', title: '路北区税务局' },
    ],
    [
      'a person, whatever stood in the field of the number',
      { buyerKind: 'person', title: ' 张丽华 ', taxNumber: '123' },
      { buyerKind: 'person', title: '张丽华' },
    ],
    [
      'a person of the field for people, whatever employer stands in the other',
      { buyerKind: 'person', title: '唐山云桥市政工程有限公司', personTitle: ' 张丽华 ' },
      { buyerKind: 'person', title: '张丽华' },
    ],
    [
      'a unit of the field for units, whoever stands in the other',
      { buyerKind: 'public_body', title: '路北区税务局', personTitle: '张丽华' },
      { buyerKind: 'public_body', title: '路北区税务局' },
    ],
    [
      'a buyer whose title has 100 characters',
      { buyerKind: 'person', title: '长'.repeat(100) },
      { buyerKind: 'person', title: '长'.repeat(100) },
    ],
  ])('%s', (_, raw, invoice) => {
    expect(InvoiceTitleInput.parse(raw).invoice).toEqual(invoice)
  })
})

describe('what is wrong is said at its field', () => {
  const number = '统一社会信用代码是 18 位数字和大写字母，请对照营业执照核对。'
  test.each<[string, object, Record<string, string[]>]>([
    ['no title', { buyerKind: 'person', title: '  ' }, { title: ['请填写发票抬头。'] }],
    ['a title of 101 characters', { buyerKind: 'person', title: '长'.repeat(101) }, { title: ['发票抬头最多 100 个字。'] }],
    [
      "no person, though the employer's name is there",
      { buyerKind: 'person', title: '某单位', personTitle: '' },
      { personTitle: ['请填写发票抬头。'] },
    ],
    [
      'no unit, though the person is there',
      { buyerKind: 'public_body', title: '', personTitle: '张丽华' },
      { title: ['请填写发票抬头。'] },
    ],
    ['a company without a number', { ...company, taxNumber: '' }, { taxNumber: [number] }],
    ['17 characters', { ...company, taxNumber: '91130200MA07XQ4W3' }, { taxNumber: [number] }],
    ['19 characters', { ...company, taxNumber: '91130200MA07XQ4W3KK' }, { taxNumber: [number] }],
    ['a letter that these numbers do not have', { ...company, taxNumber: '91130200MAO7XQ4W3K' }, { taxNumber: [number] }],
    ['all at once', { buyerKind: 'company' }, { title: ['请填写发票抬头。'], taxNumber: [number] }],
  ])('%s', (_, raw, issues) => {
    const parsed = InvoiceTitleInput.safeParse(raw)
    expect(parsed.success ? {} : z.flattenError(parsed.error).fieldErrors).toEqual(issues)
  })
})
