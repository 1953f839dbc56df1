/** Text in UTF-8, or in GB 18030 as Chinese offices save it, without its byte order mark. Null when it is neither, or holds a zero byte. */
export function decodeText(file: Buffer): string | null {
  if (file.includes(0)) return null
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(file)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error // TypeError: the bytes are none of this encoding
    }
  }
  return null
}
