import { halfWidth } from '@/lib/shared/half-width'
import type { Draft } from './rules'

const narrow = (text: string) => halfWidth(text).replace(/[−﹣]/g, '-')

/** Without blanks, but those between two figures or letters: 1 1/2 is not 11/2. */
const closed = (text: string) => text.replace(/\s+/g, ' ').replace(/(?<![a-z\d]) | (?![a-z\d])/gi, '')

/** Quotation marks, an empty bracket and the end of a sentence are set down in many ways. */
const strict = (text: string) => closed(narrow(text).replace(/[“”"‘’'「」]/g, '"')).replace(/[。.]+$/, '')

/** No signs that only divide a sentence; those of calculation stay, and so do 1.5 and 2:1. */
const loose = (text: string) =>
  closed(narrow(text).toLowerCase())
    .replace(/(?<!\d)[.,:]|[.,:](?!\d)/g, '')
    .replace(/["“”'‘’「」『』。，、；：？！,;?!()[\]{}《》〈〉【】〔〕…·_—]/g, '')

const optionsOf = ({ options }: Draft, by: (text: string) => string) => options.map(by).sort()
const rightOf = ({ options, correct }: Draft, by: (text: string) => string) => correct.map((i) => by(options[i] ?? '')).sort()

/** The same: nothing but its setting differs. `answer`, `wording`: the answer, or the wording a little, differs too, so that somebody must look. */
export type Likeness = 'same' | 'answer' | 'wording'

/** Questions found by what they ask and offer; the same stem with other options is another question. */
export class Twins<T> {
  private byWords = new Map<string, { draft: Draft; of: T }[]>()

  add(draft: Draft, of: T): void {
    const key = wordsOf(draft)
    const some = this.byWords.get(key)
    if (some) some.push({ draft, of })
    else this.byWords.set(key, [{ draft, of }])
  }

  /** The one that is most alike. */
  find(draft: Draft): { likeness: Likeness; of: T } | null {
    const found = (this.byWords.get(wordsOf(draft)) ?? []).map(({ draft: other, of }) => ({ likeness: likenessOf(draft, other), of }))
    return found.find(({ likeness }) => likeness === 'same') ?? found.find(({ likeness }) => likeness === 'answer') ?? found[0] ?? null
  }
}

const wordsOf = (draft: Draft) => JSON.stringify([loose(draft.stem), ...optionsOf(draft, loose)])

function likenessOf(one: Draft, other: Draft): Likeness {
  const exact = ({ stem, ...draft }: Draft) => JSON.stringify([strict(stem), ...optionsOf({ stem, ...draft }, strict)])
  const answer = (draft: Draft, by: (text: string) => string) => JSON.stringify([draft.kind, ...rightOf(draft, by)])
  if (answer(one, loose) !== answer(other, loose)) return 'answer'
  return exact(one) === exact(other) && answer(one, strict) === answer(other, strict) ? 'same' : 'wording'
}
