import { randomBytes } from 'node:crypto'
import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { read, utils } from 'xlsx'
import { zip } from '@/lib/shared/zip'
import { anEnterprise } from '../support/enterprises'
import { cardBorn, cell, handmade, lyingAbout, man, parts, sheetXml, workbook } from '../support/rosters'
import { expect, inspect, of, portalDb, refusal, sturdy, test } from './portal'

const title = '2026年度建筑工程班（路北区）'
const header = ['姓名', '身份证号', '手机号', '性别']
const li = cardBorn('1985-05-20', 224)
const zhao = cardBorn('1978-03-08', 126)

/** A clerk of an enterprise of her own, at its door and through it. */
async function signInClerk(page: Page) {
  portalDb()
  const enterprise = await anEnterprise({ name: '唐山市古冶区环卫服务中心' })
  await page.goto('/group/sign-in?next=/group/enroll')
  await page.getByLabel(/统一社会信用代码/).fill(enterprise.code)
  await page.getByLabel('密码', { exact: true }).fill(sturdy)
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(page.getByRole('heading', { name: '我要报名' })).toBeVisible()
  return enterprise
}

const file = (name: string, rows: (string | number)[][]) => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: workbook([['职工培训名单'], header, ...rows]),
})
const choose = (page: Page, given: ReturnType<typeof file>) => page.locator('input[type=file]').setInputFiles(given)

async function downloaded(page: Page, control: string): Promise<string[][]> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: control }).click()])
  const book = read(fs.readFileSync(await download.path()), { type: 'buffer' })
  return utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0]!]!, { header: 1, blankrows: true })
}

