import { pinyin } from 'pinyin-pro'

/** Whose password it is, as far as whoever sets it has said or proved. */
export type Person = {
  name?: string | null
  contactName?: string | null
  idNumber?: string | null
  phone?: string | null
  employer?: string | null
  userName?: string | null
  code?: string | null
}

/** What must not be part of a password at all: long numbers that stand in files and on cards. */
export function numbersOf({ idNumber, phone, code }: Person): string[] {
  const id = idNumber ?? ''
  return [id, id.slice(-6), id.length === 18 ? id.slice(6, 14) : '', phone ?? '', code ?? ''].filter(Boolean)
}

/** What somebody who knows the person tries first, most likely ones first, in lower case; at most some two hundred. */
export function wordsAbout(person: Person): string[] {
  const { name, contactName, idNumber, phone, employer, userName, code } = person
  const words = [
    ...namesOf(name),
    ...namesOf(contactName),
    ...birthdaysOf(idNumber),
    ...ends(userName, 3),
    ...(userName ?? '').split(/[._-]/),
    ...ends(idNumber, 4, 5, 6, 8),
    ...ends(phone, 4, 6, 7, 8),
    ...(phone ? [phone.slice(0, 3), phone.slice(3, 7)] : []),
    ...ends(code, 4, 5, 6, 8, 9, 10),
    ...employersOf(employer),
  ]
  return [...new Set(words.map((word) => word.toLowerCase()))].filter((word) => word.length >= 2 || /\p{Script=Han}/u.test(word))
}

const ends = (text: string | null | undefined, ...lengths: number[]) => (text ? [text, ...lengths.map((n) => text.slice(-n))] : [])

const spell = (text: string, surname: boolean) =>
  pinyin(text, { toneType: 'none', type: 'array', v: true, ...(surname && { surname: 'head' as const }) })

/** 王建国: wangjianguo, jianguowang, wangjg, wjianguo, wjg, jianguo, jg, wang, 王建国, 建国. A foreign name: its parts. */
function namesOf(name: string | null | undefined): string[] {
  if (!name) return []
  const parts = name.split(/[\s·'’.-]+/).filter(Boolean)
  if (parts.length > 1 || !/^\p{Script=Han}{2,5}$/u.test(name))
    return [parts.join(''), ...parts, ...parts.map((part) => spell(part, false).join('')), spell(parts.join(''), false).join('')]
  const letters = [...name]
  const cut = letters.length > 3 ? 2 : 1
  return [true, false].flatMap((asSurname) => {
    const said = spell(name, asSurname)
    const [family, given] = [said.slice(0, cut).join(''), said.slice(cut)]
    const [f, g] = [
      said
        .slice(0, cut)
        .map((one) => one[0]!)
        .join(''),
      given.map((one) => one[0]!).join(''),
    ]
    const own = given.join('')
    const written = [name, letters.slice(cut).join(''), letters.slice(0, cut).join('')]
    return [
      family + own,
      own + family,
      family + g,
      f + own,
      f + g,
      own,
      g + f,
      own + f,
      g + family,
      family,
      ...given,
      ...given.map((one) => one + one),
      ...written,
    ]
  })
}

/** 19800203 in the ways people write a day. */
function birthdaysOf(idNumber: string | null | undefined): string[] {
  if (idNumber?.length !== 18) return []
  const [year, month, day] = [idNumber.slice(6, 10), idNumber.slice(10, 12), idNumber.slice(12, 14)]
  const [short, m, d] = [year.slice(2), String(Number(month)), String(Number(day))]
  const joined = ['', '-', '.', '/'].flatMap((sign) => [
    [year, month, day].join(sign),
    [year, m, d].join(sign),
    [day, month, year].join(sign),
  ])
  const han = [`${year}年`, `${m}月${d}日`, `${year}年${m}月${d}日`]
  return [
    year,
    month + day,
    short + month + day,
    ...joined,
    year + month,
    m + d,
    `${short}${m}${d}`,
    month + day + year,
    day + month,
    short,
    ...han,
  ]
}

/** The employer whole, and each two to four characters of it: people take 云桥 or 唐钢 of the long name. */
function employersOf(employer: string | null | undefined): string[] {
  if (!employer) return []
  const letters = [...employer].slice(0, 24)
  const said = spell(letters.join(''), false)
  const first = said.map((one) => one[0]!).join('')
  const pieces = [4, 3, 2].flatMap((n) =>
    letters
      .slice(n - 1)
      .map((_, i) => [letters.slice(i, i + n).join(''), said.slice(i, i + n).join(''), n > 2 ? first.slice(i, i + n) : ''] as const),
  )
  return [employer, said.join(''), first, first.slice(0, 6), first.slice(0, 8), ...pieces.flat()]
}
