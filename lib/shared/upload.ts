import { wellFormed } from './well-formed'

/**
 * The body of a request or of an answer, or null when it is larger than `maxBytes`: refused by its announced length before a byte is read, and cut off where
 * the announcement was missing or wrong.
 */
export async function readBody({ headers, body }: Pick<Request, 'headers' | 'body'>, maxBytes: number): Promise<Buffer | null> {
  if (Number(headers.get('content-length') ?? 0) > maxBytes) return null
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of (body ?? []) as AsyncIterable<Uint8Array>) {
    size += part.length
    if (size > maxBytes) return null
    parts.push(part)
  }
  return Buffer.concat(parts)
}

/** What a form's boundaries and headers may add to its file. */
const formOverhead = 16_384

/** A posted form with files: 'too large' beyond `maxBytes`, null when it cannot be read. */
export async function readForm(request: Request, maxBytes: number): Promise<FormData | 'too large' | null> {
  const body = await readBody(request, maxBytes + formOverhead)
  if (!body) return 'too large'
  const type = request.headers.get('content-type') ?? ''
  if (!type.startsWith('multipart/form-data')) return null
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData().catch(() => null)
  return form && tidied(form)
}

/** The same with well-formed texts and names; what is in the files is for those to judge who read them. */
function tidied(form: FormData): FormData {
  const tidy = new FormData()
  for (const [name, entry] of form) {
    if (typeof entry === 'string') tidy.append(wellFormed(name), wellFormed(entry))
    else tidy.append(wellFormed(name), entry, wellFormed(entry.name))
  }
  return tidy
}

/** The first file in a field of a form, or null. */
export const fileIn = (form: FormData | null, field: string): File | null =>
  form?.getAll(field).find((entry): entry is File => entry instanceof File && entry.size > 0) ?? null

/**
 * The first file in `field` of a posted form: 'too large' beyond `maxBytes`, empty when there is none or the form cannot be read.
 */
export async function readUpload(request: Request, field: string, maxBytes: number): Promise<Buffer | 'too large'> {
  const form = await readForm(request, maxBytes)
  if (form === 'too large') return form
  const file = fileIn(form, field)
  return file ? Buffer.from(await file.arrayBuffer()) : Buffer.alloc(0)
}
