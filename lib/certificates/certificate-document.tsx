import { Document, Image, Page, View } from '@react-pdf/renderer'
import type { PdfProps } from '@/lib/shared/pdf'
import { fitLines, fitSize, heightOf } from '@/lib/shared/pdf-measure'
import { Label, Lines, mm } from '@/lib/shared/pdf-text'
import { hoursPerTick, QrCode, Ring, Ruler, Seal, ticksByPart } from './certificate-art'
import { HoursTable } from './certificate-table'
import { certificateText, spacedDay } from './certificate-text'

/** Of every document of this house. */
export const color = {
  ground: '#fffdf8',
  ink: '#1a2426',
  ink2: '#425054',
  ink3: '#5b666a',
  primary: '#0f4a55',
  seal: '#b2301f',
  mark: '#f0f4f0',
}

/** Upper left corner and size of the column right of the photo. */
export const column = { x: 81, width: 192, textTop: 45 }
const ringSize = 38
/** The hour ring, and what is written under it, end above the seal. */
const ringBottom = 149

/** The certificate, A4 landscape, drawn from the snapshot alone: what was issued never changes with the data. */
export function CertificateDocument({ snapshot, number, verifyUrl, photo, demo }: PdfProps['certificate']) {
  const { title, issuer } = snapshot
  const ticks = ticksByPart(snapshot.parts)
  const note = hoursPerTick(snapshot.hours) > 1 ? 6 : 0
  const lowestRing = ringBottom - ringSize - note
  const text = certificateText(snapshot, column.width, lowestRing - 8 - column.textTop)
  const tableTop = column.textTop + heightOf(text) + 8
  return (
    <Document title={`${title} ${number}`} author={issuer} language="zh-CN" creator="Xueshi" producer="Xueshi">
      <Page size="A4" orientation="landscape" style={{ backgroundColor: color.ground }}>
        <Frame />
        <Ring x={67.5} y={24} size={162} ticks={ticks} inner={66} color={color.mark} />
        {demo && (
          <Label x={148.5} baseline={5.8} align="center" size={3} tracking={1} family="Hei" color={color.ink3}>
            演示样张
          </Label>
        )}
        <Photo jpeg={photo} />
        <Heading title={title} number={number} />
        <Lines paragraph={text} x={column.x} top={column.textTop} justify family="Song" color={color.ink} />
        <HoursTable parts={snapshot.parts} x={column.x} top={tableTop} bottom={185} color={color} />
        <HourRing hours={snapshot.hours} ticks={ticks} top={Math.min(tableTop + 6, lowestRing)} />
        {/* The caption keeps four modules away, or readers fail. */}
        <QrCode x={24} y={149} size={30} text={verifyUrl} color={color.ink} />
        <Label x={24} baseline={186} size={3.1} family="Hei" color={color.ink2}>
          扫码核验真伪
        </Label>
        <Ruler x={24} y={192.4} width={249} height={2.6} ticks={ticks} color={color.primary} />
        <SignOff issuer={issuer} issuedOn={snapshot.issuedOn} />
        <Seal x={229.2} y={152.4} size={40} issuer={issuer} words={['培训专用章', ...(demo ? ['（样章）'] : [])]} color={color.seal} />
      </Page>
    </Document>
  )
}

export function Frame() {
  const line = (inset: number, width: number, stroke: string) => ({
    position: 'absolute' as const,
    left: mm(inset),
    top: mm(inset),
    width: mm(297 - 2 * inset),
    height: mm(210 - 2 * inset),
    border: `${mm(width)}pt solid ${stroke}`,
  })
  return (
    <>
      <View style={line(9, 0.35, color.primary)} />
      <View style={line(10.55, 0.15, '#8fb0b2')} />
    </>
  )
}

export function Photo({ jpeg }: { jpeg: string | null }) {
  const place = { position: 'absolute' as const, left: mm(24), top: mm(20), width: mm(41), height: mm(57) }
  return (
    <>
      {jpeg ? (
        <Image cache={false} src={`data:image/jpeg;base64,${jpeg}`} style={{ ...place, objectFit: 'cover' }} />
      ) : (
        <Label x={44.5} baseline={49.8} align="center" size={3.6} family="Hei" color={color.ink3}>
          无照片
        </Label>
      )}
      <View style={{ ...place, border: `${mm(0.2)}pt solid #b9c6c6` }} />
    </>
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

export function SignOff({ issuer, issuedOn }: { issuer: string; issuedOn: string }) {
  const name = fitLines({ text: issuer, size: 5 }, 'Song', 62, issuer.length > 16 ? 2 : 1, 3.2, 1.4)
  return (
    <>
      <Lines paragraph={name} x={211} top={166 - 0.6 * heightOf(name)} align="center" family="Song" color={color.ink} />
      <Label x={242} baseline={176.5} align="center" size={4.6} family="Song" color={color.ink}>
        {spacedDay(issuedOn)}
      </Label>
    </>
  )
}
