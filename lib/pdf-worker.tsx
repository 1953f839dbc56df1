import { parentPort } from 'node:worker_threads'
import { pdf } from '@react-pdf/renderer'
import { Component, type ReactElement } from 'react'
import { CertificateDocument } from '@/lib/certificates/certificate-document'
import { HoursDocument } from '@/lib/certificates/hours-document'
import { InvoiceDocument } from '@/lib/invoices/invoice-document'
import type { PdfAnswer, PdfKind, PdfRequest } from '@/lib/shared/pdf'
import { loadFonts } from '@/lib/shared/pdf-measure'

/*
 * Draws documents away from the server's event loop; lib/shared/pdf.ts talks to it. One `pdf()` a kind serves every document:
 * each new one would keep its memory for ever.
 */

const instances: Record<PdfKind, ReturnType<typeof pdf>> = { certificate: pdf(), invoice: pdf() }

function documentOf(request: PdfRequest): ReactElement {
  if (request.kind === 'invoice') return <InvoiceDocument {...request.props} />
  return request.props.snapshot.form === 'hours' ? <HoursDocument {...request.props} /> : <CertificateDocument {...request.props} />
}

/** Keeps what a component threw: @react-pdf only prints it and goes on. */
class Attempt extends Component<{ children: ReactElement; onFailure: (cause: unknown) => void }> {
  override state = { failed: false }
  static getDerivedStateFromError = () => ({ failed: true })
  override componentDidCatch = (cause: unknown) => this.props.onFailure(cause)
  override render = () => (this.state.failed ? null : this.props.children)
}

async function draw(request: PdfRequest): Promise<Uint8Array<ArrayBuffer>> {
  const instance = instances[request.kind]
  let failure: unknown = new Error('the document could not be built')
  // Whatever happens below, the document of the person before must not be printed again.
  instance.container.document = null
  await new Promise<void>((resolve) => {
    const keep = (cause: unknown) => {
      failure = cause
    }
    // The key makes React build the document anew: nothing of the one before is left in it.
    const attempt = (
      <Attempt key={request.id} onFailure={keep}>
        {documentOf(request)}
      </Attempt>
    )
    instance.updateContainer(attempt, resolve)
  })
  if (!instance.container.document) throw failure
  const chunks: Uint8Array[] = []
  for await (const chunk of await instance.toBuffer()) chunks.push(chunk as Buffer)
  return joined(chunks)
}

/** In memory of its own, because it is handed over to the other thread. */
function joined(chunks: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}

async function answer(request: PdfRequest): Promise<void> {
  const port = parentPort
  if (!port) return
  try {
    const bytes = await draw(request)
    port.postMessage({ id: request.id, pdf: bytes } satisfies PdfAnswer, [bytes.buffer])
  } catch (error) {
    const cause = error instanceof Error ? error : new Error(String(error))
    port.postMessage({ id: request.id, error: cause } satisfies PdfAnswer)
  }
}

let line = loadFonts()
parentPort?.on('message', (request: PdfRequest) => {
  line = line.then(() => answer(request))
})
