import fs from 'node:fs'
import { describe, expect, test } from 'vitest'
import { read, utils } from 'xlsx'
import type { Place } from '@/lib/rosters/find-people'
import { checkUpload, giveBackUpload } from '@/lib/rosters/in-child'
import type { CheckedRow } from '@/lib/rosters/rules'
import { makeTemplate } from '@/lib/rosters/template'
import { cardBorn, man, rosterRules, workbook } from '../support/rosters'
import { seeded } from '../support/seeded-roster'

const check = (name: string, bytes: Buffer) => checkUpload({ name, bytes }, rosterRules)
const fixture = (name: string) => fs.readFileSync(`tests/fixtures/rosters/${name}`)
/** What stands in an .xlsx file, by rows. */
const contents = (file: Buffer) => {
  const book = read(file, { type: 'buffer' })
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, blankrows: true })
}
const found = (rows: CheckedRow[]) => rows.flatMap(({ row, problems }) => problems.map(({ kind }) => `${row} ${kind}`))

describe('one roster as LibreOffice saves it: title, header in another order, merged 单位, a second sheet, a note below', () => {
  test.each(['libreoffice.xlsx', 'libreoffice.xls', 'libreoffice-gb18030.csv'])('%s', async (name) => {
    const { rows, place } = await check(name, fixture(name))
    expect(place).toMatchObject({ headerRow: 3, columns: { name: 2, idNumber: 5, phone: 1 }, unused: ['序号'] })
    expect(rows.map(({ row, values }) => `${row} ${values.name} ${values.idNumber.slice(0, 14)} ${values.phone} ${values.bornOn}`)).toEqual(
      [
        '4 王建国 13020319800101 13800006101 1980-01-01',
        '5 李秀英 13020219850520 13800006102 1985-05-20',
        '6 买买提·艾山 13020419901231 13800006103 1990-12-31',
        '7 赵敏 13028119780308 13800006104 1978-03-08',
        '8 钱德龙 13028319690715 13800006105 1969-07-15',
        expect.stringMatching(/^10 孙丽 .* 13800006106 1982-02-02$/),
        '11  13020319830303 13800006107 1983-03-03',
        '12 王建国 13020319800101 13800006101 1980-01-01',
      ],
    )
    expect(rows[1]!.values).toMatchObject({ idNumber: expect.stringMatching(/X$/), employer: '唐山市水务局', remark: '=1+1' })
    expect(rows[1]!.repairs.map(({ what }) => what.join())).toContain('小写 x 改为大写 X')
    expect(found(rows)).toEqual(['10 id_digits_lost', '11 cell_error', '12 duplicate'])
  })
})

test('500 people with 60 problems of 15 kinds: exactly those are found, all at once', async () => {
  const { file, expected } = seeded({ grades: true })
  const progress: number[] = []
  const { rows } = await checkUpload({ name: 'a.xlsx', bytes: file }, rosterRules, (_, done) => progress.push(done))
  expect(found(rows).sort()).toEqual(expected)
  expect(expected).toHaveLength(60)
  expect(progress).toEqual([250, 500])
})

test('two clerks upload at once, and more wait for their turn', async () => {
  const { file } = seeded({ grades: true })
  const names = ['李强', '张伟', '刘洋', '陈静', '杨帆']
  const files = names.map((name) =>
    workbook([
      ['姓名', '身份证号', '手机号'],
      [name, man, '13800006021'],
    ]),
  )
  const [large, ...small] = await Promise.all([check('a.xlsx', file), ...files.map((one) => check('b.xlsx', one))])
  expect(large?.rows).toHaveLength(500)
  expect(small.map(({ rows }) => rows.map(({ values }) => values.name))).toEqual(names.map((name) => [name]))
})

test('when too many wait already, the next one is told so', async () => {
  const file = workbook([
    ['姓名', '身份证号', '手机号'],
    ['李强', man, '13800006021'],
  ])
  const answers = await Promise.allSettled(Array.from({ length: 23 }, () => check('a.xlsx', file)))
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason.code] : []))
  expect(refused).toEqual(['rosters_waiting'])
}, 60_000)

