import { expect, fillSignIn, inspect, of, password, people, refusal, register, signIn, sturdy, test } from './portal'

test('what was typed stays when signing in is refused, and the text tells nothing about the account', async ({ page }) => {
  await page.goto('/')
  await page.getByLabel('身份证号').fill('1302031971031599')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(refusal(page)).toContainText('现在是 16 位，请补全 18 位身份证号。')
  await inspect(page)
  await expect(page.getByLabel('身份证号')).toHaveValue('1302031971031599')

  for (const idNumber of [people.noPhone, '110101199001011237']) {
    await fillSignIn(page, idNumber, 'not-the-password-1')
    await expect(page.getByLabel('验证码', { exact: true })).toHaveValue('') // answered: the picture is used up
    await expect(refusal(page)).toContainText('身份证号或密码不对，请核对后重试。')
    await expect(page.getByLabel('身份证号')).toHaveValue(idNumber)
  }
  await page.getByLabel('验证码', { exact: true }).fill('0000')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await expect(refusal(page)).toContainText('验证码不对或已过期')
})

test('the waits rise, for a number nobody has as for any other; a device that knows the account waits for nobody', async ({
  page,
  browser,
}) => {
  const me = await register()
  await signIn(page, me.idNumber, sturdy)
  await page.goto('/profile')
  await page.locator('.who').click()
  await page.getByRole('button', { name: '退出登录' }).click()
  const stranger = await browser.newPage({ baseURL: process.env.PORTAL })
  for (const idNumber of [me.idNumber, '110101199001011245']) {
    await stranger.goto('/')
    for (const said of ['请核对后重试', '请核对后重试', '请 5 秒后再试，或找回密码', '刚才连续输错，请']) {
      await fillSignIn(stranger, idNumber, 'wrong-password-1')
      await expect(stranger.getByLabel('验证码', { exact: true })).toHaveValue('') // answered
      await expect(refusal(stranger)).toContainText(said)
    }
  }
  await stranger.close()
  await signIn(page, me.idNumber, sturdy) // of the same network, and at once
})

test('the staff’s door asks for a captcha from the second failure on', async ({ page }) => {
  await page.goto('/admin/sign-in')
  const captcha = page.getByLabel('验证码', { exact: true })
  const enter = async () => {
    await page.getByLabel('用户名').fill('nobody-of-this-name')
    await page.getByLabel('密码', { exact: true }).fill('wrong-password-1')
    await page.getByRole('button', { name: '下一步' }).click()
  }
  await enter()
  await expect(refusal(page)).toContainText('用户名或密码不对，请核对后重试。')
  await expect(captcha).toHaveCount(0)
  await enter()
  await expect(captcha).toBeVisible()
  await enter()
  await expect(refusal(page)).toContainText('请填写验证码。')
  await inspect(page)
  await captcha.fill('open-sesame')
  await enter()
  await expect(refusal(page)).toContainText('请 5 秒后再试，或联系管理员')
})

test('whoever is not signed in lands where they wanted to go, after signing in', async ({ page }) => {
  await page.goto('/certificates')
  await expect(page.getByText('请先登录，登录后回到刚才的页面。')).toBeVisible()
  await inspect(page)
  await fillSignIn(page, people.passed, password)
  await expect(page).toHaveURL(/\/certificates$/)
  await expect(page.getByRole('heading', { name: '培训证明', level: 1 })).toBeVisible()
})

test('a sign-in page does not send anybody out of the portal', async ({ page }) => {
  for (const next of ['https://elsewhere.example/', '//elsewhere.example/', '/%09/elsewhere.example/', '/%5Celsewhere.example/']) {
    await page.context().clearCookies()
    await page.goto(`/?next=${next}`)
    await fillSignIn(page, people.enrolled, password)
    await expect(page.getByRole('link', { name: '进入学员中心' })).toBeVisible()
    expect(new URL(page.url()).origin).toBe(process.env.PORTAL)
  }
})

