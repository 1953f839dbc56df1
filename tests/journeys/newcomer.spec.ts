import { type Browser, type BrowserContextOptions, devices, type Page } from '@playwright/test'
import { extractText, getDocumentProxy } from 'unpdf'
import { totpAt } from '@/lib/identity/totp'
import { formatDay, later } from '@/lib/shared/time'
import { AlipayStandIn } from '../support/alipay-stand-in'
import { fakeVideo, ffmpegIsHere, realVideo } from '../support/lessons'
import { workbook } from '../support/rosters'
import { WechatpayStandIn } from '../support/wechatpay-stand-in'
import { askForRefund } from './bookkeeping'
import { type Bureau, issuerName, startBureau } from './bureau'
import { order, registerThere } from './in-production'
import { passQuiz, watchChapter } from './learning'
import { expect, inspect, of, sturdy, test } from './portal'
import { aNewcomer as aPerson } from './registering'

/*
 * docs/operators.md from an empty database to the first certificate: production, with the settings of .env.example, and nothing but what the
 * pages offer.
 */

const [course, program] = ['海港安全生产入门', '2026年度海港安全生产培训']
const bank = workbook(
  [
    ['题型', '题干', 'A', 'B', '答案', '解析'],
    ['单选题', '作业前首先应当（　）。', '检查防护用品', '直接开工', 'A', '先防护。'],
    ['判断题', '可以带病作业。', '', '', '错误', '不可以。'],
  ],
  '题库',
)
const day = (fromNow: number) => formatDay(later(new Date(), fromNow * 86_400_000))

/** The first administrator, as the first journey leaves them. */
const administrator = { userName: 'zhou.min', secret: '' }

async function signInAtTheDesk(desk: Page): Promise<void> {
  await desk.goto('/admin')
  await desk.getByLabel('用户名').fill(administrator.userName)
  await desk.getByLabel('密码', { exact: true }).fill(sturdy)
  await desk.getByRole('button', { name: '下一步' }).click()
  await desk.getByLabel('动态口令').fill(totpAt(administrator.secret, new Date()).code)
  await desk.getByRole('button', { name: '登录' }).click()
  await heading(desk, '今日')
}

test.describe.configure({ mode: 'serial' }) // the second bureau is the first one, some days later

let bureau: Bureau
test.beforeAll(async () => {
  bureau = await startBureau()
})
test.afterAll(() => bureau.stop())

const pageOf = async (browser: Browser, options: BrowserContextOptions = {}) =>
  (await browser.newContext({ ...options, baseURL: bureau.address })).newPage()
const heading = (page: Page, name: string) => expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()

