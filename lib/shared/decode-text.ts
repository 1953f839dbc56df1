/**
 * Text as Chinese offices save it, without its byte order mark: UTF-8, UTF-16, GB 18030 or, where its characters say so, Big5. Null when it
 * is none of them.
 */
export function decodeText(file: Buffer): string | null {
  const wide = file.length % 2 === 0 && wideEncoding(file)
  if (wide || file.includes(0)) return wide ? withoutControls(read(file, wide)) : null
  return read(file, 'utf-8') ?? decodeChinese(file)
}

/** UTF-16 by its mark, or by the zero in every figure, space and end of line. */
export function wideEncoding(file: Buffer): 'utf-16le' | 'utf-16be' | null {
  const mark = file.subarray(0, 2).toString('hex')
  if (mark === 'fffe') return 'utf-16le'
  if (mark === 'feff') return 'utf-16be'
  const zeros = [0, 0]
  for (let i = 0; i < file.length; i++) if (file[i] === 0) zeros[i % 2]! += 1
  const [first, second] = zeros as [number, number]
  if (Math.max(first, second) < Math.max(4, file.length / 20)) return null
  if (first * 8 < second) return 'utf-16le' // a few Chinese characters have a zero on the other side
  return second * 8 < first ? 'utf-16be' : null
}

/** What is no text has figures that no keyboard writes. */
const withoutControls = (text: string | null) =>
  text !== null && /^[\t\n\r\x20-\ud7ff\ue000-\uffff\u{10000}-\u{10ffff}]*$/u.test(text) ? text : null

/** Below this hardly a character is one that people write: it is another encoding. */
const plausible = 0.3
/** Big5 has to be so much likelier: nearly everybody here writes GB 18030. */
const lead = 0.2

function decodeChinese(file: Buffer): string | null {
  const [gb, big5] = [read(file, 'gb18030'), read(file, 'big5')]
  const likely = { gb: gb === null ? 0 : shareOf(file, isCommonGb), big5: big5 === null ? 0 : shareOf(file, isCommonBig5) }
  if (likely.big5 >= plausible && likely.big5 > likely.gb + lead) return big5
  return likely.gb >= plausible ? gb : null
}

/** The share of characters of two bytes that stand among the common ones of an encoding; four bytes are GB 18030's alone. */
function shareOf(file: Buffer, isCommon: (lead: number, trail: number) => boolean): number {
  let [common, all] = [0, 0]
  for (let i = 0; i < file.length; i++) {
    if (file[i]! < 0x80) continue
    const [first, second = 0, third = 0] = file.subarray(i, i + 3)
    const four = second >= 0x30 && second <= 0x39 && third >= 0x80
    if (four ? isCommon === isCommonGb : isCommon(first!, second)) common++
    all++
    i += four ? 3 : 1
  }
  return all ? common / all : 0
}

/** GB 2312: signs, letters and the 3755 characters of its first level. */
const isCommonGb = (first: number, second: number) =>
  second >= 0xa1 && ((first >= 0xa1 && first <= 0xa3) || (first >= 0xb0 && first <= 0xd7))
/** Big5: signs and the 5401 characters of its first level. */
const isCommonBig5 = (first: number) => first >= 0xa1 && first <= 0xc6

function read(file: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(file)
  } catch (error) {
    if (error instanceof TypeError) return null // the bytes are none of this encoding
    throw error
  }
}
