import type { CertificateSnapshot } from '@/db/schema/certificates'
import { maskedLabel } from '@/lib/identity/documents'
import { heightOf, layOut, type Paragraph, type Span } from '@/lib/shared/pdf-measure'
import { formatChineseDay } from '@/lib/shared/time'

/** A blank between Chinese and figures or Latin letters, as printers set it. */
const spaced = (text: string) => text.replace(/([\u3400-\u9fff])(?=[A-Za-z0-9])|([A-Za-z0-9])(?=[\u3400-\u9fff])/g, '$1$2 ')

export const spacedDay = (day: string) => spaced(formatChineseDay(day))

/** Short names stand out, and are tracked in proportion; long ones come down to little more than the text. */
const nameScale = (name: string) => Math.max(1.06, 1.4 - 0.06 * Math.max(0, Array.from(name).length - 6))

/** What follows the name. */
export const tableSentence = ({ idNumberMasked, employer, from, to, program, trainingClass, hours }: CertificateSnapshot) =>
  `（${maskedLabel(idNumberMasked)} ${idNumberMasked}），${employer ? `工作单位${employer}，` : ''}` +
  `于 ${formatChineseDay(from)}至 ${formatChineseDay(to)}参加${program}（${trainingClass}），` +
  `修满 ${hours} 学时，课后测验全部合格。特此证明。`

export const diplomaSentence = ({ idNumberMasked, employer, from, to, program, hours }: CertificateSnapshot) =>
  `（证件号码 ${idNumberMasked}）${employer ? `，工作单位${employer}` : ''}，` +
  `于 ${formatChineseDay(from)}至 ${formatChineseDay(to)}参加${program}，共计 ${hours} 学时，考核合格，特发此证。`

export const hoursSentence = ({ idNumberMasked, employer, from, to, hours, courses }: CertificateSnapshot) =>
  `（证件号码 ${idNumberMasked}）${employer ? `，工作单位${employer}` : ''}，` +
  `于 ${formatChineseDay(from)}至 ${formatChineseDay(to)}自主选课学习课程 ${courses.length} 门，全部合格，共获得 ${hours} 学时。特此证明。`

function spans(name: string, text: string, size: number): Span[] {
  const scale = nameScale(name)
  return [
    { text: name, size: size * scale, bold: true, tracking: size * 0.33 * (scale - 1.06) },
    { text: spaced(text), size },
  ]
}

/** The paragraph of the certificate, as large as the height allows: `largest` mm, and smaller for long names and titles. */
export function certificateText(
  snapshot: CertificateSnapshot,
  sentence: (snapshot: CertificateSnapshot) => string,
  width: number,
  maxHeight: number,
  largest = 5.3,
): Paragraph {
  for (let size = largest; ; size -= 0.2) {
    const leading = size * (size > 4.6 ? 1.95 : 1.7)
    const paragraph = layOut(spans(snapshot.name, sentence(snapshot), size), 'Song', width, leading, size * 2)
    if (heightOf(paragraph) <= maxHeight || size < 3) return paragraph
  }
}
