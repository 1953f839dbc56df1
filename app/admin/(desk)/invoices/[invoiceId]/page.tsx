import type { Metadata } from 'next'
import { found, idFrom } from '@/app/_components/found'
import { InvoiceBadge } from '@/app/(center)/_components/order-badge'
import { ActionForm } from '@/components/form/action-form'
import { Field } from '@/components/form/field'
import { SubmitButton } from '@/components/form/submit-button'
import { Crumb } from '@/components/ui/crumb'
import { Icon } from '@/components/ui/icon'
import { KeyValue } from '@/components/ui/key-value'
import { Link } from '@/components/ui/link'
import { Note } from '@/components/ui/note'
import { staffCtx } from '@/lib/identity/session'
import { getInvoiceForDesk } from '@/lib/invoices/desk-invoices'
import { keyOf } from '@/lib/invoices/queries'
import { isSample } from '@/lib/invoices/sample'
import { titleKindNames } from '@/lib/invoices/title-kinds'
import { formatMoney, formatYuan } from '@/lib/shared/money'
import { formatDay, formatMoment } from '@/lib/shared/time'
import { refusedText } from '../../_components/answer-files'
import { FileForm } from '../../_components/file-form'
import { Section } from '../../_components/section'
import { markReversedAction, takeOverAction } from '../actions'

export const metadata: Metadata = { title: '发票详情' }

type Props = { params: Promise<{ invoiceId: string }>; searchParams: Promise<{ refused?: string }> }

/** One invoice: what it is made out for, its files, and what finance does with it next. */
export default async function InvoicePage({ params, searchParams }: Props) {
  const ctx = await staffCtx('orders.read')
  const { invoice, orderNumber, buyerName, lines } = await found(getInvoiceForDesk(ctx, idFrom((await params).invoiceId)))
  const { refused } = await searchParams
  const mayIssue = ctx.actor.rights.includes('invoices.issue')
  const pending = invoice.status === 'requested' || invoice.status === 'issuing' || invoice.status === 'failed'
  const files = (['pdf', 'ofd', 'xml'] as const).filter((kind) => keyOf(invoice, kind))
  const figure = (text: string) => <span className="num break">{text}</span>
  const rows: [string, React.ReactNode][] = [
    ['购买方', buyerName],
    [
      '订单',
      <Link key="o" className="link num" href={`/admin/orders/${orderNumber}`}>
        {orderNumber}
      </Link>,
    ],
    ['抬头类型', titleKindNames[invoice.title.buyerKind]],
    ['发票抬头', invoice.title.title],
    ...(invoice.title.taxNumber ? [['税号', figure(invoice.title.taxNumber)] as [string, React.ReactNode]] : []),
    ['申请时间', figure(formatMoment(invoice.requestedAt))],
    ...(invoice.number ? [['发票号码', figure(invoice.number)] as [string, React.ReactNode]] : []),
    ...(invoice.issuedAt ? [['开票日期', figure(formatDay(invoice.issuedAt))] as [string, React.ReactNode]] : []),
    ...(invoice.reversalNumber ? [['红字发票号码', figure(invoice.reversalNumber)] as [string, React.ReactNode]] : []),
    ...(invoice.reversedAt ? [['红冲时间', figure(formatMoment(invoice.reversedAt))] as [string, React.ReactNode]] : []),
  ]
  return (
    <>
      <Crumb above={[['/admin/invoices', '发票']]} here="发票详情" />
      <div className="desk-head">
        <h1 className="h-page">{invoice.title.title}的发票</h1>
        <InvoiceBadge status={invoice.status} />
      </div>
      <div className="desk-aside">
        <div className="stack-2">
          {invoice.status === 'failed' && <Note tone="bad">{invoice.failure}，没有自动开出，请手工开具。</Note>}
          <Section title="开票信息">
            <KeyValue rows={rows} />
          </Section>
          <Section title="项目">
            <dl className="fee-lines">
              {lines.map(({ name, amountFen }) => (
                <div key={name}>
                  <dt>{name}</dt>
                  <dd className="num">{formatYuan(amountFen)}</dd>
                </div>
              ))}
              <div className="total">
                <dt className="bold">价税合计</dt>
                <dd>{formatMoney(invoice.amountFen)}</dd>
              </div>
            </dl>
          </Section>
        </div>
        <div className="stack-2">
          {files.length > 0 && (
            <Section title="发票文件">
              <div className="row wrapped">
                {files.map((kind) => (
                  <a key={kind} className="btn" href={`/admin/invoices/${invoice.id}/file?format=${kind}`} target="_blank" rel="noreferrer">
                    <Icon name="download" />
                    {kind.toUpperCase()}
                    <span className="sr">，新窗口</span>
                  </a>
                ))}
              </div>
            </Section>
          )}
          {mayIssue && (pending || (invoice.status === 'issued' && files.length < 3 && !isSample(invoice))) && (
            <Section title={pending ? '登记已开具' : '补传其他格式'}>
              <FileForm
                url={`/admin/invoices/${invoice.id}/upload`}
                accept=".pdf,.ofd,.xml"
                choose="选择发票文件"
                hint="PDF、OFD、XML，每种一个，每个不超过 10 MB。"
                send={pending ? '登记并交给购买方' : '补传'}
                many
                refused={refusedText(refused)}
              >
                <Field
                  name="number"
                  label="发票号码"
                  hint="20 位数字。文件中读得到时可以不填。"
                  numeric
                  optional={pending}
                  inputMode="numeric"
                  maxLength={24}
                  defaultValue={invoice.number ?? ''}
                  autoComplete="off"
                />
                <Field
                  name="override"
                  label="与文件不一致时，仍要登记的原因"
                  hint="平时不填。文件中的号码或金额与应开的不一致时填写，会记录在操作日志中。"
                  optional
                  maxLength={200}
                  autoComplete="off"
                />
                {pending && <Field name="issuedOn" label="开票日期" type="date" numeric optional max={formatDay(ctx.now)} />}
              </FileForm>
            </Section>
          )}
          {mayIssue && invoice.status === 'issued' && invoice.reversalAskedAt && (
            <Section title="登记红冲">
              <ActionForm action={markReversedAction} className="form-stack">
                <p className="soft">
                  订单在 <span className="num nowrap">{formatMoment(invoice.reversalAskedAt)}</span>{' '}
                  退款。请在税务平台开具红字发票，再填写它的号码；订单还有余额的，会自动申请新的发票。
                </p>
                <input type="hidden" name="invoiceId" value={invoice.id} />
                <Field
                  name="reversalNumber"
                  label="红字发票号码"
                  hint="20 位数字。"
                  numeric
                  inputMode="numeric"
                  maxLength={24}
                  autoComplete="off"
                />
                <SubmitButton className="btn primary full" busy="正在登记">
                  登记已红冲
                </SubmitButton>
              </ActionForm>
            </Section>
          )}
          {mayIssue && invoice.status === 'issued' && isSample(invoice) && (
            <Section title="演示样票">
              <ActionForm action={takeOverAction} className="form-stack">
                <p className="soft">演示环境自动开具样票。可以撤回这张样票，改由财务像正式环境那样手工开具。</p>
                <input type="hidden" name="invoiceId" value={invoice.id} />
                <SubmitButton className="btn full" busy="正在撤回">
                  撤回样票，手工开具
                </SubmitButton>
              </ActionForm>
            </Section>
          )}
        </div>
      </div>
    </>
  )
}
