import { messages, type RefusalCode } from '@/lib/shared/messages'
import { refusalText } from '@/lib/shared/refusal-text'
import { Refused } from '@/lib/shared/refused'
import { answering, seeOther } from '@/lib/shared/route-handler'
import { readForm } from '@/lib/shared/upload'
import type { UploadAnswer } from './file-form'

export type SentFile = { name: string; bytes: Buffer }

/**
 * Answers posted files: with JSON when a script asked, else by going back to the page, which says what was refused. `take` gets the files and the other fields.
 */
export function answerFiles(
  request: Request,
  page: string,
  limit: { maxBytes: number; tooLarge: Refused },
  take: (files: SentFile[], fields: Record<string, string>) => Promise<UploadAnswer>,
): Promise<Response> {
  const asked = request.headers.get('accept')?.includes('application/json')
  return answering(async () => {
    try {
      const form = await readForm(request, limit.maxBytes)
      if (form === 'too large') throw limit.tooLarge
      const sent = form?.getAll('files').filter((entry): entry is File => entry instanceof File && entry.size > 0) ?? []
      const files = await Promise.all(sent.map(async (file) => ({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })))
      const fields = [...(form ?? [])].filter((entry): entry is [string, string] => typeof entry[1] === 'string')
      const answer = await take(files, Object.fromEntries(fields))
      if (asked) return Response.json(answer)
      const failed = answer.outcomes?.find(({ good }) => !good)
      return seeOther(answer.next ?? (failed ? `${page}${page.includes('?') ? '&' : '?'}failed=${encodeURIComponent(failed.text)}` : page))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      if (asked) return Response.json({ error: refusalText(error) } satisfies UploadAnswer)
      return seeOther(`${page}${page.includes('?') ? '&' : '?'}refused=${error.code}`)
    }
  })
}

/** The sentence for what the address says was refused; its details are known to scripts only. */
export function refusedText(code: string | undefined): string | undefined {
  if (!code || !Object.hasOwn(messages, code)) return undefined
  const facts = { name: '文件', kind: '相同格式的', size: '', number: '另一个号码', found: '另一个金额', amount: '另一个金额', most: '' }
  return refusalText({ code: code as RefusalCode, facts })
}
