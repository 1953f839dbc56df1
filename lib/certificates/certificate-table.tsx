import type { CertificateSnapshot } from '@/db/schema/certificates'
import { fitLines, type Paragraph } from '@/lib/shared/pdf-measure'
import { Box, Label, Lines } from '@/lib/shared/pdf-text'

type Part = CertificateSnapshot['parts'][number]
type Colors = { ink: string; ink3: string; primary: string }

const width = 118
/** Right edges of the figures. */
const columns = [70, 93, 116] as const
const maxRows = 10

/** Hours by part with totals; rows draw together so that the table ends above `bottom`. */
export function HoursTable({ parts, x, top, bottom, color }: { parts: Part[]; x: number; top: number; bottom: number; color: Colors }) {
  const rows = shorten(parts)
  const head = 8.6
  const pitch = Math.min(10, (bottom - top - head) / (rows.length + 1))
  const size = Math.min(3.9, pitch * 0.48)
  const rule = (y: number, strong: boolean) => (
    <Box key={y} x={x} y={y} width={width} height={strong ? 0.3 : 0.15} color={strong ? color.primary : '#c9d5d4'} />
  )
  return (
    <>
      <Label x={x} baseline={top + 5.5} size={3.3} family="Hei" color={color.ink3}>
        科目
      </Label>
      {['课程（门）', '要求学时', '获得学时'].map((label, i) => (
        <Label key={label} x={x + columns[i]!} baseline={top + 5.5} align="right" size={3.3} family="Hei" color={color.ink3}>
          {label}
        </Label>
      ))}
      {rule(top + head, true)}
      {[...rows, sum('合计', parts)].map((row, i) => {
        const rowTop = top + head + i * pitch
        const last = i === rows.length
        return <Row key={i} row={row} x={x} top={rowTop} pitch={pitch} size={size} bold={last} color={color.ink} />
      })}
      {rows.map((_, i) => rule(top + head + (i + 1) * pitch, false))}
      {rule(top + head + (rows.length + 1) * pitch, true)}
    </>
  )
}

type RowProps = { row: Part; x: number; top: number; pitch: number; size: number; bold: boolean; color: string }

function Row({ row, x, top, pitch, size, bold, color }: RowProps) {
  const name = nameLines(row.name, size, bold, pitch)
  const baseline = top + pitch / 2 + 0.37 * size
  return (
    <>
      <Lines paragraph={name} x={x} top={top + (pitch - name.lines.length * name.leading) / 2} family="Hei" color={color} />
      {[row.courses, row.requiredHours, row.earnedHours].map((figure, i) => (
        <Label key={i} x={x + columns[i]!} baseline={baseline} align="right" size={size} bold={bold} family="Hei" color={color}>
          {String(figure)}
        </Label>
      ))}
    </>
  )
}

/** A long name becomes a little smaller, then takes two lines. */
function nameLines(text: string, size: number, bold: boolean, pitch: number): Paragraph {
  const room = columns[0] - 12
  const oneLine = fitLines({ text, size, bold }, 'Hei', room, 1, size * 0.8, 1.2)
  return oneLine.lines.length > 1 ? fitLines({ text, size: Math.min(size, pitch * 0.36), bold }, 'Hei', room, 2, 1.6, 1.2) : oneLine
}

function sum(name: string, parts: Part[]): Part {
  const add = (key: 'courses' | 'requiredHours' | 'earnedHours') => parts.reduce((total, part) => total + part[key], 0)
  return { name, courses: add('courses'), requiredHours: add('requiredHours'), earnedHours: add('earnedHours') }
}

/** More parts than the page has room for: those after the ninth share a row. */
function shorten(parts: Part[]): Part[] {
  if (parts.length <= maxRows) return parts
  const rest = parts.slice(maxRows - 1)
  return [...parts.slice(0, maxRows - 1), sum(`其他 ${rest.length} 项`, rest)]
}
