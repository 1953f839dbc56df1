import { fontPath, pdfFaces, requireFromRoot } from './pdf-fonts'

type Fontkit = { openSync(file: string): { characterSet: number[] } }

let printable: Set<number> | undefined

/**
 * Characters that no printing font has, each once. @react-pdf prints such a character as a wrong letter without an
 * error, so a name is asked here before a certificate or an invoice is printed.
 */
export function uncovered(text: string): string[] {
  printable ??= readCharacterSets()
  return [...new Set(text)].filter((character) => !printable?.has(character.codePointAt(0) ?? 0))
}

/** Only the character tables are kept: the fonts themselves are 50 MB. The weights of a family have the same table. */
function readCharacterSets(): Set<number> {
  const fontkit = requireFromRoot()('fontkit') as Fontkit
  const faces = pdfFaces.filter((face) => face.weight === 400)
  return new Set(faces.flatMap((face) => fontkit.openSync(fontPath(face.file)).characterSet))
}
