import type { Worker } from 'node:worker_threads'
import { closeDb, openDb } from '@/db/client'
import { certificates as table } from '@/db/schema/certificates'
import { type PdfProps, renderPdf, stopPdf } from '@/lib/shared/pdf'
import { storage } from '@/lib/shared/storage'
import { median, quantile } from './load'
import { oneDecimal, type Row } from './report'
import type { Setup } from './setup'

/*
 * Certificates through renderPdf, one after the other, with a certificate of the demo and its photo: the median of 200 after 50 to warm
 * up, and the memory after 50 and after 1,000. What counts as heap is the least that the worker thread held over 50 documents in a
 * row: between two collections it goes up and down.
 */

const goalMs = 60
/** More than this over 950 documents is a leak: 10 kB each. */
const flatBytes = 10e6
const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`

export async function certificates({ databaseUrl }: Setup): Promise<Row[]> {
  const props = await demoCertificate(databaseUrl)
  await draw(props, 50)
  const early = await draw(props, 200)
  console.log(`  documents 51–250: ${summary(early)}`)
  await draw(props, 750)
  const late = await draw(props, 50)
  console.log(`  documents 1,001–1,050: ${summary(late)}`)
  await stopPdf()
  const [before, after] = [floor(early.samples.slice(0, 50)), floor(late.samples)]
  return [
    {
      what: 'Certificate as PDF, median of 200 after 50',
      product: `${oneDecimal(median(early.ms))} ms`,
      baseline: '',
      comparison: `p95 ${oneDecimal(quantile(early.ms, 0.95))} ms`,
      goal: `≤ ${goalMs} ms`,
      met: median(early.ms) <= goalMs,
    },
    {
      what: 'Heap (resident memory) after 1,000 certificates against after 50',
      product: `${megabytes(after.heap)} (${megabytes(after.rss)})`,
      baseline: `${megabytes(before.heap)} (${megabytes(before.rss)})`,
      comparison: `${after.heap < before.heap ? '−' : '+'}${megabytes(Math.abs(after.heap - before.heap))}`,
      goal: `flat, ≤ +${megabytes(flatBytes)}`,
      met: after.heap - before.heap <= flatBytes,
    },
  ]
}

/** What the print page of a demo certificate hands to the printer. */
async function demoCertificate(databaseUrl: string): Promise<PdfProps['certificate']> {
  const [row] = await openDb(databaseUrl).select().from(table).limit(1)
  await closeDb()
  if (!row) throw new Error('the demo has no certificate')
  const photo = row.snapshot.photoKey ? await storage().get(row.snapshot.photoKey) : null
  const { snapshot, number, token } = row
  return { snapshot, number, verifyUrl: `https://example.com/verify/${token}`, photo: photo?.toString('base64') ?? null, demo: true }
}

type Sample = { heap: number; rss: number }

async function draw(props: PdfProps['certificate'], count: number): Promise<{ ms: number[]; samples: Sample[] }> {
  const [ms, samples]: [number[], Sample[]] = [[], []]
  for (let i = 0; i < count; i++) {
    const began = performance.now()
    const pdf = await renderPdf('certificate', props)
    ms.push(performance.now() - began)
    if (pdf.subarray(0, 5).toString() !== '%PDF-') throw new Error('this is no PDF')
    samples.push({ heap: await workerHeap(), rss: process.memoryUsage.rss() })
  }
  return { ms, samples }
}

/** Of the thread that draws; Node 20 cannot look into it, there the whole process stands in. */
async function workerHeap(): Promise<number> {
  const worker = (globalThis as { xueshiPrinter?: { worker: (Worker & Partial<Inspectable>) | null } }).xueshiPrinter?.worker
  const statistics = await worker?.getHeapStatistics?.()
  return statistics?.used_heap_size ?? process.memoryUsage.rss()
}
type Inspectable = { getHeapStatistics: () => Promise<{ used_heap_size: number }> }

const floor = (samples: Sample[]): Sample => ({
  heap: Math.min(...samples.map(({ heap }) => heap)),
  rss: Math.min(...samples.map(({ rss }) => rss)),
})

const summary = ({ ms, samples }: { ms: number[]; samples: Sample[] }) =>
  `median ${oneDecimal(median(ms))} ms, p95 ${oneDecimal(quantile(ms, 0.95))} ms, heap ${megabytes(floor(samples).heap)}, resident ${megabytes(floor(samples).rss)}`
