import { randomInt } from 'node:crypto'
import { env } from '@/lib/shared/env'

/** The demo's sample issuer: what it makes is kept apart from what finance uploads, and it takes back only its own. */
export const sampleKey = (invoiceId: string) => `invoices/${invoiceId}.pdf`
export const sampleNumber = () => `26${Array.from({ length: 18 }, () => randomInt(10)).join('')}`

export const isSample = ({ id, fileKey }: { id: string; fileKey: string | null }) => env().mode === 'demo' && fileKey === sampleKey(id)
