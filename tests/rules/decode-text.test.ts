import { expect, test } from 'vitest'
import { decodeText } from '@/lib/shared/decode-text'

test.each([
  ['nothing', '', ''],
  ['UTF-8', 'e5ada6e697b6', '学时'],
  ['UTF-8 with its mark', 'efbbbfe5ada6e697b6', '学时'],
  ['GB 18030', 'd0d5c3fb', '姓名'],
  ['a rare character of four bytes in GB 18030', '95328236', '𠀀'],
  ['UTF-16', 'fffe665bf665', null],
  ['UTF-16 of figures', 'fffe31003200', null],
  ['a zero byte', '3100', null],
  ['a picture', 'ffd8ffe000104a46', null],
  ['half a character', 'd0d5c3', null],
])('%s', (_, bytes, text) => {
  expect(decodeText(Buffer.from(bytes, 'hex'))).toBe(text)
})
