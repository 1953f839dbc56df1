import type { Page } from '@playwright/test'
import { totpAt } from '@/lib/identity/totp'
import { aMember } from '../support/staff'
import { expect, inspect, portalDb, refusal, sturdy, test } from './portal'

/** An address of numbers has no passkeys: the same portal under its name. */
const named = () => process.env.PORTAL!.replace('127.0.0.1', 'localhost')

/** Chromium's own authenticator in software. @returns how to make its holder fail to open it, or open it */
async function plugIn(page: Page) {
  const client = await page.context().newCDPSession(page)
  await client.send('WebAuthn.enable')
  const { authenticatorId } = await client.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return (isUserVerified: boolean) => client.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified })
}

async function signOut(page: Page) {
  await page.locator('.who').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  await expect(page.getByRole('heading', { name: '工作人员登录' })).toBeVisible()
}
const today = (page: Page) => page.getByRole('heading', { name: '今日', level: 1 })

test('a passkey: added, used after the password, used alone, renamed, removed', async ({ page }) => {
  portalDb()
  const userName = `keys-${Date.now()}`
  const member = await aMember('finance', { userName })
  const verified = await plugIn(page)
  const enter = async () => {
    await page.getByLabel('用户名').fill(userName)
    await page.getByLabel('密码', { exact: true }).fill(sturdy)
    await page.getByRole('button', { name: '下一步' }).click()
  }
  await page.goto(`${named()}/admin/sign-in`)
  await inspect(page)
  await enter()
  await expect(page.getByRole('button', { name: '用通行密钥验证' })).toHaveCount(0)
  await page.getByLabel('动态口令').fill(totpAt(member.secret, new Date()).code)
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(today(page)).toBeVisible()

  await page.goto(`${named()}/admin/account`)
  await page.getByRole('link', { name: '管理通行密钥' }).click()
  await expect(page.getByRole('heading', { name: '通行密钥', level: 1 })).toBeVisible()
  await inspect(page)
  await page.getByLabel('名称').fill('办公室电脑')
  await page.getByLabel('登录密码').fill('not-this-one')
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await expect(refusal(page)).toContainText('原密码不对')
  await page.getByLabel('登录密码').fill(sturdy)
  await page.getByRole('button', { name: '添加通行密钥' }).click()
  await expect(page.getByText('已添加，下次登录可以用它。')).toBeVisible()
  await expect(page.getByText('办公室电脑', { exact: true })).toBeVisible()
  await inspect(page)

  await signOut(page)
  await enter()
  await expect(page.getByRole('button', { name: '用通行密钥验证' })).toBeVisible()
  await inspect(page)
  await verified(false)
  await page.getByRole('button', { name: '用通行密钥验证' }).click()
  await expect(refusal(page)).toContainText('通行密钥没有完成')
  await verified(true)
  await page.getByRole('button', { name: '用通行密钥验证' }).click()
  await expect(today(page)).toBeVisible()

  await signOut(page)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(today(page)).toBeVisible()

  await page.goto(`${named()}/admin/account/passkeys`)
  await page.getByRole('link', { name: /^修改/ }).click()
  await expect(page.getByRole('heading', { name: '办公室电脑' })).toBeVisible()
  await inspect(page)
  await page.getByRole('textbox', { name: '名称' }).fill('三楼电脑')
  await page.getByRole('button', { name: '保存' }).click()
  await expect(page.getByText('三楼电脑', { exact: true })).toBeVisible()
  await page.getByRole('link', { name: /^修改/ }).click()
  await expect(page.getByRole('heading', { name: '三楼电脑' })).toBeVisible() // the list before it asks for the password, too
  await page.getByLabel('登录密码').fill(sturdy)
  await page.getByRole('button', { name: '删除通行密钥' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '确认删除' }).click()
  await expect(page.getByText('已删除，不能再用它登录。')).toBeVisible()
  await signOut(page)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await expect(refusal(page)).toContainText('通行密钥没有通过验证')
})