describe('the clerk’s own file back', () => {
  const back = async (name: string, edited?: Record<string, string>) => {
    const bytes = fixture(name)
    const { rows, place } = await check(name, bytes)
    const told = rows.map((row) => ({ row: row.row, problems: row.problems, ...(row.row === 10 && edited ? { edited } : {}) }))
    return { file: await giveBackUpload({ name, bytes }, { place, rows: told }), place, rows }
  }

  test.each(['libreoffice.xlsx', 'libreoffice.xls', 'libreoffice-gb18030.csv'])(
    'of %s: the same rows, and 问题说明 beside them',
    async (name) => {
      const { file } = await back(name)
      const rows = contents(file)
      expect(rows[0]![0]).toBe('唐山市机关事业单位工人培训报名表')
      expect(rows[2]).toEqual([
        '序号',
        '联系电话',
        '姓  名*',
        '性别',
        '出生年月日',
        '身份证号码（18位）',
        '单位',
        '专业技术职务',
        '备注',
        '问题说明',
      ])
      expect(rows[3]!.slice(2, 6)).toEqual(['王建国', '男', '1980-01-01', '130203198001011218'])
      expect(rows.map((row) => row[9]).filter(Boolean)).toEqual([
        '问题说明',
        '身份证号：身份证号存成了数字，末几位已经丢失。请把这一列设为“文本”格式，再对照身份证重新填写。',
        '姓名：单元格的公式出错，没有结果。请直接填写姓名。',
        '身份证号：与第 4 行是同一个人。请删去其中一行。',
      ])
      expect(rows[12]).toEqual(['填表人：李主任'])
    },
  )

  test('cells with problems are marked, and nothing in it is a formula', async () => {
    const { file } = await back('libreoffice.xlsx')
    const book = read(file, { type: 'buffer', cellStyles: true, cellFormula: true })
    const sheet = book.Sheets.报名表!
    expect(sheet.F10.s).toMatchObject({ fgColor: { rgb: 'FFC7CE' } })
    expect(sheet.C11.s).toMatchObject({ fgColor: { rgb: 'FFC7CE' } })
    expect(sheet.F4.s?.fgColor).toBeUndefined()
    expect(sheet.I5.v).toBe("'=1+1")
    expect(Object.values(sheet).some((cell) => typeof cell === 'object' && cell !== null && 'f' in cell)).toBe(false)
  })

  test('what was put right on the screen stands in it, and uploading it again finds the rest', async () => {
    const { file } = await back('libreoffice.xlsx', { idNumber: cardBorn('1982-02-02', 222) })
    const again = await check('back.xlsx', file)
    expect(again.place.unused).toEqual(['序号'])
    expect(found(again.rows)).toEqual(['11 cell_error', '12 duplicate'])
    expect(again.rows.map(({ values }) => values.employer).slice(0, 4)).toEqual([
      '唐山市水务局',
      '唐山市水务局',
      '唐山市水务局',
      '唐山市园林局',
    ])
    const told = again.rows.map(({ row, problems }) => ({ row, problems }))
    const twice = contents(await giveBackUpload({ name: 'back.xlsx', bytes: file }, { place: again.place, rows: told }))
    expect(twice[2]!.filter((title) => title === '问题说明')).toHaveLength(1)
    expect(twice[9]![9]).toBeUndefined()
  })

  test('another file than the one checked is a mistake of ours', async () => {
    const place: Place = { sheet: '不在这里', headerRow: 1, columns: {}, unused: [] }
    await expect(giveBackUpload({ name: 'a.xlsx', bytes: fixture('libreoffice.xlsx') }, { place, rows: [] })).rejects.toThrow(
      'could not be checked',
    )
  })
})

describe('学员集体报名模版', () => {
  const template = (people?: Parameters<typeof makeTemplate>[0]['people']) =>
    makeTemplate({ title: '2026年 路南区班', required: rosterRules.required, grades: rosterRules.grades, people })

  test('has a title, a header with stars, an example, the rules and a hidden list', () => {
    const book = read(template(), { type: 'buffer' })
    expect(book.SheetNames).toEqual(['学员集体报名模版', '集体信息文件编辑规则', '选项'])
    expect(book.Workbook?.Sheets?.map(({ Hidden }) => Hidden)).toEqual([0, 0, 2])
    const rows = contents(template())
    expect(rows[1]).toEqual(['姓名*', '证件类型', '身份证号*', '手机号*', '性别', '出生日期', '工作单位', '职称', '备注'])
    expect(rows[2]![0]).toBe('示例：张三')
  })

  test('as it is, it has nobody in it', async () => {
    await expect(check('模版.xlsx', template())).rejects.toMatchObject({ code: 'roster_empty' })
  })

  test('begun with the people of last year, it is read without a problem', async () => {
    const person = {
      name: '王建国',
      documentKind: 'resident_id' as const,
      idNumber: man,
      phone: '13800006021',
      employer: '水务局',
      technicalGrade: '技师',
    }
    const { rows, remarks } = await check('模版.xlsx', template([person]))
    expect(rows).toMatchObject([{ row: 3, values: person, problems: [] }])
    expect(remarks).toEqual([])
  })
})
