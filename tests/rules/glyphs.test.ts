import { describe, expect, test } from 'vitest'
import { uncovered } from '@/lib/shared/glyphs'
import { fontPath, pdfFaces, requireFromRoot } from '@/lib/shared/pdf-fonts'

describe('what can be printed', () => {
  test.each([
    '张丽华',
    '王䶮',
    '李璟㛃',
    '𬭩',
    '𠮷田',
    '阿依古丽·买买提',
    'Anna-Marie O’Neil',
    '唐山云桥市政工程有限公司（第3分公司）',
    '',
  ])('%s can', (name) => {
    expect(uncovered(name)).toEqual([])
  })

  test.each([
    ['a character of Unicode 15 that no font of ours has', '王𲈄', ['𲈄']],
    ['a character of the private use area, as old systems made them up', '王\ue863', ['\ue863']],
    ['an emoji', '王🙂', ['🙂']],
    ['each only once, in the order of the name', '\ue863🙂\ue863🙂', ['\ue863', '🙂']],
  ])('%s cannot', (_, name, characters) => {
    expect(uncovered(name)).toEqual(characters)
  })

  test('a character that only the sans has is printed in the sans', () => {
    expect(uncovered('𰻝')).toEqual([])
  })

  test('the list of characters is that of the fonts', () => {
    const fontkit = requireFromRoot()('fontkit')
    const own = pdfFaces.filter(({ weight }) => weight === 400).flatMap(({ file }) => fontkit.openSync(fontPath(file)).characterSet)
    const all = Array.from({ length: 0x110000 }, (_, point) => point).filter((point) => point < 0xd800 || point > 0xdfff)
    const listed = all.filter((point) => !uncovered(`a${String.fromCodePoint(point)}`).length)
    expect(listed).toEqual([...new Set<number>(own)].sort((a, b) => a - b))
  })

  test('both weights of a family have the same characters', () => {
    const fontkit = requireFromRoot()('fontkit')
    for (const family of ['Song', 'Hei', 'Rare']) {
      const [regular, bold] = pdfFaces
        .filter((face) => face.family === family)
        .map((face) => fontkit.openSync(fontPath(face.file)).characterSet)
      expect(bold).toEqual(regular)
    }
  })
})
