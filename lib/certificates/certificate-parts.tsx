import { Image, View } from '@react-pdf/renderer'
import { fitLines, heightOf } from '@/lib/shared/pdf-measure'
import { Label, Lines, mm } from '@/lib/shared/pdf-text'
import { QrCode } from './certificate-art'
import { spacedDay } from './certificate-text'

/* What certificates of both forms have. */

export const color = {
  ground: '#fffdf8',
  ink: '#1a2426',
  ink2: '#425054',
  ink3: '#5b666a',
  primary: '#0f4a55',
  seal: '#b2301f',
  mark: '#f0f4f0',
}

/** Says on every page of a demo what it is. */
export function Specimen({ demo }: { demo: boolean }) {
  if (!demo) return null
  return (
    <Label x={148.5} baseline={5.8} align="center" size={3} tracking={1} family="Hei" color={color.ink3}>
      演示样张
    </Label>
  )
}

/** Four modules of ground stay around the code, or readers fail. */
export function Verification({ x, y, size, url }: { x: number; y: number; size: number; url: string }) {
  return (
    <>
      <QrCode x={x} y={y} size={size} text={url} color={color.ink} />
      <Label x={x} baseline={y + size + 7} size={3.1} family="Hei" color={color.ink2}>
        扫码核验真伪
      </Label>
    </>
  )
}

/** Two thin lines along the edge. */
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

/** The portrait, 41 × 57 mm. */
export function Photo({ jpeg, x, y }: { jpeg: string | null; x: number; y: number }) {
  const place = { position: 'absolute' as const, left: mm(x), top: mm(y), width: mm(41), height: mm(57) }
  return (
    <>
      {jpeg ? (
        <Image cache={false} src={`data:image/jpeg;base64,${jpeg}`} style={{ ...place, objectFit: 'cover' }} />
      ) : (
        <Label x={x + 20.5} baseline={y + 29.8} align="center" size={3.6} family="Hei" color={color.ink3}>
          无照片
        </Label>
      )}
      <View style={{ ...place, border: `${mm(0.2)}pt solid #b9c6c6` }} />
    </>
  )
}

/** Issuer and day; the seal stands over them. */
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