test('a newcomer, from an empty database to the first certificate', async ({ browser }) => {
  const desk = await pageOf(browser)
  const phone = await pageOf(browser)

  await test.step('the first administrator signs in', async () => {
    const said = bureau.run('create-administrator', administrator.userName, '周敏')
    await desk.goto('/admin')
    await desk.getByLabel('用户名').fill(administrator.userName)
    await desk.getByLabel('密码', { exact: true }).fill(/this once: (\S+)/.exec(said)![1]!)
    await desk.getByRole('button', { name: '下一步' }).click()
    administrator.secret = (await desk.locator('.totp-offer code').textContent())!.replace(/\s/g, '')
    await desk.getByLabel('动态口令').fill(totpAt(administrator.secret, new Date()).code)
    await desk.getByRole('button', { name: '确认' }).click()
    await desk.getByLabel('新密码', { exact: true }).fill(sturdy)
    await desk.getByLabel('再填一次新密码').fill(sturdy)
    await desk.getByRole('button', { name: '保存并登录' }).click()
    await desk.getByRole('button', { name: '已经保存好' }).click()
    await heading(desk, '今日')
    await expect(desk.getByText('现在还没有可以报名的班级，请按顺序准备')).toBeVisible()
    await inspect(desk)
  })

  await test.step('上线检查 names what is missing, and the log the same', async () => {
    await desk.goto('/admin/readiness')
    await expect(desk.getByText('必须设置的都已设置')).toBeVisible()
    const open = desk.getByRole('region', { name: '没有设置的' })
    await expect(open).toContainText('短信：集体报名已开通')
    await expect(open).toContainText('财务要逐笔在“对公转账”确认')
    await inspect(desk)
    expect(bureau.logged()).toContain('SMS_TEMPLATE_ROSTER_OPENED: not set')
  })

  await test.step('regions and categories', async () => {
    await desk.goto('/admin/settings')
    const region = desk.getByRole('region', { name: '行政区划' })
    await region.getByLabel('代码').fill('130203')
    await region.getByLabel('名称', { exact: true }).fill('路北区')
    await region.getByRole('button', { name: '增加行政区划' }).click()
    await expect(region.getByText('路北区', { exact: true })).toBeVisible()
    const category = desk.getByRole('region', { name: '新的培训类别' })
    await category.getByLabel('名称').fill('专业科目')
    await category.getByRole('button', { name: '增加类别' }).click()
    await expect(desk.getByRole('region', { name: '专业科目' })).toBeVisible()
  })

  await test.step('a course with a lesson and questions', async () => {
    await desk.goto('/admin/courses/new')
    await desk.getByLabel('课程名称').fill(course)
    await desk.getByLabel('课程提供方').fill('海港市培训中心')
    await desk.getByLabel('培训类别').selectOption({ label: '专业科目' })
    await desk.getByRole('textbox', { name: '学时' }).fill('8')
    await desk.getByLabel('课程介绍').fill('码头作业前要知道的安全要求。')
    await desk.getByRole('button', { name: '新建课程' }).click()
    await heading(desk, course)
    const coursePath = new URL(desk.url()).pathname
    const buffer = ffmpegIsHere ? realVideo({ width: 640, height: 360, seconds: 6 }) : fakeVideo({ seconds: 6 })
    await desk.locator('.lesson-upload input[type=file]').setInputFiles({ name: '作业之前.mp4', mimeType: 'video/mp4', buffer })
    const status = desk.locator('.lesson-upload [role=status]')
    await expect(status).toContainText('已传完并处理好', { timeout: 120_000 })
    await desk.getByLabel('作业之前').check()
    await desk.getByRole('button', { name: '把勾选的视频加入课程' }).click()
    await expect(desk.locator('.chapter-order li b')).toHaveText(['作业之前'])
    await desk.goto(`${coursePath}/bank/import`)
    const file = { name: '题库.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(bank) }
    await desk.locator('input[name=bank]').setInputFiles(file)
    await desk.getByRole('button', { name: '导入 2 道题' }).click()
    await expect(desk.getByText('已导入 2 道题。')).toBeVisible()
    await desk.goto(coursePath)
    await desk.getByRole('button', { name: '发布课程' }).click()
    await expect(desk.getByText('已发布', { exact: true })).toBeVisible()
  })

  await test.step('the programme with a class is published', async () => {
    await desk.goto('/admin/programs/new')
    await desk.getByLabel('项目名称').fill(program)
    await desk.getByLabel('年度').fill('2026')
    await desk.getByLabel('培训类别').selectOption({ label: '专业科目' })
    await desk.getByLabel('费用（元）').fill('20')
    await desk.getByLabel('支付后可退天数').fill('7')
    await desk.getByLabel('可退时的学习进度上限').fill('50')
    for (const [kind, n] of [
      ['每卷单选题', '1'],
      ['每卷多选题', '0'],
      ['每卷判断题', '1'],
    ] as const)
      await desk.getByLabel(kind).fill(n)
    await desk.getByLabel('编号前缀').fill('HG')
    await desk.locator('.program-form button[type=submit]').click()
    await heading(desk, program)
    await desk.getByRole('link', { name: '添加部分' }).click()
    await desk.getByLabel('部分名称').fill('专业科目')
    await desk.getByLabel('简称').fill('专业')
    await desk.getByLabel('要求学时').fill('8')
    await desk.getByRole('button', { name: '添加部分' }).click()
    await desk.getByRole('link', { name: '添加课程' }).click()
    const option = desk.getByLabel('课程', { exact: true }).locator('option', { hasText: course })
    await desk.getByLabel('课程', { exact: true }).selectOption((await option.getAttribute('value'))!)
    await desk.getByRole('button', { name: '添加课程' }).click()
    await desk.getByRole('link', { name: '开班' }).click()
    await desk.getByRole('checkbox', { name: '路北区' }).check()
    await desk.getByLabel('名额').fill('50')
    for (const [field, at] of [
      ['报名开始', -1],
      ['报名截止', 30],
      ['学习开始', -1],
      ['学习截止', 60],
    ] as const)
      await desk.getByLabel(field).fill(day(at))
    await desk.getByRole('button', { name: '开班' }).click()
    await desk.getByRole('button', { name: '发布项目' }).click()
    await expect(desk.getByText('已发布', { exact: true })).toBeVisible()
    await inspect(desk)
  })

  const me = aPerson()
  await test.step('a trainee registers by a code from the provider', async () => {
    await registerThere(phone, bureau, me)
    await inspect(phone)
  })

  await test.step('orders, and transfers the money', async () => {
    await order(phone)
    await phone.getByRole('button', { name: '立即支付' }).click()
    await expect(phone.getByText('等待转账到账')).toBeVisible()
    await expect(phone.getByText('0403012345678901234')).toBeVisible()
    await inspect(phone)
  })

  await test.step('finance finds it on the statement', async () => {
    await desk.goto('/admin/transfers')
    await expect(desk.getByText(me.name, { exact: true })).toBeVisible()
    await inspect(desk)
    await desk.getByRole('link', { name: /^确认到账/ }).click()
    await desk.getByLabel('到账金额（元）').fill('20.00')
    await desk.getByLabel('银行流水号').fill('20261129000001')
    await desk.getByRole('button', { name: '确认到账' }).click()
    await expect(desk.locator('.badge', { hasText: '已确认' })).toBeVisible()
  })

  await test.step('learns, passes, and prints the certificate in the name of the bureau', async () => {
    await phone.goto('/classes')
    await phone.getByRole('link', { name: /立即学习/ }).click()
    await phone.getByRole('link', { name: '立即选课' }).first().click()
    await phone.getByRole('button', { name: of('选择课程', course) }).click()
    await phone.getByRole('button', { name: /^确认选中的课程/ }).click()
    await phone.getByRole('link', { name: of('课程学习', course) }).click()
    await watchChapter(phone, 1)
    await phone.getByRole('button', { name: of('课后测验', course) }).click()
    await passQuiz(phone)
    await phone.goto('/certificates')
    const href = (await phone.getByRole('link', { name: /^打印/ }).first().getAttribute('href'))!
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await (await phone.request.get(href)).body())), {
      mergePages: true,
    })
    const printed = text.replace(/\s/g, '')
    expect(printed).toContain(issuerName)
    expect(printed).toContain(me.name)
    expect(printed).not.toMatch(/示范|样张/)
  })

  await Promise.all([desk.context().close(), phone.context().close()])
})

