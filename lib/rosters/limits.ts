/** What an honest roster stays below; beyond it a file is refused, or read only so far and said. */
export const limits = {
  fileBytes: 20e6,
  /** Of a zip file: parts, the largest of them, and all together when unpacked. */
  parts: 1000,
  partBytes: 64e6,
  unpackedBytes: 96e6,
  sheets: 50,
  people: 20_000,
  /** The header stands in the first of them; so many more than people may a sheet have. */
  headerRows: 30,
  columns: 100,
  cellCharacters: 32_767,
}
