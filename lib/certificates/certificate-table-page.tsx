import { Page } from '@react-pdf/renderer'
import type { PdfProps } from '@/lib/shared/pdf'
import { fitSize, heightOf } from '@/lib/shared/pdf-measure'
import { Label, Lines } from '@/lib/shared/pdf-text'
import { hoursPerTick, Ring, Ruler, Seal, ticksByPart } from './certificate-art'
import { color, Frame, Photo, SignOff, Specimen, Verification } from './certificate-parts'
import { HoursTable } from './certificate-table'
import { certificateText, tableSentence } from './certificate-text'

/** Upper left corner and size of the column right of the photo. */
export const column = { x: 81, width: 192, textTop: 45 }
const ringSize = 38
/** The hour ring, and what is written under it, end above the seal. */
const ringBottom = 149

/** 培训证明: the paragraph, the hours by part, the full ring. */
export function TablePage({ snapshot, number, verifyUrl, photo, demo }: PdfProps['certificate']) {
  const { title, issuer } = snapshot
  const ticks = ticksByPart(snapshot.parts)
  const note = hoursPerTick(snapshot.hours) > 1 ? 6 : 0
  const lowestRing = ringBottom - ringSize - note
  const text = certificateText(snapshot, tableSentence, column.width, lowestRing - 8 - column.textTop)
  const tableTop = column.textTop + heightOf(text) + 8
  return (
    <Page size="A4" orientation="landscape" style={{ backgroundColor: color.ground }}>
      <Frame />
      <Ring x={67.5} y={24} size={162} ticks={ticks} inner={66} color={color.mark} />
      <Specimen demo={demo} />
      <Photo jpeg={photo} x={24} y={20} />
      <Heading title={title} number={number} />
      <Lines paragraph={text} x={column.x} top={column.textTop} justify family="Song" color={color.ink} />
      <HoursTable parts={snapshot.parts} x={column.x} top={tableTop} bottom={185} color={color} />
      <HourRing hours={snapshot.hours} ticks={ticks} top={Math.min(tableTop + 6, lowestRing)} />
      <Verification x={24} y={149} size={30} url={verifyUrl} />
      <Ruler x={24} y={192.4} width={249} height={2.6} ticks={ticks} color={color.primary} />
      <SignOff issuer={issuer} issuedOn={snapshot.issuedOn} />
      <Seal x={229.2} y={152.4} size={40} issuer={issuer} words={['培训专用章', ...(demo ? ['（样章）'] : [])]} color={color.seal} />
    </Page>
  )
}

export function Heading({ title, number }: { title: string; number: string }) {
  const width = 130
  // A title of four characters is tracked by a third of its size; a long one gives up the tracking first.
  const count = Array.from(title).length
  const tracking = Math.min(5, Math.max(1, (width - count * 15.5) / count))
  const size = fitSize({ text: title, size: 15.5, bold: true, tracking }, width, 'Song')
  const end = column.x + column.width
  return (
    <>
      <Label x={column.x} baseline={32} size={size} bold tracking={(tracking * size) / 15.5} family="Song" color={color.primary}>
        {title}
      </Label>
      <Label x={end} baseline={26.6} align="right" size={3.6} family="Hei" color={color.ink2}>
        编号
      </Label>
      <Label x={end} baseline={32.6} align="right" size={4.4} bold tracking={0.1} family="Hei" color={color.ink}>
        {number}
      </Label>
    </>
  )
}

function HourRing({ hours, ticks, top }: { hours: number; ticks: number[]; top: number }) {
  const middle = 242
  const per = hoursPerTick(hours)
  return (
    <>
      <Ring x={middle - ringSize / 2} y={top} size={ringSize} ticks={ticks} inner={80} color={color.primary} />
      <Label x={middle} baseline={top + 20.6} align="center" size={hours > 999 ? 9 : 11} bold family="Hei" color={color.ink}>
        {String(hours)}
      </Label>
      <Label x={middle} baseline={top + 26} align="center" size={3.3} family="Hei" color={color.ink}>
        学时
      </Label>
      {per > 1 && (
        <Label x={middle} baseline={top + ringSize + 4.5} align="center" size={2.8} family="Hei" color={color.ink3}>
          {`一格为 ${per} 学时`}
        </Label>
      )}
    </>
  )
}