test('a clerk enrols her colleagues: template, a file with problems, some mended here and some in the file', async ({ page }) => {
  await signInClerk(page)
  await expect(page.getByLabel('所在县市区')).toHaveValue('130203')
  await inspect(page)
  await page.getByRole('link', { name: of('选这个班', title) }).click()
  await expect(page.getByRole('heading', { name: '上传名单' })).toBeVisible()
  await inspect(page)
  const template = await downloaded(page, '下载学员集体报名模版')
  expect(template[0]![0]).toBe(title)
  expect(template[1]!.slice(0, 4)).toEqual(['姓名*', '证件类型', '身份证号*', '手机号*'])

  await choose(page, { name: '名单.xlsx', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') })
  await expect(refusal(page)).toContainText('这是 PDF 文件。请用 Excel 或 WPS 打开，另存为 .xlsx，再上传。')
  await choose(
    page,
    file('职工名单.xlsx', [
      ['王建国', man, '１３８００００６０２１', '男'],
      ['李秀英', li.slice(0, 17), '13800006022', '女'],
      ['赵敏', zhao, '138000060', '女'],
      ['王建国', man, '13800006021', '男'],
      ['钱多多', cardBorn('1990-09-09', 99), '13800006021', '男'],
    ]),
  )
  await expect(page.getByRole('heading', { name: '核对名单' })).toBeVisible()
  await inspect(page)
  await expect(page.getByRole('region', { name: '核对结果' })).toContainText('名单共5 人可以报名1 人需要修改4 人按可报名人数应付¥120.00')
  await expect(page.getByText('已自动更正 1 处：全角字符改为半角')).toBeVisible()
  const rows = page.locator('.problems tbody tr')
  await expect(rows).toHaveCount(4)
  await expect(rows.first()).toContainText('身份证号是 17 位，应为 18 位')
  await expect(page.getByText(li.slice(0, 17))).toHaveCount(0) // masked until it is opened
  await page.getByRole('navigation', { name: '按问题筛选' }).getByRole('link', { name: '手机号重复 1' }).click()
  await expect(rows).toHaveCount(1)
  await expect(rows).toContainText('手机号与第 3 行相同')

  await page.getByRole('link', { name: /^全部/ }).click()
  await expect(rows).toHaveCount(4)
  await page.getByRole('link', { name: of('修改', '第 4 行李秀英') }).click()
  await expect(page.getByLabel('身份证号')).toHaveValue(li.slice(0, 17))
  await inspect(page)
  await page.getByLabel('身份证号').fill(`${li.slice(0, 17)}${li.endsWith('1') ? 2 : 1}`)
  await page.getByRole('button', { name: '保存并核对' }).click()
  await expect(page.getByText('身份证号的校验位不对')).toBeVisible()
  await page.getByLabel('身份证号').fill(li)
  await page.getByRole('button', { name: '保存并核对' }).click()
  await expect(page.getByText('第 4 行已改好。')).toBeVisible()
  await page.getByRole('button', { name: of('删去', '第 6 行王建国') }).click()
  await expect(page.getByText('第 6 行已从名单中删去。')).toBeVisible()
  await expect(rows).toHaveCount(2)

  const back = await downloaded(page, '下载带问题说明的名单')
  expect(back.slice(1).map((row) => row[4])).toEqual([
    '问题说明',
    undefined,
    undefined,
    '手机号：不是 11 位的手机号。请填写本人的 11 位手机号。',
    '手机号：手机号与第 3 行相同。每人填写本人的手机号，用来激活账号和接收通知。',
  ])
  expect(back[3]!.slice(0, 2)).toEqual(['李秀英', li])

  await choose(
    page,
    file('改好的名单.xlsx', [
      ['王建国', man, '13800006021', '男'],
      ['李秀英', li, '13800006022', '女'],
      ['赵敏', zhao, '13800006023', '女'],
      ['孙丽', cardBorn('1982-02-02', 222), '13800006025', '女'],
    ]),
  )
  await expect(page.getByText('与上一份名单相比：改好 1 人，新增 1 人，去掉 1 人。')).toBeVisible()
  await inspect(page)
  await page.getByRole('link', { name: '提交信息' }).click()
  await expect(page.getByRole('heading', { name: '提交信息' })).toBeVisible()
  await expect(page.getByLabel('发票抬头')).toHaveValue('唐山市古冶区环卫服务中心')
  await inspect(page)
  await page.goto('/group/rosters')
  await expect(page.getByRole('row', { name: /建筑工程班/ })).toContainText('草稿4480.00')
  await inspect(page)
})

test('of a file with two lists and hidden rows the clerk says who is meant, and reads what will happen before submitting', async ({
  page,
}) => {
  await signInClerk(page)
  await page.getByRole('link', { name: of('选这个班', title) }).click()
  const hidden = `<row r="3" hidden="1">${cell('A3', '李秀英')}${cell('B3', li)}${cell('C3', '13800006022')}</row>`
  const second = sheetXml(`<row r="3">${cell('A3', '赵敏')}${cell('B3', '130203')}${cell('C3', '13800006023')}</row>`)
    .replace(man, cardBorn('1990-09-09', 99))
    .replace('13800006021', '13800006029')
  const buffer = zip(parts([sheetXml(`${hidden}<row r="4">${cell('A4', '合计')}${cell('C4', '2人')}</row>`), second]))
  await choose(page, { name: '两张名单.xlsx', mimeType: 'application/octet-stream', buffer })
  await expect(page.getByRole('heading', { name: '文件里不止一张名单' })).toBeVisible()
  await inspect(page)
  await expect(page.getByRole('link', { name: '提交信息' })).toHaveCount(0)
  await page.getByRole('button', { name: '确定，核对名单' }).click()
  await expect(refusal(page)).toContainText('请选择隐藏的行要不要报名。')
  await page.getByLabel('不报名，只要看得见的行').check({ force: true })
  await page.getByRole('button', { name: '确定，核对名单' }).click()
  await expect(page.getByRole('region', { name: '核对结果' })).toContainText('名单共3 人可以报名2 人需要修改1 人')
  await expect(page.locator('.problems tbody tr')).toContainText('第 2 张表第 3 行')
  await page.getByRole('link', { name: '先报 2 人' }).click()
  const happens = page.getByRole('region', { name: '提交后会怎样' })
  for (const words of [
    '名单 3 人，这次报名 2 人。',
    '1 人不报名：身份证号位数不对 1 人。',
    '工作表：读取了“表1”2 人、“表2”2 人。',
    '隐藏的行里有 1 人，按您的选择不报名。',
    '第 4 行“合计”是表尾（合计、签字一类），没有计入。',
  ])
    await expect(happens).toContainText(words)
  await expect(page.getByRole('complementary', { name: '费用' })).toContainText('退款：支付后')
  await inspect(page)
})

test('without scripts a file is posted by its form, and a refusal stands above it', async ({ page, browser }) => {
  await signInClerk(page)
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    baseURL: process.env.PORTAL,
  })
  const other = await plain.newPage()
  await other.goto('/group/enroll')
  await other.getByRole('link', { name: of('选这个班', title) }).click()
  await other.getByRole('button', { name: '上传', exact: true }).click()
  await expect(refusal(other)).toContainText('请先选择填好的名单文件。')
  await choose(other, file('a.xlsx', []))
  await other.getByRole('button', { name: '上传', exact: true }).click()
  await expect(refusal(other)).toContainText('没有名单')
  await choose(other, file('a.xlsx', [['王建国', man, '1', '男']]))
  await other.getByRole('button', { name: '上传', exact: true }).click()
  await expect(other.getByRole('heading', { name: '核对名单' })).toBeVisible()
  await other.getByRole('link', { name: of('修改', '第 3 行王建国') }).click()
  await other.getByLabel('手机号').fill('13800006021')
  await other.getByRole('button', { name: '保存并核对' }).click()
  await expect(other.getByText('第 3 行已改好。')).toBeVisible()
  await plain.close()
})