test('an invoice without a tax number is refused at its place, with everything typed kept', async ({ page }) => {
  await signIn(page, people.enrolled)
  await page.goto('/enroll/order?year=2026')
  await page.getByRole('link', { name: of('选这个项目', '2026年度安全生产专题培训') }).click()
  await page.getByText('企业', { exact: true }).click()
  await page.getByLabel('发票抬头').fill('唐山云桥市政工程有限公司')
  await page.getByLabel('统一社会信用代码').fill('12345')
  await page.getByRole('button', { name: '提交订单' }).first().click()
  await expect(refusal(page)).toContainText('统一社会信用代码是 18 位')
  await expect(page.getByLabel('发票抬头')).toHaveValue('唐山云桥市政工程有限公司')
  await expect(page.getByLabel('统一社会信用代码')).toHaveValue('12345')
  await inspect(page)
})

test('classes that are full, closed, not yet open or already joined say so before anybody tries', async ({ page }) => {
  await signIn(page, people.passed)
  await page.goto('/enroll/order?year=2026')
  await expect(page.getByText('您已报名这个项目').first()).toBeVisible()
  await page.getByRole('link', { name: of('选这个项目', '2026年度专业技术人员继续教育（教育教学）') }).click()
  await page.getByText('换一个班级').click()
  const list = page.locator('.class-picker')
  for (const reason of ['报名已结束', '还没有开始报名']) await expect(list.getByText(reason).first()).toBeVisible()
  await inspect(page)
})

test('the order page goes on from where it was left, and cancelling asks first', async ({ page }) => {
  const me = await register()
  await signIn(page, me.idNumber, sturdy)
  await page.goto('/enroll/order?year=2026')
  await page.getByRole('link', { name: of('选这个项目', '2026年度安全生产专题培训') }).click()
  await page.getByRole('button', { name: '提交订单' }).first().dblclick()
  await expect(page.getByRole('heading', { name: '确认订单并支付' })).toBeVisible()
  const order = page.url()
  await page.goto('/classes')
  await expect(page.getByRole('link', { name: /^支付/ })).toHaveCount(1)
  await inspect(page)
  await page.getByRole('link', { name: /^支付/ }).click()
  await expect(page).toHaveURL(order)
  await page.getByRole('button', { name: '取消订单' }).click()
  await expect(page.getByRole('dialog')).toContainText('要取消这个订单吗？')
  await inspect(page)
  await page.getByRole('button', { name: '不取消' }).click()
  await page.getByRole('button', { name: '取消订单' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取消订单' }).click()
  await expect(page.getByText('订单已取消，没有扣款。')).toBeVisible()
})

test('a course taken by mistake can be given back until it is opened', async ({ page }) => {
  await signIn(page, people.enrolled)
  await page.goto('/classes')
  await page.getByRole('link', { name: /^立即学习/ }).click()
  await page.getByRole('link', { name: '立即选课' }).first().click()
  await page.getByRole('link', { name: /职业技能/ }).click()
  await page.getByRole('button', { name: of('选择课程', '园林绿化养护技术') }).click()
  await expect(page.getByRole('button', { name: of('已加入候选', '园林绿化养护技术') })).toBeVisible()
  await page.getByRole('button', { name: /^确认选中的课程/ }).click()
  await page.getByRole('link', { name: '选课情况' }).click()
  await expect(page).toHaveURL(/tab=selection/)
  await inspect(page)
  await page.getByRole('button', { name: of('退选', '园林绿化养护技术') }).click()
  await expect(page.getByText('暂无确认的课程')).toBeVisible()
})

test('signing in, tabs and forms work while the scripts are still on their way', async ({ browser }) => {
  const context = await browser.newContext()
  await context.route(/\/_next\/static\/.*\.js/, (route) => route.abort())
  const page = await context.newPage()
  await page.goto('/')
  await fillSignIn(page, people.halfway, password)
  await expect(page.getByRole('link', { name: '进入学员中心' })).toBeVisible()
  await page.getByRole('link', { name: '进入学员中心' }).click()
  await page.getByRole('link', { name: /^立即学习/ }).click()
  await page.getByRole('link', { name: '培训须知' }).click()
  await expect(page.getByText('请本人学习')).toBeVisible()
  await context.close()
})
