import type { Licence } from '@/lib/identity/enterprise/licence'
import { privateFile, untrustedFile } from '@/lib/shared/route-handler'

/** A licence for who may see it: a picture of our own drawing in the page, a PDF as a download. */
export const licenceFile = ({ kind, body }: Licence) =>
  kind === 'jpg' ? privateFile(body, 'image/jpeg') : untrustedFile(body, 'application/pdf', '营业执照.pdf')
