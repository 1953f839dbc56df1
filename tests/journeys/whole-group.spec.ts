import { randomInt } from 'node:crypto'
import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { CFB, read, utils } from 'xlsx'
import { aCreditCode } from '../support/enterprises'
import { workbook } from '../support/rosters'
import { anIdNumber } from '../support/world'
import { aDoubtfulCode, codeField, enterGroup, heading, openAsReviewer, registerUnit } from './grouping'
import { passQuiz, watchChapter } from './learning'
import { expect, fillSignIn, inspect, of, sturdy, test } from './portal'
import { aPhone, askForCode, codeOnDemoPhone } from './registering'

/** Way 3 from end to end, by everybody who has a hand in it: clerk, reviewer, colleague. */

const classTitle = '2026年度安全生产专题培训班（路北区）'
const courses = ['触电急救与心肺复苏', '灭火器与消火栓的使用']
const chosen = 'Willow-tree-hut-7'
const unseen = async () => {} // group-registration.spec.ts looks at these pages

async function download(page: Page, start: () => Promise<void>): Promise<Buffer> {
  const [file] = await Promise.all([page.waitForEvent('download'), start()])
  return fs.readFileSync(await file.path())
}

const upload = (page: Page, name: string, buffer: Buffer) =>
  page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/octet-stream', buffer })

test('集体注册 to the certificates: rejected, corrected, approved; a roster put right; paid; a colleague learns and passes', async ({
  page,
  browser,
}) => {
  const unit = { name: `唐山云桥第${randomInt(1_000_000)}公司`, code: aDoubtfulCode(), phone: aPhone() }
  const colleague = { name: '贾文静', idNumber: anIdNumber(), phone: aPhone() }
  const second = { name: '贾文远', idNumber: anIdNumber(), phone: aPhone() }

  await test.step('集体注册, rejected, corrected, approved', async () => {
    await registerUnit(page, unit, unseen)
    const desk = await (await browser.newContext({ baseURL: process.env.PORTAL })).newPage()
    await openAsReviewer(desk, unit)
    await desk.getByLabel('驳回原因').fill('代码与执照不一致。')
    await desk.getByRole('button', { name: '驳回' }).click()
    await expect(desk.getByText('已驳回，短信通知单位。')).toBeVisible()
    await page.reload()
    await page.getByRole('link', { name: '修改后重新提交' }).click()
    unit.code = aCreditCode()
    await codeField(page).fill(unit.code)
    await page.getByLabel('税号').fill(unit.code)
    await page.getByRole('button', { name: '重新提交' }).click()
    await heading(page, '等待审核')
    await openAsReviewer(desk, unit)
    await desk.getByRole('button', { name: '通过' }).click()
    await desk.getByRole('dialog').getByRole('button', { name: '通过' }).click()
    await expect(desk.getByText('已通过，短信通知单位。')).toBeVisible()
    await desk.context().close()
  })

  await test.step('我要报名: a roster with problems, the clerk’s own file back, corrected and uploaded again', async () => {
    await page.context().clearCookies()
    await enterGroup(page, unit.code, sturdy)
    await heading(page, '单位首页')
    await page.getByRole('link', { name: '我要报名' }).first().click()
    await page.getByRole('link', { name: of('选这个班', classTitle) }).click()
    await heading(page, '上传名单')
    const rows = [
      ['姓名', '身份证号', '手机号'],
      [colleague.name, colleague.idNumber, colleague.phone],
      [second.name, second.idNumber.slice(0, 17), second.phone],
    ]
    await upload(page, '名单.xlsx', workbook(rows))
    await expect(page.getByRole('region', { name: '核对结果' })).toContainText('需要修改1 人')
    const back = read(await download(page, () => page.getByRole('link', { name: '下载带问题说明的名单' }).click()), { type: 'buffer' })
    const own = utils.sheet_to_json<string[]>(back.Sheets[back.SheetNames[0]!]!, { header: 1 })
    expect(own[2]![3]).toContain('身份证号是 17 位')
    own[2]![1] = second.idNumber
    await upload(page, '改好的名单.xlsx', workbook(own))
    await expect(page.getByText('与上一份名单相比：改好 1 人。')).toBeVisible()
  })

  await test.step('提交信息, 确认缴费', async () => {
    await page.getByRole('link', { name: '提交信息' }).click()
    await page.getByRole('button', { name: '提交信息' }).first().click()
    await heading(page, '确认缴费')
    await page.getByRole('button', { name: '立即支付' }).first().click()
    await page.getByRole('button', { name: '确认付款' }).click()
    await page.getByRole('link', { name: /返回/ }).click()
    await expect(page.getByText('已为 2 人开通')).toBeVisible()
  })

  const other = await browser.newContext({ baseURL: process.env.PORTAL, locale: 'zh-CN' })
  const theirs = await other.newPage()
  await test.step('a colleague activates, learns and passes', async () => {
    await theirs.goto('/')
    await fillSignIn(theirs, colleague.idNumber, '123456')
    await askForCode(theirs)
    await expect(theirs.getByText('验证码已发到那个手机')).toBeVisible()
    await theirs.getByLabel('短信验证码').fill(await codeOnDemoPhone(theirs, colleague.phone))
    await theirs.getByLabel('新密码', { exact: true }).fill(chosen)
    await theirs.getByLabel('再填一次新密码').fill(chosen)
    await theirs.getByRole('button', { name: '激活并登录' }).click()
    await theirs.getByRole('link', { name: /立即学习/ }).click()
    for (const course of courses) {
      await theirs.getByRole('link', { name: '立即选课' }).first().click()
      await theirs.getByRole('button', { name: of('选择课程', course) }).click()
      await expect(theirs.getByRole('button', { name: of('已加入候选', course) })).toBeVisible()
      await theirs
        .getByRole('button', { name: /^确认选中的课程/ })
        .first()
        .click()
      await expect(theirs.getByRole('heading', { name: '安全与急救' })).toBeVisible()
    }
    for (const course of courses) {
      await theirs.getByRole('link', { name: of('课程学习', course) }).click()
      await watchChapter(theirs, 1)
      await theirs.getByRole('link', { name: /^播放下一章/ }).click()
      await watchChapter(theirs, 2)
      await theirs.getByRole('button', { name: of('课后测验', course) }).click()
      await passQuiz(theirs)
      await theirs.getByRole('link', { name: '返回班级首页' }).first().click()
    }
    await expect(theirs.getByText('班级已合格。')).toBeVisible()
  })

  await test.step('the clerk sees it, and downloads all certificates', async () => {
    await page.goto('/group/people')
    await expect(page.getByRole('row').filter({ hasText: colleague.name })).toContainText('已合格')
    await inspect(page)
    await page.goto('/group/certificates')
    await page.getByRole('button', { name: of('打包下载', classTitle) }).click()
    const link = page.getByRole('link', { name: /^下载 1 份证书/ })
    await expect(link).toBeVisible({ timeout: 60_000 })
    await inspect(page)
    const pack = CFB.read(await download(page, () => link.click()), { type: 'buffer' })
    const [pdf] = pack.FileIndex.filter(({ name }: { name: string }) => name.endsWith('.pdf'))
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf!.content as Uint8Array)), { mergePages: true })
    expect(text.replace(/\s/g, '')).toContain(colleague.name)
  })
  await other.close()
})
