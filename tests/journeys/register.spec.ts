import fs from 'node:fs'
import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { smsCodes } from '@/db/schema/identity'
import { recipientKey } from '@/lib/identity/phones'
import { withCheckDigit } from '../support/id-numbers'
import { aPhoto, pngOf } from '../support/photos'
import { anIdNumber } from '../support/world'
import { expect, fillSignIn, inspect, people, portalDb, refusal, test } from './portal'
import { aNewcomer, codeOnDemoPhone, employer, expectHome, fillUntil, looking, next, registerOnScreen } from './registering'

const chosen = (page: Page) => page.locator('#photo')
/** The browser reads it itself: what is handed over in a message takes as long as the machine is busy. */
function onDisk(bytes: Buffer, name: string): string {
  const at = test.info().outputPath(name)
  fs.writeFileSync(at, bytes)
  return at
}

const file = (buffer: Buffer, name = 'photo.jpg', mimeType = 'image/jpeg') => ({ name, mimeType, buffer })

for (const viewport of [
  { width: 1280, height: 900 },
  { width: 390, height: 844 },
]) {
  test.describe(`at ${viewport.width} px`, () => {
    test.use({ viewport })

    test('somebody registers with a photo, is home and signed in, and signs in again later', async ({ page }) => {
      const who = aNewcomer({ name: '阿依古丽·买买提' })
      await fillUntil(page, who, 'photo', looking)
      await inspect(page)
      await chosen(page).setInputFiles(file(await aPhoto({ width: 900, height: 900 })))
      await expect(page.getByRole('img', { name: '裁剪后的照片' })).toBeVisible()
      await expect(page.locator('input[name=crop]')).toHaveValue(/^\d/)
      const before = await page.locator('input[name=crop]').inputValue()
      await page.getByRole('button', { name: '放大', exact: true }).click()
      await expect(page.locator('input[name=crop]')).not.toHaveValue(before)
      await inspect(page)
      await page.getByRole('button', { name: '完成注册', exact: true }).click()
      await expectHome(page, who)
      await inspect(page)
      await page.goto('/profile')
      const portrait = page.getByRole('img', { name: '本人照片' })
      await expect(portrait).toBeVisible()
      expect(await portrait.evaluate((img: HTMLImageElement) => [img.naturalWidth, img.naturalHeight])).toEqual([413, 579])
      await expect(page.getByText('唐山市路北区园林绿化服务中心')).toBeVisible()
      await inspect(page)
      await page.context().clearCookies()
      await page.goto('/')
      await fillSignIn(page, who.idNumber.toLowerCase(), who.password)
      await expect(page.getByRole('heading', { name: `${who.name}，您好` })).toBeVisible()
    })

    test('somebody skips the photo and uploads it later in 个人信息', async ({ page }) => {
      await registerOnScreen(page)
      await page.goto('/profile')
      await expect(page.getByRole('img', { name: '还没有照片' })).toBeVisible()
      await page.getByRole('link', { name: '上传照片' }).click()
      await expect(page.getByRole('heading', { name: '上传照片' })).toBeVisible()
      await inspect(page)
      await chosen(page).setInputFiles(file(await aPhoto()))
      const save = page.getByRole('button', { name: '保存照片' })
      await expect(save).toBeVisible()
      await save.evaluate((button) => button.scrollIntoView({ block: 'center' })) // nothing half under the tab bar
      await inspect(page)
      await page.getByRole('button', { name: '保存照片' }).click()
      await expect(page.getByText('照片已保存，用于以后签发的证书。')).toBeVisible()
      await expect(page.getByRole('img', { name: '本人照片' })).toBeVisible()
    })

    test('the agreements must be ticked, each for itself, and can be read at their addresses', async ({ page }) => {
      await page.goto('/register')
      await page.getByRole('checkbox', { name: /用户服务协议/ }).check()
      await page.getByRole('button', { name: '同意并开始注册' }).click()
      await expect(refusal(page)).toContainText('请单独同意处理证件号码和照片')
      await expect(page.getByRole('checkbox', { name: /用户服务协议/ })).toBeChecked()
      await inspect(page)
      for (const [slug, title] of [
        ['terms', '用户服务协议'],
        ['privacy', '隐私政策'],
        ['sensitive-data', '敏感个人信息处理同意书'],
        ['terms/2026-11-01', '用户服务协议'],
      ]) {
        await page.goto(`/legal/${slug}`)
        await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible()
        await inspect(page)
      }
    })

    test('numbers and names are read as people mean them, and refused with their reason', async ({ page }) => {
      const who = aNewcomer({ name: '王䶮' })
      await fillUntil(page, who, 'identity')
      const number = page.getByLabel('证件号码')
      const say = async (typed: string, sentence: string) => {
        await number.fill(typed)
        await next(page)
        await expect(page.locator('#idNumber-error')).toHaveText(sentence)
        await expect(number).toHaveValue(typed)
      }
      await page.getByLabel('姓名').fill('𠮷田•阿依古丽')
      await say('13020319800101122', '现在是 17 位，请补全 18 位身份证号。')
      await inspect(page)
      await say('130203198001011228', '身份证号有误，请对照身份证核对每一位。')
      await say(withCheckDigit('13020319800230122'), '身份证号中的出生日期不存在，请对照身份证核对。')
      await say(withCheckDigit('13020320990101122'), '身份证号中的出生日期还没有到，请对照身份证核对。')
      await say(withCheckDigit('13020320200101122'), '未满 16 周岁，暂时不能注册。')
      await page.getByRole('radio', { name: '护照' }).check()
      await say('130203198001011226', '这是居民身份证的号码，请核对所选的证件类型。')
      await page.getByRole('radio', { name: '居民身份证', exact: true }).check()
      // Full-width digits with a small x, as an input method leaves them.
      let withX = ''
      while (!withX.endsWith('X')) withX = anIdNumber()
      const wide = [...withX.toLowerCase()].map((c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0)).join('')
      await number.fill(` ${wide}\u200b`)
      await next(page)
      await expect(page.getByRole('heading', { name: '手机验证' })).toBeVisible()
      await page.getByRole('link', { name: '返回上一步' }).click()
      await expect(page.getByLabel('姓名')).toHaveValue('𠮷田·阿依古丽')
      await expect(number).toHaveValue(withX)
    })

    test('codes: six wrong ones, one that ran out, one already used', async ({ page }) => {
      const who = aNewcomer()
      await fillUntil(page, who, 'code')
      const code = await codeOnDemoPhone(page, who.phone)
      const wrong = code === '000000' ? '111111' : '000000'
      const say = async (typed: string, sentence: string) => {
        await page.getByLabel('短信验证码').fill(typed)
        await next(page)
        await expect(page.locator('#code-error')).toHaveText(sentence)
      }
      for (let i = 0; i < 5; i++) {
        await say(wrong, '短信验证码不对，请核对最新一条短信。')
        await page.getByLabel('短信验证码').fill('')
      }
      await inspect(page)
      await say(wrong, '短信验证码已失效，请重新获取。')
      await say(code, '短信验证码已失效，请重新获取。')
      await expect(page.getByRole('button', { name: /秒后可重发/ })).toBeDisabled()

      const late = aNewcomer()
      await page.context().clearCookies()
      await fillUntil(page, late, 'code')
      const expired = await codeOnDemoPhone(page, late.phone)
      await portalDb()
        .update(smsCodes)
        .set({ expiresAt: new Date() })
        .where(eq(smsCodes.recipient, recipientKey(late.phone)))
      await say(expired, '短信验证码已失效，请重新获取。')

      const early = aNewcomer()
      await page.context().clearCookies()
      await fillUntil(page, early, 'code')
      const used = await codeOnDemoPhone(page, early.phone)
      await portalDb()
        .update(smsCodes)
        .set({ usedAt: new Date() })
        .where(eq(smsCodes.recipient, recipientKey(early.phone)))
      await say(used, '短信验证码已失效，请重新获取。')
    })

    test('a number that has an account: told after the code, and nothing of its owner', async ({ page }) => {
      const who = aNewcomer({ idNumber: people.halfway, name: '某某' })
      await fillUntil(page, who, 'code')
      await page.getByLabel('短信验证码').fill(await codeOnDemoPhone(page, who.phone))
      await next(page)
      await expect(page.getByRole('heading', { name: '不需要重新注册' })).toBeVisible()
      await inspect(page)
      const text = await page.locator('main').textContent()
      for (const word of ['张丽华', '1380000', '6023', '云桥', people.halfway]) expect(text).not.toContain(word)
      await expect(page.getByRole('link', { name: '去登录' })).toHaveAttribute('href', '/#sign-in')
      await expect(page.getByRole('link', { name: '找回密码' })).toHaveAttribute('href', '/recover')
      await page.goto('/register/photo')
      await expect(page).not.toHaveURL(/photo/)
      await page.goto('/register/taken')
      await page.getByRole('link', { name: '号码填错了，返回修改' }).click()
      await page.getByLabel('证件号码').fill(anIdNumber())
      await next(page)
      await expect(page.getByText('已验证。')).toBeVisible()
      await page.getByRole('link', { name: '下一步' }).click()
      await expect(page.getByRole('heading', { name: '设置密码' })).toBeVisible()
    })

    test('photos that are none are refused with the reason, and the next try works', async ({ page }) => {
      const who = aNewcomer()
      await fillUntil(page, who, 'photo')
      await page.getByRole('button', { name: '完成注册', exact: true }).click()
      await expect(refusal(page)).toContainText('请先选择照片，也可以跳过此步。')
      const say = async (photo: ReturnType<typeof file>, sentence: string) => {
        await chosen(page).setInputFiles(photo)
        await expect(page.locator('.photo-picker .note')).toHaveText(sentence)
      }
      await say(file(pngOf(30_000, 30_000), 'bomb.png', 'image/png'), '照片的像素太多（最多 2400 万），请换一张小一些的。')
      await inspect(page)
      await say(file(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'me.jpg'), '只接受 JPG、PNG 或 WebP 格式的照片。')
      await say(file(await aPhoto({ width: 100, height: 140 })), '照片太小，宽至少 206 像素、高至少 289 像素，请换一张清楚的。')
      await say(file(Buffer.alloc(5 * 1024 * 1024 + 1, 1)), '照片超过 5 MB，请换一张小一些的。')
      const forged = await page.request.post('/register/photo/file', {
        multipart: { photo: file(Buffer.alloc(7 * 1024 * 1024, 1)) },
        headers: { accept: 'application/json', origin: process.env.PORTAL! },
      })
      expect(await forged.json()).toEqual({ error: '照片超过 5 MB，请换一张小一些的。' })
      await chosen(page).setInputFiles(file(await aPhoto({ format: 'webp' }), 'me.webp', 'image/webp'))
      await expect(page.getByRole('img', { name: '裁剪后的照片' })).toBeVisible()
      await expect(page.locator('.photo-picker .note')).toHaveCount(0)
      await page.reload() // the photo is still there
      await expect(page.getByRole('img', { name: '裁剪后的照片' })).toBeVisible()
      await page.getByRole('button', { name: '完成注册', exact: true }).click()
      await expectHome(page, who)
    })

    test('reloading, going back and a cut line lose nothing that was typed', async ({ page, context, expectConsole }) => {
      expectConsole(/ERR_INTERNET_DISCONNECTED|Failed to fetch|favicon\.ico/)
      const who = aNewcomer()
      await fillUntil(page, who, 'identity')
      const kept = page.waitForResponse('**/register/typed/identity')
      await page.getByLabel('姓名').fill('周晓')
      await kept
      await page.reload()
      await expect(page.getByLabel('姓名')).toHaveValue('周晓')

      await page.getByLabel('姓名').fill(who.name)
      await page.getByRole('radio', { name: '护照' }).check()
      await page.getByLabel('证件号码').fill('E12345678')
      await context.setOffline(true)
      await next(page)
      await expect(refusal(page)).toContainText('没有连上服务器，填写的内容都在')
      await expect(page.getByLabel('证件号码')).toHaveValue('E12345678')
      await context.setOffline(false)
      await page.getByRole('radio', { name: '居民身份证', exact: true }).check()
      await page.getByLabel('证件号码').fill(who.idNumber)
      await next(page)
      await expect(page.getByRole('heading', { name: '手机验证' })).toBeVisible()
      await page.goBack()
      await expect(page.getByLabel('证件号码')).toHaveValue(who.idNumber)
      await page.goto('/register/photo') // not there yet: back to what is missing
      await expect(page.getByRole('heading', { name: '手机验证' })).toBeVisible()
      await page.goto('/register')
      await page.getByRole('link', { name: '回到上次填写的位置' }).click()
      await expect(page.getByRole('heading', { name: '手机验证' })).toBeVisible()
    })

    test('two tabs: the second finds the person signed in, not a second account', async ({ page, context }) => {
      const who = aNewcomer()
      await fillUntil(page, who, 'password')
      await page.getByLabel('密码', { exact: true }).fill(who.password)
      await page.getByLabel('再填一次密码').fill(who.password)
      await next(page)
      await expect(page.getByRole('heading', { name: '单位信息' })).toBeVisible()
      await page.getByRole('link', { name: '返回上一步' }).click()
      await expect(page.getByText('密码已设置。')).toBeVisible()
      expect(await page.content()).not.toContain(who.password)
      await page.getByRole('link', { name: '下一步' }).click()
      await employer(page).fill(who.employer)
      await page.getByLabel('单位所在行政区划').selectOption({ label: who.region })
      await next(page)
      await expect(page.getByRole('heading', { name: '上传照片' })).toBeVisible()
      const second = await context.newPage()
      await second.goto('/register/photo')
      await expect(second.getByRole('heading', { name: '上传照片' })).toBeVisible()
      await page.getByRole('button', { name: '跳过此步完成注册' }).click()
      await expectHome(page, who)
      await second.getByRole('button', { name: '跳过此步完成注册' }).click()
      await expect(second.getByRole('heading', { name: `${who.name}，您好` })).toBeVisible()
      await second.goto('/register')
      await expect(second.getByRole('heading', { name: `${who.name}，您好` })).toBeVisible()
    })

    test.describe('without scripts', () => {
      test.use({ javaScriptEnabled: false })

      test('everything works as plain forms, the photo is cut in the middle', async ({ page }) => {
        const who = aNewcomer({ kind: '护照', idNumber: `E${String(Date.now()).slice(-8)}`, name: 'Anna-Marie O’Neil' })
        await fillUntil(page, who, 'photo')
        await chosen(page).setInputFiles(file(Buffer.from('GIF89a'), 'a.gif', 'image/gif'))
        await page.getByRole('button', { name: '上传', exact: true }).click()
        await expect(page.getByText('只接受 JPG、PNG 或 WebP 格式的照片。')).toBeVisible()
        await chosen(page).setInputFiles(file(await aPhoto({ width: 1200, height: 700 })))
        await page.getByRole('button', { name: '上传', exact: true }).click()
        await expect(page.getByRole('img', { name: '裁剪后的照片' })).toBeVisible()
        await page.getByRole('button', { name: '完成注册', exact: true }).click()
        await expectHome(page, who)
        const photo = await page.request.get('/api/photo')
        expect([photo.status(), photo.headers()['content-type'], photo.headers()['cache-control']]).toEqual([
          200,
          'image/jpeg',
          'private, no-store',
        ])
        await page.goto('/profile')
        await expect(page.getByText(who.employer)).toBeVisible()
        await page.goto('/enroll/order?year=2026')
        await page.getByRole('link', { name: /^选这个项目.*安全生产/ }).click()
        await expect(page.getByText(who.idNumber)).toBeVisible()
      })
    })
  })
}

