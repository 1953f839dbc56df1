import { randomInt } from 'node:crypto'
import type { Page } from '@playwright/test'
import { aPhoto } from '../support/photos'
import { anIdNumber, password as sturdy } from '../support/world'
import { expect, inspect } from './portal'

/** 学员注册 as a person goes through it, page by page. */

const masked = (phone: string) => `${phone.slice(0, 3)}****${phone.slice(-4)}`
const own = Number(process.env.TEST_WORKER_INDEX ?? 0) * 500
let made = 0

/** A phone of one's own: tests run beside each other, and the demo's phone shows the first three and the last four digits only. */
export function aPhone(): string {
  made += 1
  return `138${randomInt(1000, 10_000)}${String((own + made) % 10_000).padStart(4, '0')}`
}

/** The newest code that came to this phone of the demo. */
export async function codeOnDemoPhone(page: Page, phone: string): Promise<string> {
  const other = await page.context().newPage()
  const messages = other
    .getByRole('list', { name: '短信' })
    .getByRole('listitem')
    .filter({ hasText: masked(phone) })
    .filter({ hasText: /：\d{6}/ }) // other news arrives there, too
  await expect(async () => {
    await other.goto('/demo/phone')
    await expect(messages.first()).toBeVisible({ timeout: 300 })
  }).toPass({ timeout: 15_000 })
  const text = await messages.first().textContent()
  await other.close()
  return /：(\d{6})/.exec(text!)![1]!
}

/** 获取验证码 where a picture is read for each code, once that page is there: the one before it may have a field of that name, too. */
export async function askForCode(page: Page): Promise<void> {
  const button = page.getByRole('button', { name: '获取验证码' })
  await expect(button).toBeVisible()
  await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
  await button.click()
}

export type Newcomer = { name: string; kind: string; idNumber: string; phone: string; password: string; employer: string; region: string }

export const aNewcomer = (given: Partial<Newcomer> = {}): Newcomer => ({
  name: '周晓岚',
  kind: '居民身份证',
  idNumber: anIdNumber(),
  phone: aPhone(),
  password: sturdy,
  employer: '唐山市路北区园林绿化服务中心',
  region: '路北区',
  ...given,
})

/** The field, not the list of suggestions under it. */
export const employer = (page: Page) => page.getByRole('combobox', { name: '单位名称' })
export const next = (page: Page) => page.getByRole('button', { name: '下一步' }).click()
const heading = (page: Page, name: string) => expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

/** The pages up to the one named, filled in and sent; `look` sees each before it is sent. */
export async function fillUntil(
  page: Page,
  who: Newcomer,
  until: keyof typeof pages,
  look: (page: Page) => Promise<void> = async () => {},
) {
  const order = Object.keys(pages) as (keyof typeof pages)[]
  for (const step of order.slice(0, order.indexOf(until))) await pages[step](page, who, () => look(page))
  await heading(page, titles[until])
}

const titles = {
  agreement: '学员注册',
  identity: '身份信息',
  phone: '手机验证',
  code: '填写短信验证码',
  password: '设置密码',
  employment: '单位信息',
  photo: '上传照片',
}

type Fill = (page: Page, who: Newcomer, look: () => Promise<void>) => Promise<void>
const pages = {
  agreement: async (page, _, look) => {
    await page.goto('/')
    await page
      .getByRole('navigation', { name: '办事入口' })
      .getByRole('link', { name: /学员注册/ })
      .click()
    await heading(page, titles.agreement)
    await page.getByRole('checkbox', { name: /用户服务协议/ }).check()
    await page.getByRole('checkbox', { name: /敏感个人信息/ }).check()
    await look()
    await page.getByRole('button', { name: '同意并开始注册' }).click()
  },
  identity: async (page, who, look) => {
    await heading(page, titles.identity)
    await page.getByLabel('姓名').fill(who.name)
    await page.getByRole('radio', { name: who.kind, exact: true }).check()
    await page.getByLabel('证件号码').fill(who.idNumber)
    await look()
    await next(page)
  },
  phone: async (page, who, look) => {
    await heading(page, titles.phone)
    await page.getByLabel('手机号').fill(who.phone)
    await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
    await look()
    await page.getByRole('button', { name: '获取验证码' }).click()
  },
  code: async (page, who, look) => {
    await heading(page, titles.code)
    await page.getByLabel('短信验证码').fill(await codeOnDemoPhone(page, who.phone))
    await look()
    await next(page)
  },
  password: async (page, who, look) => {
    await heading(page, titles.password)
    await page.getByLabel('密码', { exact: true }).fill(who.password)
    await page.getByLabel('再填一次密码').fill(who.password)
    await look()
    await next(page)
  },
  employment: async (page, who, look) => {
    await heading(page, titles.employment)
    await employer(page).fill(who.employer)
    await page.getByLabel('单位所在行政区划').selectOption({ label: who.region })
    await page.getByLabel('职称或技术等级').fill('工程师')
    await look()
    await next(page)
  },
  photo: async () => {},
} satisfies Record<keyof typeof titles, Fill>

/** Everything through to the home page, signed in, without a photo. */
export async function registerOnScreen(page: Page, given: Partial<Newcomer> = {}): Promise<Newcomer> {
  const who = aNewcomer(given)
  await fillUntil(page, who, 'photo')
  await page.getByRole('button', { name: '跳过此步完成注册' }).click()
  await expectHome(page, who)
  return who
}

/** The same with a photo. */
export async function registerWithPhoto(page: Page, given: Partial<Newcomer> = {}): Promise<Newcomer> {
  const who = aNewcomer(given)
  await fillUntil(page, who, 'photo')
  await page.locator('#photo').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await aPhoto() })
  await expect(page.locator('input[name=crop]')).toHaveValue(/^\d/)
  await page.getByRole('button', { name: '完成注册', exact: true }).click()
  await expectHome(page, who)
  return who
}

export async function expectHome(page: Page, who: Newcomer): Promise<void> {
  await expect(page.getByText('注册成功，已为您登录。')).toBeVisible()
  await expect(page.getByRole('heading', { name: `${who.name}，您好` })).toBeVisible()
  expect(new URL(page.url()).pathname).toBe('/')
}

/** Checks each page on the way. */
export const looking = (page: Page) => inspect(page)
