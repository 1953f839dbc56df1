import type { Page } from '@playwright/test'
import { aCreditCode } from '../support/enterprises'
import { aLicencePhoto } from '../support/licences'
import { expect, inspect, of, refusal, signInAsStaff, sturdy } from './portal'
import { codeOnDemoPhone, next } from './registering'

export const heading = (page: Page, name: string | RegExp) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
export const licence = (page: Page) => page.getByRole('img', { name: '营业执照' })
export const codeField = (page: Page) => page.getByLabel('统一社会信用代码／注册号／组织机构代码')

/** A code that nobody has: its check character is one further than the right one. */
export function aDoubtfulCode(): string {
  const right = aCreditCode()
  return `${right.slice(0, -1)}${right.endsWith('A') ? 'B' : 'A'}`
}

export type Unit = { name: string; code: string; phone: string }

/** 集体注册, page by page from the portal's home; `look` sees each before it is sent. */
export async function registerUnit(page: Page, unit: Unit, look: (page: Page) => Promise<void> = inspect): Promise<void> {
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
  await codeField(page).fill(` ${unit.code.toLowerCase()} `)
  await page.getByLabel('所在行政区划').selectOption({ label: '路北区' })
  const kept = page.waitForResponse('**/group/register/typed/unit')
  await page.getByLabel('单位地址').fill('新华西道 118 号')
  await kept
  await expect(page.getByText('识别为：统一社会信用代码')).toBeVisible()
  await expect.poll(async () => (await page.request.get(page.url())).text()).toContain('新华西道 118 号') // kept while it is typed
  await page.reload()
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

export async function enterGroup(page: Page, unitCode: string, secret: string): Promise<void> {
  await page.goto('/group/sign-in')
  await codeField(page).fill(unitCode)
  await page.getByLabel('密码', { exact: true }).fill(secret)
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await page.getByRole('button', { name: '登录', exact: true }).click()
}

/** The reviewer finds the unit and opens it. */
export async function openAsReviewer(page: Page, unit: Unit): Promise<void> {
  await signInAsStaff(page, 'reviewer')
  await page.goto('/admin/enterprises')
  await inspect(page)
  await page.getByPlaceholder('单位名称或代码').fill(unit.code)
  await page.getByRole('button', { name: '查找' }).click()
  await page.getByRole('link', { name: of('审核', unit.name) }).click()
  await heading(page, unit.name)
}
