'use client'

/** What the server takes as it is (lib/identity/picture), and how long a longer side is made of what it does not. */
export type PhotoLimits = { bytes: number; pixels: number; side: number }

const taken = new Set(['image/jpeg', 'image/png', 'image/webp'])
const heicBrands = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'])

/**
 * A photo as the server takes it: one that is too large, or HEIC as telephones write it, becomes a smaller JPEG, the right way up. What no
 * browser can read comes back as it is, for the server to say what is wrong with it.
 */
export async function fittingPhoto(file: File, limits: PhotoLimits): Promise<File> {
  const picture = await decoded(file)
  if (!picture) return file
  const { width, height } = picture
  const fits = taken.has(file.type) && file.size <= limits.bytes && width * height <= limits.pixels
  const small = fits ? null : await shrunk(picture, Math.min(1, limits.side / Math.max(width, height)))
  picture.close()
  return small ? new File([small], 'photo.jpg', { type: small.type }) : file
}

async function decoded(file: File): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(file)
  } catch {
    // no picture, or of a format that this browser does not read
  }
  if (!(await looksLikeHeic(file))) return null
  const { heicTo } = await import('heic-to/csp') // large: loaded for such a photo only
  return heicTo({ blob: file, type: 'bitmap' }).catch(() => null)
}

async function looksLikeHeic(file: File): Promise<boolean> {
  const text = new TextDecoder('latin1').decode(await file.slice(4, 12).arrayBuffer())
  return text.startsWith('ftyp') && heicBrands.has(text.slice(4))
}

function shrunk(picture: ImageBitmap, scale: number): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) return Promise.resolve(null)
  pen.fillStyle = '#fff' // behind what is transparent
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.imageSmoothingQuality = 'high'
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
}
