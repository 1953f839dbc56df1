import { expect, fillSignIn, inspect, refusal, signIn, test } from './portal'
import { askForCode, codeOnDemoPhone } from './registering'

/** Of the demo's people of the old platform: each activates once, so each journey has its own. */
const migrated = {
  desktop: { name: '孙立新', idNumber: '130202196911229915', phone: '13800006032' },
  phone: { name: '何晓燕', idNumber: '130281198503079940', phone: '13800006033' },
  withoutPhone: { name: '高建军', idNumber: '13028319720915993X' },
}
const chosen = 'Willow-tree-hut-7'

for (const [size, viewport] of Object.entries({ desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } })) {
  test(`a migrated trainee activates the account and finds the earlier years, at ${viewport.width} px`, async ({ page }) => {
    await page.setViewportSize(viewport)
    const me = migrated[size as 'desktop' | 'phone']
    await page.goto('/')
    await fillSignIn(page, me.idNumber, '123456')
    await expect(page.getByRole('heading', { name: '激活账号' })).toBeVisible()
    await inspect(page)
    const source = await page.content()
    for (const personal of [me.name, me.idNumber, me.phone, `${me.phone.slice(0, 3)}****${me.phone.slice(-4)}`])
      expect(source).not.toContain(personal)

    await askForCode(page)
    await expect(page.getByText('验证码已发到那个手机')).toBeVisible()
    const code = await codeOnDemoPhone(page, me.phone)

    await page.getByLabel('短信验证码').fill(code)
    for (const [typed, refused] of [
      ['123456', '123456 只用于首次登录'],
      ['abcdefgh', '密码需 8–64 位'],
    ] as const) {
      await page.getByLabel('新密码', { exact: true }).fill(typed)
      await page.getByLabel('再填一次新密码').fill(typed)
      await page.getByRole('button', { name: '激活并登录' }).click()
      await expect(refusal(page)).toContainText(refused)
      await expect(page.getByLabel('短信验证码')).toHaveValue(code)
    }
    await inspect(page)
    await page.getByLabel('新密码', { exact: true }).fill(chosen)
    await page.getByLabel('再填一次新密码').fill(chosen)
    await page.getByRole('button', { name: '激活并登录' }).click()

    await expect(page.getByRole('heading', { name: '历史记录', level: 1 })).toBeVisible()
    await expect(page.getByText('账号已激活，以后请用新密码登录。')).toBeVisible()
    const record = page.getByRole('row').filter({ hasText: '2024年度专业科目：质量与安全管理' })
    await expect(record).toContainText('60')
    await expect(record).toContainText(/TS2024Z\d{4}/)
    await inspect(page)

    await page.context().clearCookies()
    await page.goto('/activate')
    await expect(page.getByText('这一步已过期，请回到首页重新登录。')).toBeVisible()
    await inspect(page)
    await signIn(page, me.idNumber, chosen)
    await page.goto('/profile')
    await page.getByRole('link', { name: '历史记录' }).click()
    await expect(page.getByRole('row')).not.toHaveCount(0)
  })
}

test('somebody without a phone on file is led to the hotline, and a stranger learns nothing', async ({ page }) => {
  const ask = async (name: string) => {
    await page.getByLabel('姓名').fill(name)
    await page.getByRole('button', { name: '提交', exact: true }).click()
  }
  await page.goto('/')
  await fillSignIn(page, '110101199001011261', '123456') // nobody's number
  await askForCode(page)
  await expect(page.getByText('如果这个身份证号在原平台登记过手机号')).toBeVisible()
  await page.getByRole('link', { name: '填写姓名' }).click()
  await ask('高建军')
  await expect(page.getByText('工作人员能看到这次申请')).toBeVisible()
  await inspect(page)

  await page.goto('/')
  await fillSignIn(page, migrated.withoutPhone.idNumber, '123456')
  await askForCode(page)
  await expect(page.getByText('如果这个身份证号在原平台登记过手机号')).toBeVisible()
  await page.getByRole('link', { name: '填写姓名' }).click()
  await ask('高建军')
  await expect(page.getByText('工作人员能看到这次申请')).toBeVisible()
  await expect(page.getByRole('status').filter({ hasText: '报上姓名和身份证号' })).toContainText('400-096-8823')
  await inspect(page)
})
