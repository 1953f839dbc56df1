import { Document, Page } from '@react-pdf/renderer'
import type { CertificateSnapshot } from '@/db/schema/certificates'
import type { PdfProps } from '@/lib/shared/pdf'
import { heightOf } from '@/lib/shared/pdf-measure'
import { Label, Lines } from '@/lib/shared/pdf-text'
import { Ring, Ruler, Seal, ticksByPart } from './certificate-art'
import { color, Frame, Photo, SignOff, Specimen, Verification } from './certificate-parts'
import { column, Heading } from './certificate-table-page'
import { certificateText, hoursSentence } from './certificate-text'
import { CoursesTable, rowsThatFit } from './hours-table'

/** Above the seal and the code. */
const tableBottom = 147
/** The height of a row: a short list stands wider. */
const pitch = 6.2
const widest = 8.4
const inner = { x: 24, width: 249, top: 40, bottom: 186 }

/** 学时证明: hours of single courses, listed one by one; what does not fit follows on more pages. It says that it is no 培训证书. */
export function HoursDocument({ snapshot, number, verifyUrl, photo, demo }: PdfProps['certificate']) {
  const { title, issuer, courses } = snapshot
  const ticks = ticksByPart(snapshot.parts)
  const text = certificateText(snapshot, hoursSentence, column.width, 36)
  const tableTop = column.textTop + heightOf(text) + 4
  const onFirst = rowsThatFit(tableTop, tableBottom, pitch)
  const pages = continued(courses, onFirst)
  const rows = courses.slice(0, onFirst)
  const loose = Math.min(widest, Math.max(pitch, (tableBottom - tableTop - 8) / rows.length))
  return (
    <Document title={`${title} ${number}`} author={issuer} language="zh-CN" creator="Xueshi" producer="Xueshi">
      <Page size="A4" orientation="landscape" style={{ backgroundColor: color.ground }}>
        <Frame />
        <Ring x={67.5} y={24} size={162} ticks={ticks} inner={66} color={color.mark} />
        <Specimen demo={demo} />
        <Photo jpeg={photo} x={24} y={20} />
        <Heading title={title} number={number} />
        <Lines paragraph={text} x={column.x} top={column.textTop} justify family="Song" color={color.ink} />
        <CoursesTable courses={rows} first={1} x={column.x} top={tableTop} width={column.width} pitch={loose} color={color} />
        <Verification x={24} y={149} size={30} url={verifyUrl} />
        <Label x={column.x} baseline={163} size={4.4} bold family="Hei" color={color.ink}>
          本证明为自主选课学时证明，不作为培训证书使用。
        </Label>
        <Label x={column.x} baseline={170} size={3.4} family="Hei" color={color.ink2}>
          {`课程 ${courses.length} 门，共 ${snapshot.hours} 学时${pages.length ? `，其余课程见附页（共 ${pages.length} 页）` : ''}`}
        </Label>
        <Ruler x={24} y={192.4} width={249} height={2.6} ticks={ticks} color={color.primary} />
        <SignOff issuer={issuer} issuedOn={snapshot.issuedOn} />
        <Seal x={229.2} y={152.4} size={40} issuer={issuer} words={['学时专用章', ...(demo ? ['（样章）'] : [])]} color={color.seal} />
      </Page>
      {pages.map(({ first, rows }, i) => (
        <Page key={first} size="A4" orientation="landscape" style={{ backgroundColor: color.ground }}>
          <Frame />
          <Specimen demo={demo} />
          <Label x={inner.x} baseline={30} size={6} bold family="Song" color={color.primary}>
            {`${title}附页`}
          </Label>
          <Label x={inner.x + inner.width} baseline={30} align="right" size={3.8} family="Hei" color={color.ink2}>
            {`编号 ${number}　${snapshot.name}　第 ${i + 1} 页，共 ${pages.length} 页`}
          </Label>
          <CoursesTable courses={rows} first={first} x={inner.x} top={inner.top} width={inner.width} pitch={pitch} color={color} />
          <Label x={inner.x} baseline={194} size={3.4} family="Hei" color={color.ink2}>
            本证明为自主选课学时证明，不作为培训证书使用。
          </Label>
        </Page>
      ))}
    </Document>
  )
}

/** What the first page has no room for, page by page, and the number of the first row of each. */
function continued(courses: CertificateSnapshot['courses'], from: number) {
  const perPage = rowsThatFit(inner.top, inner.bottom, pitch)
  const pages: { first: number; rows: CertificateSnapshot['courses'] }[] = []
  for (let at = from; at < courses.length; at += perPage) pages.push({ first: at + 1, rows: courses.slice(at, at + perPage) })
  return pages
}
