/** Text that the database and JSON can keep: without NUL, which PostgreSQL has in no text, and without halves of characters. */
export const wellFormed = (text: string): string => text.replaceAll('\0', '').toWellFormed()

/** JSON with all its texts well-formed. @throws SyntaxError */
export const parseJson = (text: string): unknown =>
  JSON.parse(text, (_, value: unknown) => (typeof value === 'string' ? wellFormed(value) : value))
