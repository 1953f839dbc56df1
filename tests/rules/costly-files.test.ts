import { expect, test } from 'vitest'
import { readCaptions } from '@/lib/catalog/lessons/captions'
import { parseGift } from '@/lib/catalog/questions/gift'
import { readQuestionSheet } from '@/lib/catalog/questions/sheet'
import { Unreadable } from '@/lib/shared/spreadsheet/row'
import { aFile, aHandmadeWorkbook } from '../support/workbook'

/** Files that editors send are read in the server's own process: however they are made, others must not wait for them. */

/** The longest time for which nothing else had its turn, and all of it, in ms. */
async function costOf(work: () => unknown): Promise<{ whole: number; stalled: number }> {
  const began = performance.now()
  let [last, stalled] = [began, 0]
  const look = () => {
    stalled = Math.max(stalled, performance.now() - last)
    last = performance.now()
  }
  const timer = setInterval(look, 1)
  await new Promise((resolve) => setTimeout(resolve, 5))
  await work()
  look()
  clearInterval(timer)
  return { whole: performance.now() - began, stalled }
}

test.each([
  ['tags that never end', '<'],
  ['styles that never end', '{\\'],
  ['tags within tags', '<i'],
])('captions of %s are read at once', async (_, piece) => {
  const file = Buffer.from(`00:00.000 --> 00:01.000\n${piece.repeat(300_000)}`)
  expect((await costOf(() => readCaptions(file, 60))).whole).toBeLessThan(3000)
})

test('GIFT questions of thousands of options are refused without comparing them', async () => {
  const options = Array.from({ length: 4500 }, (_, i) => `~${i.toString(36)}`).join('')
  const source = Array.from({ length: 100 }, (_, i) => `第${i}题{=甲${options.slice(0, 19_000)}}`).join('\n\n')
  let file = parseGift('')
  expect((await costOf(() => (file = parseGift(source)))).whole).toBeLessThan(3000)
  expect(file.problems).toHaveLength(100)
  expect(file.problems[0]).toMatchObject({ line: 1, what: '选项多于 8 个' })
})

const text = (words: string) => `<c t="inlineStr"><is><t>${words}</t></is></c>`
const long = { 'xl/sharedStrings.xml': `<sst><si><t>${'啊'.repeat(30_000)}</t></si></sst>` }
const cells = (count: number) => '<c t="s"><v>0</v></c>'.repeat(count)

test('a small table of questions whose cells all hold one long text keeps nobody waiting', async () => {
  const header = `<row>${text('题型')}${text('题干')}${text('答案')}</row>`
  const rows = `<row><c/><c/><c/>${cells(97)}</row>`.repeat(1000)
  const file = aFile(aHandmadeWorkbook(`<worksheet><sheetData>${header}${rows}</sheetData></worksheet>`, long))
  const { whole, stalled } = await costOf(() => readQuestionSheet(file).catch((error) => expect(error).toBeInstanceOf(Unreadable)))
  expect(stalled).toBeLessThan(1000)
  expect(whole).toBeLessThan(6000)
}, 30_000)

test('a table without a header does not compare long texts with the words of one', async () => {
  const file = aFile(aHandmadeWorkbook(`<worksheet><sheetData>${`<row>${cells(100)}</row>`.repeat(20)}</sheetData></worksheet>`, long))
  const { whole } = await costOf(() => expect(readQuestionSheet(file)).rejects.toThrow('没有找到表头'))
  expect(whole).toBeLessThan(3000)
}, 30_000)
