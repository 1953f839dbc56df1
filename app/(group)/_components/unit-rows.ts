import { codeKindNames } from '@/lib/identity/enterprise/code'
import type { getOwnEnterprise } from '@/lib/identity/enterprise/queries'
import { enterpriseKindNames } from '@/lib/identity/enterprise/steps'
import { maskPhone } from '@/lib/identity/rules'

type Unit = Awaited<ReturnType<typeof getOwnEnterprise>>

export const invoiceText = ({ invoice }: Pick<Unit, 'invoice'>) =>
  [invoice.title, invoice.buyerKind === 'company' ? `税号 ${invoice.taxNumber}` : '机关事业单位，不需要税号'].join('，')

/** What an enterprise said of itself, line by line. */
export const unitRows = (unit: Unit): [string, string][] => [
  ['单位名称', unit.name],
  [codeKindNames[unit.codeKind], unit.code],
  ['单位类型', enterpriseKindNames[unit.kind]],
  ['行政区划', unit.region],
  ['单位地址', unit.address],
  ['联系人', `${unit.contactName}，${maskPhone(unit.phone)}`],
  ['发票信息', invoiceText(unit)],
]
