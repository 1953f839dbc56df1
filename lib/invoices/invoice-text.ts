import { textOfPdf } from './pdf-text'

/** What an invoice says in words: null where it is silent, or not to be read. */
export type TextFacts = { number: string | null; amountFen: number | null }

/** The text of a PDF; empty for one that holds only a picture, or that cannot be read: what finance sees with their own eyes need not be readable here. */
export function readablePdf(bytes: Buffer): string {
  try {
    return textOfPdf(bytes)
  } catch {
    return ''
  }
}

/** The text of one part of an OFD: what its TextCode elements draw. */
export const textOfOfdPart = (xml: string): string =>
  [...xml.matchAll(/<(?:\w+:)?TextCode\b[^>]*>([^<]*)</g)].map(([, text]) => text!.trim()).join('\n')

/**
 * The number is the one that follows 发票号码, else the only one of 20 digits. The amount is what follows 小写, else the largest with ¥ or ￥: tax and net are
 * smaller. Of two that stand at the same claim neither is taken.
 */
export function factsOfText(text: string): TextFacts {
  const plain = text.normalize('NFKC')
  const marked = [...plain.matchAll(/发票号码\s*:?\s*(?<!\d)(\d{20})(?!\d)/g)].map(([, number]) => number!)
  const numbers = new Set(marked.length ? marked : (plain.match(/(?<!\d)\d{20}(?!\d)/g) ?? []))
  const small = [...plain.matchAll(/小写\s*\)?\s*:?\s*[¥￥]?\s*(\d[\d,]*\.\d{2})(?!\d)/g)].map(([, amount]) => fenOf(amount!))
  const signed = [...plain.matchAll(/[¥￥]\s*(\d[\d,]*\.\d{2})(?!\d)/g)].map(([, amount]) => fenOf(amount!))
  const amounts = new Set(small.length ? small : signed.length ? [Math.max(...signed)] : [])
  return { number: numbers.size === 1 ? [...numbers][0]! : null, amountFen: amounts.size === 1 ? [...amounts][0]! : null }
}

const fenOf = (amount: string) => Math.round(Number(amount.replaceAll(',', '')) * 100)