test.describe('photos as telephones take them', () => {
  /** So many pixels of noise that the file is larger than the server takes. */
  const noise = (width: number, height: number) =>
    sharp({ create: { width, height, channels: 3, background: '#888', noise: { type: 'gaussian', mean: 128, sigma: 60 } } })
      .jpeg({ quality: 100 })
      .toBuffer()

  test('are made to fit before they are sent, HEIC among them; what is far too large is refused at once', async ({ page }) => {
    const sent: string[] = []
    page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()))
    const chunks: string[] = []
    page.on('response', (response) => response.url().includes('/_next/static/chunks/') && chunks.push(response.url()))
    await fillUntil(page, aNewcomer(), 'photo')
    const preview = page.getByRole('img', { name: '裁剪后的照片' })
    const large = await noise(3000, 4000)
    expect(large.length).toBeGreaterThan(5 * 1024 * 1024)
    expect(large.length).toBeLessThan(20 * 1024 * 1024)
    await chosen(page).setInputFiles(onDisk(large, 'large.jpg'))
    await expect(preview).toBeVisible()
    const first = await preview.getAttribute('src')
    const before = chunks.length
    await chosen(page).setInputFiles(file(fs.readFileSync('tests/fixtures/photos/portrait.heic'), 'IMG_0001.HEIC', 'image/heic'))
    await expect(preview).not.toHaveAttribute('src', first!, { timeout: 60_000 })
    expect(chunks.length).toBeGreaterThan(before) // what reads HEIC is loaded for it, and not before
    await expect(page.locator('.photo-picker .note')).toHaveCount(0)
    await inspect(page)
    sent.length = 0
    await chosen(page).setInputFiles(onDisk(Buffer.alloc(20 * 1024 * 1024 + 1, 1), 'too-large.jpg'))
    await expect(page.locator('.photo-picker .note')).toHaveText('照片超过 20 MB，请换一张小一些的。')
    expect(sent).toEqual([])
  })
})
