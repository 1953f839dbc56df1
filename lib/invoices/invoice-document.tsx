import { Document, G, Page, Svg, Text } from '@react-pdf/renderer'
import { formatYuan } from '@/lib/shared/money'
import type { PdfProps } from '@/lib/shared/pdf'
import { fitLines, fitSize, heightOf } from '@/lib/shared/pdf-measure'
import { Box, Label, Lines, mm } from '@/lib/shared/pdf-text'
import { formatChineseDay } from '@/lib/shared/time'
import { chineseAmount } from './chinese-amount'

const color = { ink: '#1a2426', label: '#0f4a55', rule: '#3f828a', seal: '#b2301f', watermark: '#f6e6e1' }

/** The box everything stands in, and the heights of its rules: parties, table head, total, amount in words, remarks. */
const [left, right, middle] = [8, 202, 105]
const y = { top: 30, items: 54, total: 89, amount: 97, remarks: 107, bottom: 128 }
/** Left edge of the first column, right edges of the others. */
const columns = { item: left + 3, quantity: 112, price: 136, amount: 160, rate: 180, tax: right - 3 }

type InvoiceProps = PdfProps['invoice']

/** The invoice in the order people know from 电子发票（普通发票）, 210 × 140 mm; training is exempt from VAT. */
export function InvoiceDocument({ number, issuedOn, buyer, seller, lines, amountFen, orderNumber, demo }: InvoiceProps) {
  return (
    <Document title={`电子发票 ${number}`} author={seller.name} language="zh-CN" creator="Xueshi" producer="Xueshi">
      <Page size={[mm(210), mm(140)]}>
        {demo && <Watermark />}
        <Heading number={number} issuedOn={issuedOn} />
        <Rules />
        <Party heading="购买方信息" x={left} title={buyer.title} taxNumber={buyer.taxNumber ?? ''} />
        <Party heading="销售方信息" x={middle} title={seller.name} />
        <Items lines={lines} amountFen={amountFen} />
        <Amount amountFen={amountFen} />
        <Strip heading="备注" x={left} top={y.remarks} bottom={y.bottom} />
        <Value x={left + 11} baseline={y.remarks + 7}>{`订单号：${orderNumber}`}</Value>
        {demo && (
          <Label x={middle} baseline={134.5} align="center" size={3.4} bold tracking={0.3} family="Hei" color={color.seal}>
            样票 · 演示用，不作报销凭证
          </Label>
        )}
      </Page>
    </Document>
  )
}

type TextProps = { children: string; x: number; baseline: number; align?: 'left' | 'center' | 'right'; size?: number }

const Name = ({ size = 3.3, ...props }: TextProps) => <Label size={size} family="Song" color={color.label} {...props} />
const Value = ({ size = 3.4, ...props }: TextProps) => <Label size={size} family="Hei" color={color.ink} {...props} />

function Watermark() {
  return (
    <Svg viewBox="0 0 160 100" style={{ position: 'absolute', left: mm(25), top: mm(30), width: mm(160), height: mm(100) }}>
      <G transform="translate(80 50) rotate(-18)">
        <Text x={0} y={22} textAnchor="middle" fill={color.watermark} style={{ fontFamily: 'Song', fontWeight: 700, fontSize: 58 }}>
          样票
        </Text>
      </G>
    </Svg>
  )
}

function Heading({ number, issuedOn }: { number: string; issuedOn: string }) {
  return (
    <>
      <Label x={middle} baseline={18} align="center" size={6.6} bold tracking={0.5} family="Song" color={color.label}>
        电子发票（普通发票）
      </Label>
      <Box x={70} y={21.2} width={70} height={0.3} color={color.rule} />
      <Box x={70} y={22.1} width={70} height={0.3} color={color.rule} />
      <Name x={168} baseline={15} align="right">
        发票号码：
      </Name>
      <Value x={168} baseline={15} size={fitSize({ text: number, size: 3.4 }, 34, 'Hei')}>
        {number}
      </Value>
      <Name x={168} baseline={21} align="right">
        开票日期：
      </Name>
      <Value x={168} baseline={21}>
        {formatChineseDay(issuedOn)}
      </Value>
    </>
  )
}

