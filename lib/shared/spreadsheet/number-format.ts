import { SSF } from 'xlsx'

/** As Chinese Excel and WPS fill them; those that are not here are the same everywhere. */
const own: Record<number, string> = {
  5: '"¥"#,##0;"¥"\\-#,##0',
  6: '"¥"#,##0;"¥"\\-#,##0',
  7: '"¥"#,##0.00;"¥"\\-#,##0.00',
  8: '"¥"#,##0.00;"¥"\\-#,##0.00',
  14: 'yyyy/m/d',
  22: 'yyyy/m/d h:mm',
  27: 'yyyy"年"m"月"',
  28: 'm"月"d"日"',
  29: 'm"月"d"日"',
  30: 'm-d-yy',
  31: 'yyyy"年"m"月"d"日"',
  32: 'h"时"mm"分"',
  33: 'h"时"mm"分"ss"秒"',
  34: '上午/下午h"时"mm"分"',
  35: '上午/下午h"时"mm"分"ss"秒"',
  36: 'yyyy"年"m"月"',
  42: '"¥"#,##0;"¥"\\-#,##0',
  44: '"¥"#,##0.00;"¥"\\-#,##0.00',
  50: 'yyyy"年"m"月"',
  51: 'm"月"d"日"',
  52: 'yyyy"年"m"月"',
  53: 'm"月"d"日"',
  54: 'm"月"d"日"',
  55: '上午/下午h"时"mm"分"',
  56: '上午/下午h"时"mm"分"ss"秒"',
  57: 'yyyy"年"m"月"',
  58: 'm"月"d"日"',
}
const everywhere: Record<number, string> = SSF.get_table()

export const formatOf = (id: number): string => own[id] ?? everywhere[id] ?? 'General'

const longestFormat = 255

/** A number as the program shows it in its cell: 0.5 as 50%, 46143 as 2026年5月1日, 1.1 as 1.10. */
export function shownNumber(value: number, format: string, date1904: boolean): string {
  if (/^(general|g\/通用格式|@)$/i.test(format) || format.length > longestFormat) return general(value)
  if (/general|g\/通用格式/i.test(format)) return literal(format.split(';')[0]!.replace(/general|g\/通用格式/i, general(value)))
  const chinese = quoted(chineseDate(format, value, date1904))
  try {
    const shown = SSF.format(chinese, value, { date1904 }).replace(/ {2,}/g, ' ').trim()
    if (!shown) return general(value)
    return /^\[DBNum1\]/i.test(format) && SSF.is_date(chinese) ? inCharacters(shown) : shown
  } catch {
    return general(value) // a format that no program knows
  }
}

/** As without a format: eleven characters. Whole numbers keep the digits that the cell has, where a program shows 1.23457E+13. */
export function general(value: number): string {
  const size = Math.abs(value)
  if (Number.isInteger(value) && size < 1e15) return String(value)
  if (size >= 1e11 || size < 1e-4) return scientific(value)
  const whole = Math.max(1, Math.ceil(Math.log10(size)))
  return String(Number(value.toFixed(10 - whole)))
}

function scientific(value: number): string {
  const [mantissa, exponent] = value.toExponential(5).split('e')
  return `${Number(mantissa)}E${exponent![0]}${exponent!.slice(1).padStart(2, '0')}`
}

/** WPS writes yyyy年m月d日 without the quotation marks that the library wants. */
const quoted = (format: string) =>
  format.replace(/"[^"]*"|\[[^\]]*\]|[\\_*].|上午\/下午|[^\x20-\x7e]/gu, (piece) =>
    piece.length > 2 || piece <= '~~' ? piece : `"${piece}"`,
  )

const literal = (format: string) => format.replace(/\[[^\]]*\]|"|\\/g, '')

/** What the library does not know: the system's own long forms, and the days of the week in Chinese. */
function chineseDate(format: string, value: number, date1904: boolean): string {
  if (/\[\$-f800\]/i.test(format)) return 'yyyy"年"m"月"d"日"'
  if (/\[\$-f400\]/i.test(format)) return 'h:mm:ss'
  const inChinese = /\[\$[^\]]*-(0*804|[\dA-F]*0804)\]/i.test(format)
  const week = inChinese ? /a{3,4}|d{3,4}/i : /a{3,4}/i
  if (!week.test(format.replace(/"[^"]*"/g, ''))) return format
  const day = '日一二三四五六'[SSF.parse_date_code(value, { date1904 })?.q ?? 0]
  return format.replace(/\[\$[^\]]*\]/g, '').replace(new RegExp(week, 'gi'), (code) => `"${code.length === 4 ? '星期' : '周'}${day}"`)
}

/** 2026年5月31日 → 二〇二六年五月三十一日 */
const inCharacters = (text: string) =>
  text.replace(/\d+/g, (digits) => {
    const each = (some: string) => [...some].map((digit) => '〇一二三四五六七八九'[Number(digit)]).join('')
    if (digits.length !== 2 || digits < '10') return each(String(digits.length === 2 ? Number(digits) : digits))
    const [tens, ones] = digits
    return `${tens === '1' ? '' : each(tens!)}十${ones === '0' ? '' : each(ones!)}`
  })
