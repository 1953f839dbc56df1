import { extractText, getDocumentProxy } from 'unpdf'
import { passQuiz, watchChapter } from './learning'
import { expect, fillSignIn, inspect, of, password, people, signIn, test } from './portal'

const courses = ['触电急救与心肺复苏', '灭火器与消火栓的使用']

test('a worker signs in, enrols and pays, chooses, watches, is tested, and prints the certificate', async ({ page }) => {
  await page.goto('/')
  await inspect(page)
  await fillSignIn(page, people.new, password)
  await page.getByRole('link', { name: '去报名', exact: true }).first().click()

  await test.step('报名缴费', async () => {
    await page.getByRole('radio', { name: /2026/ }).check() // another journey may have opened a year after it
    await inspect(page)
    await page.getByRole('button', { name: '下一步' }).click()
    await expect(page.getByRole('heading', { name: '选择培训项目' })).toBeVisible()
    await inspect(page)
    await page.getByRole('link', { name: of('选这个项目', '2026年度安全生产专题培训') }).click()
    await expect(page.getByRole('heading', { name: '2026年度安全生产专题培训班（路北区）' })).toBeVisible()
    await page.getByText('企业', { exact: true }).click()
    await page.getByLabel('统一社会信用代码').fill('91130203ma0dem0119')
    await inspect(page)
    await page.getByRole('button', { name: '提交订单' }).first().click()
    await expect(page.getByText('唐山市路北区园林绿化服务中心（企业）')).toBeVisible()
    await expect(page.getByText('支付后不办理退款。')).toBeVisible()
    await expect(page.getByText('应付 ¥20.00')).toBeVisible()
    await inspect(page)
    await page.getByRole('button', { name: '立即支付' }).click()
    await expect(page.getByRole('heading', { name: '银行缴费' })).toBeVisible()
    await inspect(page)
    await page.getByRole('button', { name: '确认付款' }).click()
    await expect(page.getByText('付款成功')).toBeVisible()
  })

  await test.step('the class is open although nobody returned from the bank', async () => {
    await expect(async () => {
      await page.goto('/classes')
      await expect(page.getByRole('link', { name: /^立即学习/ })).toBeVisible({ timeout: 1000 })
    }).toPass()
    await inspect(page)
    await page.getByRole('link', { name: /立即学习/ }).click()
    await expect(page).toHaveURL(/\/classes\//)
    await inspect(page)
  })

  await test.step('在线选课, in two rounds', async () => {
    for (const course of courses) {
      await page.getByRole('link', { name: '立即选课' }).first().click()
      await expect(page.getByRole('heading', { name: '在线选课' })).toBeVisible()
      await page.getByRole('button', { name: of('选择课程', course) }).click()
      await expect(page.getByRole('button', { name: of('已加入候选', course) })).toBeVisible()
      await page.reload()
      await expect(page.getByRole('status')).toContainText('候选 4')
      await inspect(page)
      await page.getByRole('button', { name: '查看已选择课程' }).click()
      await expect(page.getByRole('dialog', { name: '已选择课程' })).toContainText(course)
      await inspect(page)
      await page.getByRole('button', { name: '关闭' }).click()
      await page.getByRole('button', { name: /^确认选中的课程/ }).click()
      await expect(page.getByRole('heading', { name: '安全与急救' })).toBeVisible()
    }
    await expect(page.getByText('课程已选满。')).toBeVisible()
  })

  for (const course of courses) {
    await test.step(`${course}: watched in real time, then passed`, async () => {
      await page.getByRole('link', { name: of('课程学习', course) }).click()
      await expect(page.getByRole('button', { name: '课后测验' })).toHaveAttribute('aria-disabled', 'true')
      await inspect(page)
      await watchChapter(page, 1)
      await page.getByRole('link', { name: /^播放下一章/ }).click()
      await watchChapter(page, 2)
      await page.getByRole('button', { name: of('课后测验', course) }).click()
      await passQuiz(page)
      await page.getByRole('link', { name: '返回班级首页' }).first().click()
    })
  }

  await test.step('培训证明', async () => {
    await expect(page.getByText('班级已合格。')).toBeVisible()
    await page.getByRole('link', { name: '培训证明', exact: true }).click()
    await expect(page.getByRole('heading', { name: '培训证明', level: 1 })).toBeVisible()
    await inspect(page)
    const print = page.getByRole('link', { name: /^打印培训证明/ })
    const pdf = await page.request.get((await print.getAttribute('href'))!)
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await pdf.body())), { mergePages: true })
    expect(text.replace(/\s/g, '')).toContain('王建国')
    expect(text.replace(/\s/g, '')).toContain('修满8学时')
    const number = /ZJ-2026-130203-\d{6}/.exec(text)?.[0]
    await page.goto('/verify')
    await page.getByLabel('证书编号').fill(number!)
    await page.getByLabel('姓名').fill('王建国')
    await page.getByRole('button', { name: '查询' }).click()
    await expect(page.getByRole('status', { name: '核验结果' })).toContainText('有效')
    await inspect(page)
  })

  await test.step('发票下载', async () => {
    await page.goto('/orders')
    await inspect(page)
    await page.getByRole('link', { name: /^订单详情/ }).click()
    const invoice = page.getByRole('link', { name: /^下载发票/ })
    await expect(invoice).toBeVisible({ timeout: 30_000 })
    await inspect(page)
    const pdf = await page.request.get((await invoice.getAttribute('href'))!)
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await pdf.body())), { mergePages: true })
    expect(text.replace(/\s/g, '')).toContain('样票')
    expect(text).toContain('91130203MA0DEM0119')
  })
})

test('on a phone, somebody one quiz from passing gets there', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  const page = await context.newPage()
  await signIn(page, people.oneQuiz)
  await inspect(page)
  await page.getByRole('link', { name: '进入学员中心' }).click()
  await expect(page.getByRole('heading', { name: '我的班级' })).toBeVisible()
  await inspect(page)
  await page.getByRole('link', { name: /立即学习/ }).click()
  await expect(page.getByText('可以测验。')).toBeVisible()
  await inspect(page)
  await page.getByRole('button', { name: of('课后测验', '灭火器与消火栓的使用') }).click()
  await expect(page.getByText('第 1 次作答')).toBeVisible()
  await inspect(page)
  await page.getByRole('button', { name: /^答题卡/ }).click()
  await inspect(page)
  await page.getByRole('button', { name: '我要交卷' }).last().click()
  await expect(page.getByRole('heading', { name: /还有 \d+ 题没有作答/ })).toBeVisible()
  await page.getByRole('button', { name: '仍要交卷' }).click()
  await expect(page.getByRole('heading', { name: /还差 \d+ 分/ })).toBeVisible()
  await inspect(page)
  await context.close()
})
