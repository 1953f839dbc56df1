import { extractText, getDocumentProxy } from 'unpdf'

/** What a PDF says, line after line. */
export async function textOf(pdf: Buffer): Promise<string> {
  const document = await getDocumentProxy(new Uint8Array(pdf))
  return (await extractText(document, { mergePages: true })).text
}
