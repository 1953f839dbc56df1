import { validate as validateRic } from 'stdnum/lib/cjs/cn/ric.js'
import type { Cell, Row } from '@/lib/shared/spreadsheet/row'
import { normalizeIdNumber, normalizeName } from '../rules'
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
/** `today` is yyyy-mm-dd in Asia/Shanghai. */
export type Surroundings = { today: string; regions: Regions; dayZero: Date }

/** @throws RowRefused */
export function readPerson(row: Row, at: Extract<Head, { kind: 'people' }>['at'], { today, regions }: Surroundings): Person {
  const cell = (column: number | undefined) => (column === undefined ? undefined : row.cells[column])
  const name = normalizeName(textOf(cell(at.name)) ?? '')
  if (!name) throw new RowRefused('没有姓名')
  if ([...name].length > 50) throw new RowRefused('姓名超过 50 个字')
  const employer = textOf(cell(at.employer))
  if (employer && [...employer].length > 200) throw new RowRefused('单位超过 200 个字')
  return {
    name,
    idNumber: readIdNumber(cell(at.idNumber), today),
    phone: readPhone(cell(at.phone)),
    employer,
    regionCode: readRegion(textOf(cell(at.region)), regions),
    technicalGrade: textOf(cell(at.grade))?.slice(0, 50) ?? null,
  }
}

/** @throws RowRefused */
export function readRecord(row: Row, at: Extract<Head, { kind: 'history' }>['at'], { today, dayZero }: Surroundings): HistoryRecord {
  const cell = (column: number | undefined) => (column === undefined ? undefined : row.cells[column])
  const title = textOf(cell(at.title))
  if (!title) throw new RowRefused('没有项目或课程')
  if ([...title].length > 200) throw new RowRefused('项目或课程超过 200 个字')
  return {
    idNumber: readIdNumber(cell(at.idNumber), today),
    year: readYear(textOf(cell(at.year)), today),
    title,
    creditHours: readHours(textOf(cell(at.creditHours))),
    certificateNumber: textOf(cell(at.certificateNumber))?.slice(0, 100) ?? null,
    passedOn: readDay(cell(at.passedOn), dayZero),
  }
}

/** What is written in a cell: one line, without what nobody sees; null when that is nothing. */
function textOf(cell: Cell | undefined): string | null {
  const text = (cell?.text ?? '')
    .replace(/(?!\s)[\p{Cf}\p{Cc}]/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  return text && !/^[-–—/无]$/.test(text) ? text : null
}

const provinces = /^(1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]0000|9)/

/** Abolished counties are no mistake, old cards carry them; a province that never was is one. */
function readIdNumber(cell: Cell | undefined, today: string): string {
  const number = normalizeIdNumber(textOf(cell) ?? '')
  if (!number) throw new RowRefused('没有身份证号')
  if ((cell!.number && number.length > 15) || /^\d(\.\d+)?E\+?\d+$/.test(number))
    throw new RowRefused('身份证号存成了数字，末几位已丢失，请把这一列设为文本后重新填写')
  if (/^\d{15}$/.test(number)) throw new RowRefused('是 15 位的旧身份证号，请换成 18 位')
  if (number.length !== 18) throw new RowRefused(`身份证号是 ${[...number].length} 位，应为 18 位`)
  if (!/^\d{17}[\dX]$/.test(number)) throw new RowRefused('身份证号含有不允许的字符，只能是数字，末位可以是 X')
  if (!provinces.test(number)) throw new RowRefused('身份证号的地区不对')
  if (!validateRic(number).isValid) throw new RowRefused('身份证号不对，请与身份证核对')
  const born = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`
  if (born > today) throw new RowRefused('身份证号的出生日期不对')
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

function readYear(text: string | null, today: string): number {
  const digits = /^(\d{4})(年|年度)?$/.exec(normalizeIdNumber(text ?? ''))?.[1]
  const year = Number(digits)
  if (!digits || year < 1990 || year > Number(today.slice(0, 4))) throw new RowRefused('年度不对，应为四位年份')
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
