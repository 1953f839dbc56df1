import type { Column } from './columns'

/** What was mended in a cell without asking: from what, to what, and the reasons in Chinese. */
export type Repair = { column: Column; from: string; to: string; what: string[] }

const fullWidth = /[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/
const unseen = /(?!\s)\p{Cf}/u

export const digitRepairs = (column: Column, from: string, to: string) =>
  repairs(column, from, to, [
    [fullWidth.test(from), '全角字符改为半角'],
    [/\s/.test(from.trim()), '去掉空格'],
    [/x|ｘ/.test(from), '小写 x 改为大写 X'],
    [/^\s*['‘’＇`´“"]/.test(from), '去掉引号'],
    [/[-–—－]/.test(from) && !/[-–—－]/.test(to), '去掉横线'],
    [/^\s*(\+|＋|00)?86/.test(from) && !to.startsWith('86'), '去掉国家代码'],
  ])

export const nameRepairs = (column: Column, from: string, to: string) =>
  repairs(column, from, to, [
    [/[•・‧∙．･⋅]|\s·|·\s/.test(from), '间隔号改为“·”'],
    [/\s/.test(from.trim().replace(/\s*[·•・‧∙．･⋅]\s*/g, '')) && /\p{Script=Han}\s+\p{Script=Han}/u.test(from), '去掉空格'],
  ])

function repairs(column: Column, from: string, to: string, reasons: [boolean, string][]): Repair[] {
  if (from.trim() === to) return []
  const what = [...reasons, [unseen.test(from), '去掉看不见的字符'] as [boolean, string]].flatMap(([holds, reason]) =>
    holds ? [reason] : [],
  )
  return what.length ? [{ column, from, to, what }] : []
}