test('the same bureau, which has got 支付宝 and 微信支付: paid there on a desktop and on a phone, also without scripts; one has the money back', async ({
  browser,
}) => {
  const [standIn, wechat] = [await new AlipayStandIn().open(), await new WechatpayStandIn().open()]
  standIn.daysBehind = wechat.daysBehind = 2 // of what is paid now there is a bill now
  await bureau.restart({ ...standIn.settings(), ...wechat.settings() })
  const desk = await pageOf(browser)
  const desktop = await pageOf(browser)
  const phone = await pageOf(browser, { ...devices['Pixel 7'] })
  const [colleague, other, third, fourth] = [aPerson(), aPerson(), aPerson(), aPerson()]

  await test.step('上线检查 no longer says that finance has to find each payment', async () => {
    await signInAtTheDesk(desk)
    await desk.goto('/admin/readiness')
    await expect(desk.getByRole('region', { name: '没有设置的' })).not.toContainText('财务要逐笔')
    await inspect(desk)
  })

  await test.step('on a desktop: by the page for computers, and the class is open before the payer is back', async () => {
    await registerThere(desktop, bureau, colleague)
    await order(desktop)
    await expect(desktop.getByRole('radio', { name: /支付宝|微信支付/ })).toHaveCount(2)
    await expect(desktop.getByText('银行转账')).toHaveCount(0)
    await inspect(desktop)
    await desktop.getByRole('radio', { name: /支付宝/ }).check()
    await desktop.getByRole('button', { name: '立即支付' }).click()
    await expect(desktop.getByRole('heading', { name: '支付宝（替身）' })).toBeVisible()
    expect(standIn.asked.filter((method) => method.endsWith('.pay'))).toEqual(['alipay.trade.page.pay'])
    await desktop.getByRole('button', { name: '确认付款' }).click()
    await expect(desktop.getByText('已支付', { exact: true })).toBeVisible()
    await inspect(desktop)
  })

  await test.step('on a phone without scripts: by the page for phones', async () => {
    await registerThere(phone, bureau, other)
    const plain = await browser.newContext({ ...devices['Pixel 7'], baseURL: bureau.address, javaScriptEnabled: false })
    await plain.addCookies(await phone.context().cookies())
    const page = await plain.newPage()
    await order(page)
    await page.getByRole('radio', { name: /支付宝/ }).check()
    await page.getByRole('button', { name: '立即支付' }).click()
    await expect(page.getByRole('heading', { name: '支付宝（替身）' })).toBeVisible()
    expect(standIn.asked.filter((method) => method.endsWith('.pay')).at(-1)).toBe('alipay.trade.wap.pay')
    await page.getByRole('button', { name: '确认付款' }).click()
    await expect(page.getByText('已支付', { exact: true })).toBeVisible()
    await plain.close()
    const within = await pageOf(browser, {
      userAgent: `${devices['Pixel 7'].userAgent} MicroMessenger/8.0.42`,
      viewport: { width: 390, height: 844 },
    })
    await within.exposeFunction('windowOfWechat', (request: Record<string, string>) => wechat.window(request, pays))
    await within.addInitScript(() => {
      const own = window as unknown as { windowOfWechat: (request: object) => Promise<string>; WeixinJSBridge: object }
      own.WeixinJSBridge = {
        invoke: (_: string, request: object, then: (answer: object) => void) =>
          own.windowOfWechat(request).then((err_msg) => then({ err_msg })),
      }
    })
    let pays = false
    await registerThere(within, bureau, fourth)
    await order(within)
    await expect(within.getByRole('radio', { name: /微信支付|支付宝/ })).toHaveCount(1)
    await inspect(within)
    await within.getByRole('button', { name: '立即支付' }).click()
    await expect(within.getByText('没有付款。')).toBeVisible() // known by WeChat, and closed its window
    await inspect(within)
    await within.waitForResponse((response) => response.url().includes('_rsc')) // the page asks by itself; the window stays closed
    pays = true
    await expect(within.getByText('没有付款。')).toBeVisible()
    await within.getByRole('button', { name: '立即支付' }).click()
    await expect(within.getByText('已支付', { exact: true })).toBeVisible()
    await within.context().close()
    await phone.goto('/classes')
    await expect(phone.getByRole('link', { name: /立即学习/ })).toBeVisible()
  })

  await test.step('by a code on the desktop, scanned with WeChat: the page sees by itself that it was paid', async () => {
    const screen = await pageOf(browser)
    await registerThere(screen, bureau, third)
    await order(screen)
    await screen.getByRole('button', { name: '立即支付' }).click()
    await expect(screen.getByRole('heading', { name: '扫码付款' })).toBeVisible()
    await expect(screen.getByRole('img', { name: '微信支付的付款二维码' })).toBeVisible()
    await inspect(screen)
    await screen.setViewportSize({ width: 390, height: 844 })
    await inspect(screen)
    await wechat.pay([...wechat.trades.keys()].at(-1)!)
    await expect(screen.getByText('已支付', { exact: true })).toBeVisible()
    await screen.context().close()
  })

  await test.step('the money goes back to 支付宝: asked for, granted, and first turned down there', async () => {
    await askForRefund(desktop)
    standIn.manner = 'no balance'
    await desk.goto('/admin/refunds')
    await desk.getByRole('link', { name: /^审核/ }).click()
    await desk.getByRole('button', { name: '同意退款' }).click()
    await desk.getByRole('button', { name: '确认退款' }).click()
    await expect(desk.getByText('已同意')).toBeVisible()
    await expect(async () => {
      await desk.goto('/admin/refunds/returns')
      await expect(desk.getByText('无足够的资金')).toBeVisible({ timeout: 1000 })
    }).toPass({ timeout: 60_000 })
    await inspect(desk)
    await desk.setViewportSize({ width: 390, height: 844 })
    const clipped = () =>
      desk
        .locator('.data-table.cards td *')
        .evaluateAll((all) =>
          all
            .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth)
            .map((one) => one.outerHTML.slice(0, 80)),
        )
    await expect.poll(clipped).toEqual([]) // a card cuts off what is wider, and the page is none the wider for it
    await desk.setViewportSize({ width: 1280, height: 900 })
    standIn.manner = 'well'
    await desk.getByRole('button', { name: '重新退款' }).click()
    await expect(desk.getByText('退款失败')).toHaveCount(0)
    await desktop.reload()
    await expect(desktop.getByText('款项已原路退回。')).toBeVisible({ timeout: 60_000 })
    expect([...standIn.trades.values()].map(({ refunds }) => [...refunds.values()].map(({ fen }) => fen))).toEqual([[2000], []])
    await inspect(desktop)
  })

  await test.step('the bills of that day: one agrees and is closed, in the other a line of something else is found and settled', async () => {
    const day = [...standIn.trades.values()][0]!.payDate!.slice(0, 10)
    standIn.elsewhere.push({ tradeNo: '2026SHOP', number: 'SHOP-1', kind: '交易', amount: '35.80', at: `${day} 12:00:00` })
    await desk.goto(`/admin/reconciliation?month=${day.slice(0, 7)}`)
    await expect(desk.getByText('待取账单')).toHaveCount(2)
    await inspect(desk)
    for (const gateway of ['wechatpay', 'alipay']) {
      await desk.goto(`/admin/reconciliation/${gateway}/${day}`)
      await desk.getByRole('button', { name: '现在取账单' }).click()
      await expect(desk.locator('.desk-head .badge')).toHaveText(gateway === 'alipay' ? '1 项差异' : '一致')
      await inspect(desk)
      if (gateway === 'alipay') {
        await expect(desk.getByRole('cell', { name: '本平台没有' })).toHaveCount(1)
        await desk.getByText('登记处理结果').click()
        await desk.getByText('不属于本平台', { exact: true }).click()
        await desk.getByLabel('情况说明').fill('另一个系统卖的讲座门票')
        await desk.getByRole('button', { name: '登记', exact: true }).click()
      }
      await expect(desk.locator('.desk-head .badge')).toHaveText('一致')
      await desk.getByRole('button', { name: '关账' }).click()
      await desk.getByRole('dialog').getByRole('button', { name: '关账' }).click()
      await expect(desk.locator('.desk-head .badge')).toHaveText('已关账')
    }
    await desk.goto(`/admin/reconciliation?month=${day.slice(0, 7)}`)
    await expect(desk.getByText('已关账')).toHaveCount(2)
    await inspect(desk)
  })

  await Promise.all([desk, desktop, phone].map((page) => page.context().close()))
  await Promise.all([standIn.close(), wechat.close()])
})
