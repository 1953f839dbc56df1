import { uncovered } from '@/lib/shared/glyphs'
import { refusalText } from '@/lib/shared/refusal-text'
import type { Refusal } from '@/lib/shared/refused'
import type { Cell, Row } from '@/lib/shared/spreadsheet/row'
import { checksumHolds } from '../check-document'
import { cardKindOf, refusalToDocument } from '../documents'
import { faultOfName, normalizeIdNumber, normalizeName, normalizeText } from '../rules'
import type { Head } from './columns'

/** Why a row is refused: a sentence for whoever mends the file. */
export class RowRefused extends Error {}

export type Person = {
  name: string
  idNumber: string
  phone: string | null
  employer: string | null
  regionCode: string | null
  technicalGrade: string | null
}
export type HistoryRecord = {
  idNumber: string
  year: number
  title: string
  creditHours: number
  certificateNumber: string | null
  /** yyyy-mm-dd */
  passedOn: string | null
}
export type Surroundings = { now: Date; regions: Regions; dayZero: Date }

/** @throws RowRefused */
export function readPerson(row: Row, at: Extract<Head, { kind: 'people' }>['at'], { now, regions }: Surroundings): Person {
  const cell = (column: number | undefined) => (column === undefined ? undefined : row.cells[column])
  const name = normalizeName(textOf(cell(at.name)) ?? '')
  if (!name) throw new RowRefused('没有姓名')
  if ([...name].length > 50) throw new RowRefused('姓名超过 50 个字')
  const fault = faultOfName(name)
  if (fault) throw refused(fault)
  const employer = textOf(cell(at.employer))
  const missing = uncovered(employer ?? '')
  if (missing.length) throw refused({ code: 'unprintable', facts: { characters: missing.join('') } })
  if (employer && [...employer].length > 200) throw new RowRefused('单位超过 200 个字')
  return {
    name,
    idNumber: readIdNumber(cell(at.idNumber), now),
    phone: readPhone(cell(at.phone)),
    employer,
    regionCode: readRegion(textOf(cell(at.region)), regions),
    technicalGrade: textOf(cell(at.grade))?.slice(0, 50) ?? null,
  }
}

/** @throws RowRefused */
export function readRecord(row: Row, at: Extract<Head, { kind: 'history' }>['at'], { now, dayZero }: Surroundings): HistoryRecord {
  const cell = (column: number | undefined) => (column === undefined ? undefined : row.cells[column])
  const title = textOf(cell(at.title))
  if (!title) throw new RowRefused('没有项目或课程')
  if ([...title].length > 200) throw new RowRefused('项目或课程超过 200 个字')
  return {
    idNumber: readIdNumber(cell(at.idNumber), now),
    year: readYear(textOf(cell(at.year)), now),
    title,
    creditHours: readHours(textOf(cell(at.creditHours))),
    certificateNumber: textOf(cell(at.certificateNumber))?.slice(0, 100) ?? null,
    passedOn: readDay(cell(at.passedOn), dayZero),
  }
}

const refused = (fault: Refusal) => new RowRefused(refusalText(fault).replace(/。$/, ''))

/** What is written in a cell; null when that is nothing, or only says so. */
function textOf(cell: Cell | undefined): string | null {
  const text = normalizeText(cell?.text ?? '')
  return text && !/^[-–—/无]$/.test(text) ? text : null
}

function readIdNumber(cell: Cell | undefined, now: Date): string {
  const number = normalizeIdNumber(textOf(cell) ?? '')
  if (!number) throw new RowRefused('没有身份证号')
  if ((cell!.number && number.length > 15) || /^\d(\.\d+)?E\+?\d+$/.test(number))
    throw new RowRefused('身份证号存成了数字，末几位已丢失，请把这一列设为文本后重新填写')
  if (/^\d{15}$/.test(number)) throw new RowRefused('是 15 位的旧身份证号，请换成 18 位')
  const refusal = refusalToDocument(cardKindOf(number) ?? 'resident_id', number, checksumHolds(number), now)
  if (refusal) throw new RowRefused(refusalText({ code: refusal.code, facts: refusal.facts ?? {} }).replace(/。$/, ''))
  return number
}

function readPhone(cell: Cell | undefined): string | null {
  const phone = normalizeIdNumber(textOf(cell) ?? '')
    .replace(/-/g, '')
    .replace(/^(\+|00)?86(?=1\d{10}$)/, '')
  if (!phone) return null
  if (!/^1[3-9]\d{9}$/.test(phone)) throw new RowRefused('手机号不是 11 位手机号，请改正，或留空')
  return phone
}

/** Regions by code and by name. */
export type Regions = Map<string, string>

function readRegion(text: string | null, regions: Regions): string | null {
  if (!text) return null
  const plain = normalizeIdNumber(text)
  const code = regions.get(plain) ?? regions.get(plain.replace(/^(河北省)?唐山市(?=.)/, '')) ?? regions.get(plain.slice(0, 6))
  if (!code) throw new RowRefused(`行政区划“${text.slice(0, 30)}”不在本平台的区划中`)
  return code
}

function readYear(text: string | null, now: Date): number {
  const digits = /^(\d{4})(年|年度)?$/.exec(normalizeIdNumber(text ?? ''))?.[1]
  const year = Number(digits)
  if (!digits || year < 1990 || year > now.getUTCFullYear()) throw new RowRefused('年度不对，应为四位年份')
  return year
}

function readHours(text: string | null): number {
  const hours = Number(normalizeIdNumber(text ?? '').replace(/学时$/, ''))
  if (!text || !Number.isInteger(hours) || hours < 1 || hours > 1000) throw new RowRefused('学时不对，应为 1 到 1000 的整数')
  return hours
}

/** 2023-12-31, 2023/12/31, 2023.12.31, 2023年12月31日, 20231231, or the days of a spreadsheet program. */
function readDay(cell: Cell | undefined, dayZero: Date): string | null {
  const text = textOf(cell)
  if (!text) return null
  const serial = Number(text)
  if (cell!.number && serial > 10_000 && serial < 80_000)
    return new Date(dayZero.getTime() + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10)
  const [, year, month, day] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[T ][\d:.]+Z?)?$/.exec(text) ?? []
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const written = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== written)
    throw new RowRefused('合格日期不对，应为 2023-12-31 的样子')
  return written
}
