import type { Page } from '@playwright/test'
import { type Bureau, readPicture } from './bureau'
import { expect, sturdy } from './portal'
import type { aNewcomer } from './registering'

/** 学员注册 in production, with a code that the provider of messages was given. */
export async function registerThere(page: Page, bureau: Bureau, me: ReturnType<typeof aNewcomer>): Promise<void> {
  await page.goto('/register')
  await page.getByRole('checkbox', { name: /用户服务协议/ }).check()
  await page.getByRole('checkbox', { name: /敏感个人信息/ }).check()
  await page.getByRole('button', { name: '同意并开始注册' }).click()
  await page.getByLabel('姓名').fill(me.name)
  await page.getByRole('radio', { name: me.kind, exact: true }).check()
  await page.getByLabel('证件号码').fill(me.idNumber)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('手机号').fill(me.phone)
  await page.getByLabel('验证码', { exact: true }).fill(await readPicture(page))
  await page.getByRole('button', { name: '获取验证码' }).click()
  await page.getByLabel('短信验证码').fill(await bureau.codeSentTo(me.phone))
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByLabel('密码', { exact: true }).fill(sturdy)
  await page.getByLabel('再填一次密码').fill(sturdy)
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('combobox', { name: '单位名称' }).fill(me.employer)
  await page.getByLabel('单位所在行政区划').selectOption({ label: '路北区' })
  await page.getByLabel('职称或技术等级').fill('工程师')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '跳过此步完成注册' }).click()
  await expect(page.getByText('注册成功，已为您登录。')).toBeVisible()
}

/** 报名 in the first programme that is offered, as far as 立即支付. */
export async function order(page: Page): Promise<void> {
  await page.goto('/enroll')
  await page.getByRole('button', { name: '下一步' }).click()
  await page.getByRole('button', { name: '提交订单' }).first().click()
}
