import { Page, Path, Svg, View } from '@react-pdf/renderer'
import type { PdfProps } from '@/lib/shared/pdf'
import { fitSize, heightOf } from '@/lib/shared/pdf-measure'
import { Label, Lines, mm } from '@/lib/shared/pdf-text'
import { Ring, Seal, ticksByPart } from './certificate-art'
import { color, Photo, SignOff, Specimen, Verification } from './certificate-parts'
import { certificateText, diplomaSentence } from './certificate-text'

const sheet = { width: 297, height: 210 }
/** Right of the photo: where the sentence stands, and how high it may grow. */
const column = { x: 83, width: 184, top: 66, height: 76 }

/** 合格证书: a border of ticks, the title in the middle, one sentence. */
export function DiplomaPage({ snapshot, number, verifyUrl, photo, demo }: PdfProps['certificate']) {
  const { title, issuer } = snapshot
  const text = certificateText(snapshot, diplomaSentence, column.width, column.height, 6.6)
  return (
    <Page size="A4" orientation="landscape" style={{ backgroundColor: color.ground }}>
      <Border />
      <Ring x={83.5} y={42} size={130} ticks={ticksByPart(snapshot.parts)} inner={70} color={color.mark} />
      <Specimen demo={demo} />
      <Heading title={title} />
      <Photo jpeg={photo} x={30} y={68} />
      <Lines
        paragraph={text}
        x={column.x}
        top={column.top + (column.height - heightOf(text)) / 3}
        justify
        family="Song"
        color={color.ink}
      />
      <Verification x={30} y={146} size={28} url={verifyUrl} />
      <Label x={66} baseline={153} size={3.4} family="Hei" color={color.ink2}>
        证书编号
      </Label>
      <Label x={66} baseline={159.4} size={4.4} bold tracking={0.1} family="Hei" color={color.ink}>
        {number}
      </Label>
      <Label x={66} baseline={166.4} size={3.4} family="Hei" color={color.ink2}>
        证书真伪可扫码或按编号查询
      </Label>
      <SignOff issuer={issuer} issuedOn={snapshot.issuedOn} />
      <Seal x={229.2} y={150.4} size={40} issuer={issuer} words={['培训专用章', ...(demo ? ['（样章）'] : [])]} color={color.seal} />
    </Page>
  )
}

/** Between two lines a band of ticks, one step to a tick as everywhere here; it is broken at the corners. */
function Border() {
  const [outer, inner, pitch] = [10, 16.4, 2]
  const along = (length: number) => {
    const count = Math.floor((length - 2 * inner) / pitch)
    const first = (length - (count - 1) * pitch) / 2
    return Array.from({ length: count }, (_, i) => first + i * pitch)
  }
  const reach = (i: number) => (i % 5 ? 1.4 : 2.4)
  const { width, height } = sheet
  const path = [
    ...along(width).flatMap((x, i) => [`M${x} ${outer + 2}v${reach(i)}`, `M${x} ${height - outer - 2}v${-reach(i)}`]),
    ...along(height).flatMap((y, i) => [`M${outer + 2} ${y}h${reach(i)}`, `M${width - outer - 2} ${y}h${-reach(i)}`]),
  ].join('')
  return (
    <>
      <Rule inset={outer} width={0.6} stroke={color.primary} />
      <Rule inset={inner - 0.6} width={0.2} stroke="#8fb0b2" />
      <Svg viewBox={`0 0 ${width} ${height}`} style={{ position: 'absolute', left: 0, top: 0, width: mm(width), height: mm(height) }}>
        <Path d={path} stroke="#8fb0b2" strokeWidth={0.45} fill="none" />
      </Svg>
      {[
        [outer, outer],
        [width - outer, outer],
        [outer, height - outer],
        [width - outer, height - outer],
      ].map(([x = 0, y = 0]) => (
        <Ring
          key={`${x}-${y}`}
          x={x - (x < width / 2 ? 0.4 : 7)}
          y={y - (y < height / 2 ? 0.4 : 7)}
          size={7.4}
          ticks={[12]}
          inner={40}
          color={color.primary}
        />
      ))}
    </>
  )
}

function Rule({ inset, width, stroke }: { inset: number; width: number; stroke: string }) {
  return (
    <View
      style={{
        position: 'absolute',
        left: mm(inset),
        top: mm(inset),
        width: mm(sheet.width - 2 * inset),
        height: mm(sheet.height - 2 * inset),
        border: `${mm(width)}pt solid ${stroke}`,
      }}
    />
  )
}

/** In the middle, tracked; a long title gives up the tracking first. */
function Heading({ title }: { title: string }) {
  const room = 200
  const count = Array.from(title).length
  const tracking = Math.min(8, Math.max(1, (room - count * 19) / count))
  const size = fitSize({ text: title, size: 19, bold: true, tracking }, room, 'Song')
  return (
    <Label
      x={sheet.width / 2}
      baseline={50}
      align="center"
      size={size}
      bold
      tracking={(tracking * size) / 19}
      family="Song"
      color={color.seal}
    >
      {title}
    </Label>
  )
}
