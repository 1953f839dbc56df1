import { Document } from '@react-pdf/renderer'
import type { PdfProps } from '@/lib/shared/pdf'
import { DiplomaPage } from './certificate-diploma-page'
import { TablePage } from './certificate-table-page'

/** The certificate, A4 landscape, drawn from the snapshot alone: what was issued never changes with the data. */
export function CertificateDocument(props: PdfProps['certificate']) {
  const { snapshot, number } = props
  const Form = snapshot.form === 'diploma' ? DiplomaPage : TablePage
  return (
    <Document title={`${snapshot.title} ${number}`} author={snapshot.issuer} language="zh-CN" creator="Xueshi" producer="Xueshi">
      <Form {...props} />
    </Document>
  )
}
