import sharp from 'sharp'
import { fontPath, requireFromRoot } from '@/lib/shared/pdf-fonts'

type Font = { unitsPerEm: number; layout(text: string): { glyphs: { path: { toSVG(): string }; advanceWidth: number }[] } }

/** What stands on a licence. */
export type LicenceFacts = { title: string; code: string; lines: [label: string, value: string][]; stamp: string }

/** A drawn sample of a licence, A4 across. Its letters are outlines of our own font: the demo's machine may have no Chinese one. */
export function drawLicence({ title, code, lines, stamp }: LicenceFacts): Promise<Buffer> {
  const fontkit = requireFromRoot()('fontkit') as { openSync(file: string): Font }
  const font = fontkit.openSync(fontPath('@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'))
  /** `from`: where a line begins, or ends when it is set to the right. */
  const write = (text: string, from: number, y: number, size: number, fill = '#2a2a28', right = false) => {
    let at = 0
    const outlines = font.layout(text).glyphs.map(({ path, advanceWidth }) => {
      const outline = `<path transform="translate(${at} 0)" d="${path.toSVG()}"/>`
      at += advanceWidth
      return outline
    })
    const scale = size / font.unitsPerEm
    const x = right ? from - at * scale : from
    return `<g fill="${fill}" transform="translate(${x} ${y}) scale(${scale} ${-scale})">${outlines.join('')}</g>`
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1400" height="990" viewBox="0 0 1400 990">
    <rect width="1400" height="990" fill="#fbf7ea"/><rect x="40" y="40" width="1320" height="910" fill="none" stroke="#8c7a4a" stroke-width="6"/>
    <rect x="56" y="56" width="1288" height="878" fill="none" stroke="#8c7a4a" stroke-width="2"/>
    ${write(title, 700 - title.length * 38, 210, 76)}${write(`统一社会信用代码　${code}`, 120, 300, 30, '#5c5540')}
    ${lines.map(([label, value], i) => write(label, 120, 390 + i * 74, 30, '#5c5540') + write(value, 340, 390 + i * 74, 34)).join('')}
    <g transform="rotate(-14 1080 690)"><rect x="890" y="612" width="390" height="120" rx="10" fill="none" stroke="#b2301f" stroke-width="6"/>
    ${write('演示样张', 925, 700, 80, '#b2301f')}</g>${write(stamp, 1290, 880, 30, '#5c5540', true)}</svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer()
}
