import sharp from 'sharp'

/** A licence as a scanner saves it: a whole PDF of one empty page. */
export const aPdf = (more = ''): Buffer =>
  Buffer.from(
    `%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n${more}trailer<</Root 1 0 R>>\n%%EOF\n`,
  )

/** A licence as a phone takes it, with where it was taken in its metadata. */
export const aLicencePhoto = (width = 1200, height = 900): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: '#f4efe0' } })
    .withExif({ IFD0: { Copyright: 'secret-place', Software: 'phone' } })
    .jpeg()
    .toBuffer()