function Rules() {
  const across = [y.top, y.items, y.amount, y.remarks, y.bottom]
  return (
    <>
      {across.map((top) => (
        <Box key={top} x={left} y={top} width={right - left} height={0.25} color={color.rule} />
      ))}
      {[left, right].map((x) => (
        <Box key={x} x={x} y={y.top} width={0.25} height={y.bottom - y.top + 0.25} color={color.rule} />
      ))}
      <Box x={middle} y={y.top} width={0.25} height={y.items - y.top} color={color.rule} />
    </>
  )
}

/** A heading written downwards in a strip of 8 mm. */
function Strip({ heading, x, top, bottom }: { heading: string; x: number; top: number; bottom: number }) {
  const characters = Array.from(heading)
  const step = 4.1
  const first = (top + bottom - characters.length * step) / 2 + step / 2
  return (
    <>
      {characters.map((character, i) => (
        <Name key={i} x={x + 4.1} baseline={first + i * step + 1.3} align="center">
          {character}
        </Name>
      ))}
      <Box x={x + 8} y={top} width={0.25} height={bottom - top} color={color.rule} />
    </>
  )
}

function Party({ heading, x, title, taxNumber }: { heading: string; x: number; title: string; taxNumber?: string }) {
  const name = fitLines({ text: title, size: 3.4 }, 'Hei', 72, 2, 2.4, 1.35)
  return (
    <>
      <Strip heading={heading} x={x} top={y.top} bottom={y.items} />
      <Name x={x + 11} baseline={y.top + 9}>
        名称：
      </Name>
      <Lines paragraph={name} x={x + 21} top={y.top + 7.8 - heightOf(name) / 2} family="Hei" color={color.ink} />
      {taxNumber !== undefined && (
        <>
          <Name x={x + 11} baseline={y.top + 18.5}>
            统一社会信用代码/纳税人识别号：
          </Name>
          <Value x={x + 62.5} baseline={y.top + 18.5} size={fitSize({ text: taxNumber, size: 3.2 }, 33, 'Hei')}>
            {taxNumber}
          </Value>
        </>
      )}
    </>
  )
}

function Items({ lines, amountFen }: Pick<InvoiceProps, 'lines' | 'amountFen'>) {
  const [head, total] = [y.items + 6, y.amount - 3]
  return (
    <>
      <Name x={columns.item} baseline={head}>
        项目名称
      </Name>
      {(['数量', '单价', '金额', '税率/征收率', '税额'] as const).map((label, i) => (
        <Name key={label} x={figures[i]!} baseline={head} align="right">
          {label}
        </Name>
      ))}
      {lines.map((line, i) => (
        <Item key={i} {...line} baseline={y.items + 13.5 + i * 4.8} alone={lines.length === 1} />
      ))}
      <Name x={columns.item + 20} baseline={total} align="center">
        合　计
      </Name>
      <Value x={columns.amount} baseline={total} align="right">{`¥${formatYuan(amountFen)}`}</Value>
      <Value x={columns.tax} baseline={total} align="right">
        ***
      </Value>
    </>
  )
}
/** One line of the table: a single one may wrap, one of several has a line to itself. */
function Item({ name, amountFen, baseline, alone }: InvoiceProps['lines'][number] & { baseline: number; alone: boolean }) {
  const text = fitLines({ text: name, size: 3.4 }, 'Hei', 82, alone ? 4 : 1, alone ? 2.2 : 1.6, 1.4)
  const yuan = formatYuan(amountFen)
  return (
    <>
      <Lines paragraph={text} x={columns.item} top={baseline - 0.38 * 3.4 - text.leading / 2} family="Hei" color={color.ink} />
      {['1', yuan, yuan, '免税', '***'].map((value, i) => (
        <Value key={i} x={figures[i]!} baseline={baseline} align="right" size={fitSize({ text: value, size: 3.4 }, 21, 'Hei')}>
          {value}
        </Value>
      ))}
    </>
  )
}

const figures = [columns.quantity, columns.price, columns.amount, columns.rate, columns.tax]

function Amount({ amountFen }: { amountFen: number }) {
  const words = chineseAmount(amountFen)
  const baseline = y.amount + 6.6
  return (
    <>
      <Name x={left + 11} baseline={baseline}>
        价税合计（大写）
      </Name>
      <Value x={left + 46} baseline={baseline} size={fitSize({ text: words, size: 3.8 }, 78, 'Hei')}>{`⊗ ${words}`}</Value>
      <Name x={150} baseline={baseline}>
        （小写）
      </Name>
      <Value x={165} baseline={baseline} size={3.8}>{`¥${formatYuan(amountFen)}`}</Value>
    </>
  )
}
