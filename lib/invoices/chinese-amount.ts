const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿']

/**
 * An amount in the Chinese capital numerals of cheques and invoices: 12000 fen → 壹佰贰拾元整, 1640902 → 壹万陆仟肆佰零玖元零贰分.
 * Rules: 《支付结算办法》附一《正确填写票据和结算凭证的基本规定》. Where it leaves a choice, 整 also follows 角, so that nothing
 * can be added behind, and no 零 is written for an empty 元 before a 角.
 * @throws RangeError unless fen is a whole number and less than a 万亿 of yuan
 */
export function chineseAmount(fen: number): string {
  if (!Number.isSafeInteger(fen) || Math.abs(fen) >= 1e14) throw new RangeError(`not an amount in fen: ${fen}`)
  if (fen < 0) return `负${chineseAmount(-fen)}`
  const yuan = Math.floor(fen / 100)
  const [jiao, rest] = [Math.floor(fen / 10) % 10, fen % 10]
  const whole = yuan ? `${chineseInteger(yuan)}元` : ''
  if (!jiao && !rest) return `${whole || '零元'}整`
  if (!rest) return `${whole}${digits[jiao]}角整`
  if (!jiao) return `${whole}${whole && '零'}${digits[rest]}分`
  return `${whole}${digits[jiao]}角${digits[rest]}分`
}

/** In groups of four digits; one 零 stands for any run of empty places inside, none for those at the end of a group. */
function chineseInteger(n: number): string {
  let text = ''
  let gap = false
  for (let group = groups.length - 1; group >= 0; group--) {
    const value = Math.floor(n / 10_000 ** group) % 10_000
    for (let place = 3; place >= 0; place--) {
      const digit = Math.floor(value / 10 ** place) % 10
      if (digit) {
        text += `${gap ? '零' : ''}${digits[digit]}${places[place]}`
        gap = false
      } else if (text) {
        gap = true
      }
    }
    if (value) {
      text += groups[group]
      // 壹拾万柒仟: places empty at the end of one group need no 零 when the next is full.
      gap = false
    }
  }
  return text
}
