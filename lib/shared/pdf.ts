import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { CertificateSnapshot } from '@/db/schema/certificates'

/** What each document says. A photo is a JPEG in base64; dates are days in Asia/Shanghai, yyyy-mm-dd. */
export type PdfProps = {
  certificate: { snapshot: CertificateSnapshot; number: string; verifyUrl: string; photo: string | null; demo: boolean }
  invoice: {
    number: string
    issuedOn: string
    buyer: { title: string; taxNumber?: string }
    seller: { name: string }
    lines: { name: string; amountFen: number }[]
    amountFen: number
    orderNumber: string
    demo: boolean
  }
}
export type PdfKind = keyof PdfProps
export type PdfRequest = { [K in PdfKind]: { id: number; kind: K; props: PdfProps[K] } }[PdfKind]
export type PdfAnswer = { id: number; pdf: Uint8Array<ArrayBuffer> } | { id: number; error: Error }

type Job = { request: PdfRequest; resolve: (pdf: Buffer) => void; reject: (cause: Error) => void; timer?: NodeJS.Timeout }
type Printer = { worker: Worker | null; running: Job | null; waiting: Job[]; lastId: number }

const timeoutMs = 20_000

/** One a process: the framework may load this module twice. */
const shared = globalThis as { xueshiPrinter?: Printer }

function printer(): Printer {
  shared.xueshiPrinter ??= { worker: null, running: null, waiting: [], lastId: 0 }
  return shared.xueshiPrinter
}

/**
 * Draws a document as PDF in a worker thread, one at a time, in the order asked: drawing would hold up every request.
 * @throws what went wrong in the worker, its crash, or that it took more than 20 s; the next document gets a new worker
 */
export function renderPdf<K extends PdfKind>(kind: K, props: PdfProps[K]): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const state = printer()
    state.lastId += 1
    state.waiting.push({ request: { id: state.lastId, kind, props } as PdfRequest, resolve, reject })
    runNext(state)
  })
}

/** Ends the worker; what was asked and not yet drawn is rejected. */
export async function stopPdf(): Promise<void> {
  const state = printer()
  const { worker, waiting } = state
  state.waiting = []
  const cause = new Error('printing was stopped')
  for (const job of waiting) job.reject(cause)
  lose(state, cause)
  await worker?.terminate()
}

function runNext(state: Printer): void {
  if (state.running) return
  const job = state.waiting.shift()
  if (!job) return
  state.running = job
  // This timer, unlike the worker, keeps the process alive: nobody leaves before the answer.
  job.timer = setTimeout(() => lose(state, new Error(`${job.request.kind} not drawn within ${timeoutMs / 1000} s`)), timeoutMs)
  try {
    state.worker ??= start(state)
    state.worker.postMessage(job.request)
  } catch (error) {
    lose(state, error)
  }
}

function start(state: Printer): Worker {
  // Found at run time, so that no bundler follows it: scripts/build.mjs makes this file beside the server.
  const file = path.join(/* turbopackIgnore: true */ process.cwd(), 'build', 'pdf-worker.mjs')
  const worker = new Worker(/* turbopackIgnore: true */ file)
  const gone = (cause: unknown) => state.worker === worker && lose(state, cause)
  worker.on('message', (answer: PdfAnswer) => finish(state, answer))
  worker.on('messageerror', gone)
  worker.on('error', gone)
  worker.on('exit', (code) => gone(new Error(`the PDF worker ended with code ${code}`)))
  // After the listeners: listening for messages would hold the process again.
  worker.unref()
  return worker
}

function finish(state: Printer, answer: PdfAnswer): void {
  const job = state.running
  if (job?.request.id !== answer.id) return
  clearTimeout(job.timer)
  state.running = null
  if ('pdf' in answer) job.resolve(Buffer.from(answer.pdf.buffer))
  else job.reject(answer.error)
  runNext(state)
}

/** The worker crashed or hangs: the document in hand is given up, those waiting go to a new worker. */
function lose(state: Printer, cause: unknown): void {
  const { worker, running } = state
  state.worker = null
  state.running = null
  void worker?.terminate()
  if (!running) return
  clearTimeout(running.timer)
  running.reject(new Error(`${running.request.kind} not drawn`, { cause }))
  runNext(state)
}
