import { expect, test } from 'vitest'
import { decodeText } from '@/lib/shared/decode-text'

test.each([
  ['nothing', '', ''],
  ['UTF-8', 'e5ada6e697b6', '学时'],
  ['UTF-8 with its mark', 'efbbbfe5ada6e697b6', '学时'],
  ['GB 18030', 'd0d5c3fb', '姓名'],
  ['a rare character of four bytes in GB 18030', '95328236', '𠀀'],
  ['UTF-16', 'fffe665bf665', '学时'],
  ['UTF-16 of figures', 'fffe31003200', '12'],
  ['UTF-16 of the other order', 'feff5b6665f6', '学时'],
  ['UTF-16 without its mark', '310032000d000a00665bf665', '12\r\n学时'],
  ['UTF-16 of the other order without its mark', '003100320d0a5b6665f6'.replace('0d0a', '000d000a'), '12\r\n学时'],
  ['half of UTF-16', 'fffe665bf6', null],
  ['Big5', 'c163c5e9bba1a9fa', '繁體說明'],
  ['Big5 of few characters', 'b971bd75', '電線'],
  ['rare characters of GB 18030, which are no words in Big5 either', 'e6ace6ace7b2', null],
  ['Shift JIS', '82b182f182c982bf82cd8145836583588367', null],
  ['a zero byte', '3100', null],
  ['a picture', 'ffd8ffe000104a46', null],
  ['half a character', 'd0d5c3', null],
])('%s', (_, bytes, text) => {
  expect(decodeText(Buffer.from(bytes, 'hex'))).toBe(text)
})
