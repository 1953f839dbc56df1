import type { InvoiceTitle } from '@/db/schema/checkout'

/** 抬头类型 */
export const titleKindNames: Record<InvoiceTitle['buyerKind'], string> = { company: '企业', public_body: '机关事业单位', person: '个人' }
