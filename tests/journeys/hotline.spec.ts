import { eq } from 'drizzle-orm'
import { certificates } from '@/db/schema/certificates'
import { trainees } from '@/db/schema/identity'
import { expect, inspect, portalDb, refusal, register, signInAsStaff, test } from './portal'
import { aPhone, askForCode, codeOnDemoPhone } from './registering'

for (const [width, wrong, right] of [
  [1280, '佟丽花', '佟丽华'],
  [390, '佟美化', '佟美华'],
] as const)
  test.describe(`${width} px`, () => {
    test.use({ viewport: { width, height: 900 } })

    test('the hotline finds the code that was sent, and has a name corrected; the log tells of both', async ({ page }) => {
      const me = await register({ name: wrong, phone: aPhone() })
      await page.goto('/recover')
      await page.getByLabel('身份证号').fill(me.idNumber)
      await page.getByLabel('姓名').fill(wrong)
      await page.getByLabel('验证码', { exact: true }).fill('open-sesame')
      await page.getByRole('button', { name: '下一步' }).click()
      await askForCode(page)
      await codeOnDemoPhone(page, me.phone)

      await signInAsStaff(page, 'hotline')
      await page.goto('/admin/sms')
      const sent = page.getByRole('row', { name: new RegExp(`${me.phone.slice(0, 3)}\\*{4}${me.phone.slice(-4)}`) })
      await page.getByLabel('手机号、身份证号、姓名或单位全称').fill(me.phone)
      await page.getByRole('button', { name: '查找' }).click()
      await expect(page.getByRole('row')).toHaveCount(2) // the head, and what went to this phone
      await expect(sent).toContainText('服务商已接收')
      expect(page.url()).not.toContain(me.phone)
      await inspect(page)

      await page.goto(`/admin/people/${me.actor.id}`)
      await expect(page.getByRole('link', { name: '短信记录' }).last()).toHaveAttribute('href', `/admin/sms?q=${me.actor.id}`)
      await page.getByText('更正姓名', { exact: true }).click()
      const form = page.locator('form').filter({ has: page.getByLabel('证件上的姓名') })
      await form.getByRole('button', { name: '提交更正' }).click()
      await expect(refusal(page)).toContainText('请写明看了哪份证件')
      await form.getByLabel('来电人报出的证件号码').fill(me.idNumber)
      await form.getByLabel('证件上的姓名').fill(right)
      await form.getByLabel('核对依据').fill('本人到窗口出示身份证原件')
      await form.getByLabel('原因').fill('单位填报时写错')
      await form.getByRole('button', { name: '提交更正' }).click()
      await expect(page.getByText('已提交。由另一位工作人员核对后生效')).toBeVisible()
      await inspect(page)

      await page.context().clearCookies()
      await signInAsStaff(page, 'reviewer')
      await page.goto('/admin/corrections')
      await page
        .getByRole('link', { name: new RegExp(wrong) })
        .first()
        .click()
      await expect(page.getByText('本人到窗口出示身份证原件')).toBeVisible()
      await inspect(page)
      await page.getByRole('button', { name: '同意更正' }).click()
      await expect(page.getByText('处理', { exact: true })).toBeVisible()
      const [row] = await portalDb().select({ name: trainees.name }).from(trainees).where(eq(trainees.id, me.actor.id))
      expect(row!.name).toBe(right)

      await page.context().clearCookies()
      await signInAsStaff(page, 'auditor')
      await page.goto('/admin/audit')
      await page.getByLabel('操作人或对象').fill(me.idNumber)
      await page.getByRole('button', { name: '查找' }).click()
      const agreed = page.getByRole('row', { name: /同意更正/ })
      await expect(agreed).toHaveCount(1) // of this person alone
      await expect(agreed).toContainText(right)
      await expect(page.getByRole('cell', { name: '–', exact: true })).toHaveCount(0)
      await inspect(page)
    })
  })

test('revoking a certificate asks first and says what comes of it', async ({ page }) => {
  const [certificate] = await portalDb().select({ id: certificates.id, number: certificates.number }).from(certificates).limit(1)
  await signInAsStaff(page, 'reviewer')
  await page.goto(`/admin/certificates/${certificate!.id}`)
  await page.getByLabel('撤销原因').fill('测试')
  await page.getByRole('button', { name: '撤销证书' }).click()
  const dialog = page.getByRole('dialog', { name: new RegExp(certificate!.number) })
  await expect(dialog).toContainText('不能再打印')
  await inspect(page)
  await dialog.getByRole('button', { name: '再看看' }).click()
  await expect(dialog).toBeHidden()
})
