import { SaxesParser } from 'saxes'
import { limits, Unreadable } from './row'

export type XmlEvents = {
  open: (name: string, attributes: Record<string, string>) => void
  text?: (text: string) => void
  close?: (name: string) => void
}

/**
 * Reads an XML document as it comes, names without their prefix; after each piece it yields, so that the caller can take what the events
 * have gathered. No DOCTYPE, so no entities; UTF-8 only, as every spreadsheet program writes.
 * @throws Unreadable
 */
export async function* readXml(chunks: AsyncIterable<Buffer>, events: XmlEvents): AsyncGenerator<void> {
  const parser = new SaxesParser({ position: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [quiet, depth] = [0, 0]
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('doctype', () => refuse('文件含有不允许的 DOCTYPE'))
  parser.on('error', (error) => refuse('文件已损坏，内容不完整', error))
  parser.on('opentag', ({ name, attributes }) => {
    quiet = 0
    if (++depth > 64) refuse('文件已损坏，内容嵌套太深')
    events.open(local(name), attributes as Record<string, string>)
  })
  if (events.text) parser.on('text', events.text)
  parser.on('closetag', ({ name }) => {
    quiet = 0
    depth--
    events.close?.(local(name))
  })
  for await (const chunk of chunks) {
    quiet += chunk.length
    parser.write(decode(decoder, chunk))
    if (quiet > limits.bytesWithoutElement) refuse('单元格内容太长')
    yield
  }
  parser.write(decode(decoder)).close()
  yield
}

function decode(decoder: TextDecoder, chunk?: Buffer): string {
  try {
    return decoder.decode(chunk, { stream: chunk !== undefined })
  } catch (error) {
    throw new Unreadable('文件已损坏，文字编码不对', error)
  }
}

function refuse(reason: string, cause?: unknown): never {
  throw new Unreadable(reason, cause)
}
