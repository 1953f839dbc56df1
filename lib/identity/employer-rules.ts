import { literally } from '@/lib/shared/like'

/** As printed on licences and seals: no blanks, Chinese brackets. */
export const normalizeEmployer = (typed: string) =>
  typed
    .replace(/[\s\u200b-\u200d\ufeff]+/g, ' ')
    .replace(/(?<=\P{Script=Latin}) | (?=\P{Script=Latin})/gu, '')
    .replace(/\(/g, '（')
    .replace(/\)/g, '）')
    .trim()

/** What the full name of a school, hospital, company or office ends with. */
const fullEnding =
  /(公司|集团|企业|厂|行|社|店|矿|大学|学院|学校|中学|小学|幼儿园|幼教中心|医院|卫生院|卫生室|服务站|保健院|门诊部|诊所|中心|研究院|研究所|设计院|院|所|站|队|馆|局|委员会|委|办公室|办事处|政府|法院|检察院|协会|学会|联合会|工会|基金会|园|场|处|部|校|库|段|台)(（[^）]+）)?$/

/**
 * Whether a name looks shortened: 唐山一中, 市医院, 开滦. People are asked for the name on the seal, but may say that this is it:
 * no rule knows every name.
 */
export function looksShortened(name: string): boolean {
  const length = [...name].length
  if (length < 6 && !/(公司|厂)$/.test(name)) return true
  return !fullEnding.test(name) || /第?[一二三四五六七八九十\d]+(中|小|院|幼)$/.test(name)
}

/** A LIKE pattern under which 唐山一中 finds 唐山市第一中学: its characters in this order, with anything between them. */
export const employerPattern = (typed: string) => `%${[...typed].map(literally).join('%')}%`