const spaces = (bytes: number) => Buffer.alloc(bytes, ' ')
const hostile: [string, string, () => Buffer, RegExp][] = [
  ['a bomb that says how large it is', 'a.xlsx', () => handmade(sheetXml(spaces(70e6).toString())), /解压后太大/],
  [
    'a bomb that lies',
    'a.xlsx',
    () => lyingAbout(handmade(sheetXml(spaces(30e6).toString())), 'xl/worksheets/sheet1.xml', 2000),
    /解压后太大/,
  ],
  ['a flipped bit', 'a.xlsx', () => flipped(handmade(sheetXml())), /已损坏/],
  ['half a file', 'a.xlsx', () => handmade(sheetXml()).subarray(0, 700), /已损坏/],
  ['10,000 sheets', 'a.xlsx', () => zip(parts(Array.from({ length: 10_000 }, () => '<worksheet/>'))), /工作表太多/],
  ['a DOCTYPE', 'a.xlsx', () => handmade(sheetXml('', '', '<!DOCTYPE x [<!ENTITY a "a">]>')), /不允许的内容/],
  ['a web page', 'a.xls', () => Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>'), /这是网页/],
  ['random bytes', 'a.xls', () => randomBytes(20_000), /不是 Excel 表格/],
  ['nothing', 'a.xlsx', () => Buffer.alloc(0), /文件是空的/],
  ['only a header', 'a.xlsx', () => workbook([header]), /没有名单/],
  ['too large', 'a.csv', () => spaces(20_100_000), /超过 20 MB/],
  ['a cell at XFD1048576', 'a.xlsx', () => handmade(sheetXml(`<row r="1048576">${cell('XFD1048576', 'x')}</row>`)), /"done"/],
  ['a million blank rows', 'a.xlsx', () => handmade(sheetXml('<row r="3"/>'.repeat(1_000_000))), /"done"/],
  ['macros', 'a.xlsm', () => handmade(sheetXml(), [['xl/vbaProject.bin', randomBytes(5000)]]), /"done"/],
]

function flipped(bytes: Buffer): Buffer {
  const damaged = Buffer.from(bytes)
  damaged[bytes.indexOf('xl/worksheets') + 60]! ^= 4
  return damaged
}

test('hostile files are each answered soon with their reason, and the portal goes on', async ({ page }) => {
  await signInClerk(page)
  await page.getByRole('link', { name: of('选这个班', title) }).click()
  await expect(page.getByRole('heading', { name: '上传名单' })).toBeVisible()
  const classId = page.url().split('/').at(-1)!
  const send = async (name: string, buffer: Buffer, headers: Record<string, string> = {}) => {
    const began = performance.now()
    const answer = await page.request.post('/api/rosters/upload', {
      headers: { accept: 'application/x-ndjson', origin: process.env.PORTAL!, ...headers },
      multipart: { classId, file: { name, mimeType: 'application/octet-stream', buffer } },
    })
    return { text: await answer.text(), status: answer.status(), ms: performance.now() - began }
  }
  const honest = () => send('a.xlsx', handmade(sheetXml()))
  const patienceMs = Math.max(3000, 8 * (await honest()).ms) // three seconds on a machine of one's own
  for (const [what, name, make, reason] of hostile) {
    const { text, ms } = await send(name, make())
    expect.soft(text, what).toMatch(reason)
    expect.soft(ms, what).toBeLessThan(patienceMs)
  }
  expect((await honest()).text).toContain('"done"')
  const foreign = await send('a.xlsx', handmade(sheetXml()), { origin: 'https://elsewhere.example' })
  expect(foreign.status).toBe(403)
  await page.context().clearCookies()
  expect((await send('a.xlsx', handmade(sheetXml()))).status).toBe(404)
  expect((await page.request.get(`/api/rosters/template?class=${classId}`)).status()).toBe(404)
  expect((await page.request.get('/api/rosters/template')).status()).toBe(200)
})
