import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'
import { aCreditCode } from '../support/enterprises'
import { aLicencePhoto, aPdf } from '../support/licences'
import { expect, inspect, of, password, refusal, signInAsStaff, sturdy, test } from './portal'
import { aPhone, codeOnDemoPhone, next } from './registering'

const heading = (page: Page, name: string | RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
const licence = (page: Page) => page.getByRole('img', { name: '营业执照' })
const code = (page: Page) => page.getByLabel('统一社会信用代码／注册号／组织机构代码')

/** A code that nobody has: its check character is one further than the right one. */
function aDoubtfulCode(): string {
  const right = aCreditCode()
  return `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`
}

type Unit = { name: string; code: string; phone: string }

/** 集体注册, page by page from the portal's home; `look` sees each before it is sent. */
async function registerUnit(page: Page, unit: Unit, look: (page: Page) => Promise<void> = inspect): Promise<void> {
  await page.goto('/')
  await page.getByRole('link', { name: '集体注册', exact: true }).click()
  await heading(page, '集体注册')
  await next(page)
  await expect(refusal(page)).toContainText('请阅读并同意')
  await page.getByLabel(/我代表单位阅读并同意/).check()
  await look(page)
  await next(page)

  await heading(page, '单位信息')
  await page.getByLabel('单位名称').fill(unit.name)
  await code(page).fill(` ${unit.code.toLowerCase()} `)
  await page.getByLabel('所在行政区划').selectOption({ label: '路北区' })
  const kept = page.waitForResponse('**/group/register/typed/unit')
  await page.getByLabel('单位地址').fill('新华西道 118 号')
  await kept
  await expect(page.getByText('识别为：统一社会信用代码')).toBeVisible()
  await page.reload() // what was typed stands there again
  await expect(page.getByLabel('单位地址')).toHaveValue('新华西道 118 号')
  await next(page)
  await expect(refusal(page)).toContainText('代码的校验位对不上')
  await look(page)
  await page.getByLabel('已对照证照逐位核对，代码无误').check()
  await next(page)

  await heading(page, '联系人')
  await page.getByLabel('联系人姓名').fill('周敏')
  await page.getByLabel('手机号').fill(unit.phone)
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await look(page)
  await page.getByRole('button', { name: '获取验证码' }).click()
  await heading(page, '填写短信验证码')
  await look(page)
  await page.getByLabel('短信验证码').fill(await codeOnDemoPhone(page, unit.phone))
  await next(page)

  await heading(page, '营业执照')
  await page.locator('#licence').setInputFiles({ name: 'licence.pdf', mimeType: 'application/pdf', buffer: Buffer.from('no PDF at all') })
  await expect(page.getByText('只接受 JPG、PNG、WebP 图片或 PDF 文件。')).toBeVisible()
  await page.locator('#licence').setInputFiles({ name: 'licence.jpg', mimeType: 'image/jpeg', buffer: await aLicencePhoto() })
  await expect(licence(page)).toBeVisible()
  await look(page)
  await page.getByRole('link', { name: '下一步' }).click()

  await heading(page, '发票信息')
  await expect(page.getByLabel('发票抬头')).toHaveValue(unit.name)
  await expect(page.getByLabel('税号')).toHaveValue(unit.code)
  await look(page)
  await next(page)

  await heading(page, '设置密码')
  await page.getByLabel('密码', { exact: true }).fill(sturdy)
  await page.getByLabel('再填一次密码').fill(sturdy)
  await look(page)
  await page.getByRole('button', { name: '完成注册' }).click()
  await heading(page, '等待审核')
  await look(page)
}

async function enter(page: Page, unitCode: string, secret: string): Promise<void> {
  await page.goto('/group/sign-in')
  await code(page).fill(unitCode)
  await page.getByLabel('密码', { exact: true }).fill(secret)
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** The reviewer finds the unit and opens it. */
async function openAsReviewer(page: Page, unit: Unit): Promise<void> {
  await signInAsStaff(page, 'reviewer')
  await page.goto('/admin/enterprises')
  await inspect(page)
  await page.getByPlaceholder('单位名称或代码').fill(unit.code)
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('link', { name: of('审核', unit.name) }).click()
  await heading(page, unit.name)
}

test('集体注册 → rejected → the reason → corrected → approved → home', async ({ page, browser }) => {
  const unit = { name: `唐山云桥第${randomInt(1_000_000)}公司`, code: aDoubtfulCode(), phone: aPhone() }
  await registerUnit(page, unit)
  await page.goto('/group/enroll') // nothing of an approved one opens yet
  await heading(page, '等待审核')

  const desk = await (await browser.newContext({ baseURL: process.env.PORTAL })).newPage()
  await openAsReviewer(desk, unit)
  await expect(desk.getByText('校验位不符')).toBeVisible()
  await expect(licence(desk)).toHaveJSProperty('complete', true)
  expect(await licence(desk).evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1200)
  await inspect(desk)
  await desk.getByRole('button', { name: '驳回' }).click()
  await expect(refusal(desk)).toContainText('请写明驳回的原因')
  await desk.getByLabel('驳回原因').fill('代码与执照不一致。')
  await desk.getByRole('button', { name: '驳回' }).click()
  await expect(desk.getByText('已驳回，短信通知单位。')).toBeVisible()

  await page.reload()
  await heading(page, '注册未通过')
  await expect(page.getByText('代码与执照不一致。')).toBeVisible()
  await inspect(page)
  await page.getByRole('link', { name: '修改后重新提交' }).click()
  await heading(page, '修改注册信息')
  await expect(page.getByLabel('单位名称')).toHaveValue(unit.name)
  await page.locator('#licence').setInputFiles({ name: 'licence.pdf', mimeType: 'application/pdf', buffer: aPdf() })
  await expect(page.getByRole('link', { name: '下载营业执照（PDF）' })).toBeVisible()
  await inspect(page)
  const right = aCreditCode()
  await code(page).fill(right)
  await page.getByLabel('税号').fill(right)
  await page.getByRole('button', { name: '重新提交' }).click()
  await heading(page, '等待审核')

  await openAsReviewer(desk, { ...unit, code: right })
  await expect(desk.getByText('改了代码、发票信息')).toBeVisible()
  await expect(desk.getByText('校验位不符')).toHaveCount(0)
  const [download] = await Promise.all([desk.waitForEvent('download'), desk.getByRole('link', { name: '下载营业执照（PDF）' }).click()])
  expect(download.suggestedFilename()).toBe('营业执照.pdf')
  await desk.getByRole('button', { name: '通过' }).click()
  await expect(desk.getByText('已通过，短信通知单位。')).toBeVisible()

  await page.context().clearCookies()
  await enter(page, right, sturdy)
  await heading(page, '单位首页')
  await expect(page.getByRole('link', { name: '我要报名' })).toBeVisible()
  await expect(page.locator('summary').getByText(right)).toBeVisible()
  await inspect(page)
  await page.goto('/group/profile')
  await expect(page.getByText(`${unit.phone.slice(0, 3)}****${unit.phone.slice(-4)}`)).toBeVisible()
  await inspect(page)
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true })

  test('集体注册 is filled in with the thumb; the demo’s employer finds its menu', async ({ page }) => {
    await registerUnit(page, { name: '唐山云桥手机公司', code: aDoubtfulCode(), phone: aPhone() })
    await page.context().clearCookies()
    await page.goto('/group/people')
    await expect(page.getByText('请先登录，登录后回到刚才的页面。')).toBeVisible()
    await inspect(page)
    await enter(page, '91130203MA0DEM0119', password)
    await heading(page, '单位首页')
    const [session] = (await page.context().cookies()).filter(({ name }) => name === 'enterprise-session')
    for (const [cookie, path, sign] of [
      ['session', '/classes', '学员登录'],
      ['staff-session', '/admin', '工作人员登录'],
    ] as const) {
      await page.context().addCookies([{ ...session!, name: cookie }]) // the same token at another door
      await page.goto(path)
      await expect(page.getByRole('heading', { name: sign })).toBeVisible()
    }
    await page.goto('/group')
    await page.getByLabel('单位菜单').click()
    await expect(page.getByRole('link', { name: '职工进度', exact: true }).first()).toBeVisible()
    await page.getByRole('button', { name: '退出登录' }).click()
    await heading(page, '单位登录')
  })
})
