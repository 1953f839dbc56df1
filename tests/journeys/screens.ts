import type { Page } from '@playwright/test'
import { eq } from 'drizzle-orm'
import { enterprises } from '@/db/schema/identity'
import { people, portalDb, signIn, signInAsEnterprise, signInAsStaff, test } from './portal'

const folder = 'docs/screens'
const sizes = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } }

for (const [size, viewport] of Object.entries(sizes)) {
  test(`pictures at ${viewport.width} px`, async ({ browser }) => {
    const context = await browser.newContext({ viewport, isMobile: size === 'phone', hasTouch: size === 'phone' })
    const page = await context.newPage()
    const shot = async (name: string) => {
      await page.waitForLoadState('networkidle')
      await page.screenshot({ path: `${folder}/${name}-${viewport.width}.png`, fullPage: size === 'desktop', animations: 'disabled' })
    }
    const visit = async (address: string, name: string) => {
      await page.goto(address)
      await shot(name)
    }
    for (const [address, name] of [
      ['/', 'home'],
      ['/programs', 'programs'],
      ['/recover', 'recover'],
      ['/notices', 'notices'],
      ['/verify', 'verify'],
      ['/group/register', 'group-register'],
      ['/group/sign-in', 'group-sign-in'],
      ['/admin/sign-in', 'staff-sign-in'],
    ] as const)
      await visit(address, name)
    await signIn(page, people.halfway)
    for (const [address, name] of [
      ['/enroll', 'enroll'],
      ['/enroll/order?year=2026', 'choose-program'],
      ['/orders', 'orders'],
      ['/messages', 'messages'],
      ['/profile', 'profile'],
      ['/profile/password', 'password'],
    ] as const)
      await visit(address, name)
    await page.goto('/enroll/order?year=2026')
    await page.getByRole('link', { name: /^选这个项目.*安全生产/ }).click()
    await page.getByRole('heading', { name: '填写订单' }).waitFor()
    await shot('order')
    await visit('/classes', 'classes')
    const home = await page.getByRole('link', { name: /^立即学习/ }).getAttribute('href')
    await visit(home!, 'class-home')
    await visit(`${home}?tab=selection`, 'class-selection')
    await visit(`${home}?tab=outcome`, 'class-outcome')
    await visit(`${home}/select`, 'select')
    await learn(page, home!, shot)
    await quiz(page, home!, shot)
    await context.clearCookies()
    await application(page, shot)
    await context.clearCookies()
    await enterprise(page, shot)
    await context.clearCookies()
    await desk(page, shot)
    await context.close()
  })
}

/** The steps of an application that somebody left in the middle. */
async function application(page: Page, shot: (name: string) => Promise<void>) {
  await signIn(page, people.applicant)
  await page.goto('/projects')
  await shot('projects')
  await page.getByRole('link', { name: /^继续报名/ }).click()
  await page.getByRole('heading', { name: '选择课程' }).waitFor()
  await shot('application-courses')
  for (const step of ['person', 'class']) {
    await page.goto(page.url().replace(/[^/]+$/, step))
    await shot(`application-${step}`)
  }
}

async function learn(page: Page, home: string, shot: (name: string) => Promise<void>) {
  await page.goto(home)
  await page.getByRole('link', { name: /^继续学习.*装配式/ }).click()
  await page.getByRole('button', { name: /播放/ }).first().click()
  await page.waitForTimeout(4000)
  await shot('learn')
}

async function quiz(page: Page, home: string, shot: (name: string) => Promise<void>) {
  await page.goto(home)
  await page.getByRole('button', { name: /^课后测验/ }).click()
  await page.getByText(/第 \d 次作答/).waitFor()
  await page.locator('.question label').first().click()
  await shot('quiz')
  await page
    .getByRole('button', { name: '我要交卷' })
    .or(page.getByRole('button', { name: /^答题卡/ }))
    .first()
    .click()
  const submit = page.getByRole('dialog').getByRole('button', { name: '我要交卷' })
  if (await submit.isVisible()) await submit.click()
  await shot('quiz-ask')
  await page.getByRole('button', { name: '仍要交卷' }).click()
  await page.getByRole('heading', { name: '答案与题析' }).waitFor()
  await shot('result')
}

/** What the clerk of an enterprise sees: the demo's approved one. */
async function enterprise(page: Page, shot: (name: string) => Promise<void>) {
  const [unit] = await portalDb().select({ id: enterprises.id }).from(enterprises).where(eq(enterprises.code, '91130203MA0DEM0119'))
  await signInAsEnterprise(page, unit!.id)
  for (const [address, name] of [
    ['/group', 'group'],
    ['/group/enroll', 'group-enroll'],
    ['/group/people', 'group-people'],
    ['/group/certificates', 'group-certificates'],
    ['/group/profile', 'group-profile'],
    ['/group/orders', 'group-orders'],
    ['/group/rosters', 'group-rosters'],
  ] as const) {
    await page.goto(address)
    await shot(name)
  }
  await follow(page, '/group/enroll', /^选这个班/, shot, 'group-upload')
  await follow(page, '/group/rosters', /^核对名单/, shot, 'group-check')
  await follow(page, '/group/orders', /^确认缴费/, shot, 'group-pay')
}

/** What an administrator sees: every list, and one of what each holds. */
async function desk(page: Page, shot: (name: string) => Promise<void>) {
  await signInAsStaff(page, 'admin')
  for (const section of [
    '',
    'enterprises',
    'corrections',
    'invoices',
    'refunds',
    'transfers',
    'orders',
    'programs',
    'courses',
    'courses/lessons',
    'people',
    'rosters',
    'certificates',
    'notices',
    'reports',
    'jobs',
    'audit',
    'staff',
    'settings',
  ]) {
    await page.goto(`/admin/${section}`)
    await shot(`desk-${section.replace('/', '-') || 'today'}`)
  }
  await follow(page, '/admin/enterprises', /^审核/, shot, 'desk-enterprise')
  await follow(page, '/admin/people?q=张丽华', '张丽华', shot, 'desk-person')
  await follow(page, '/admin/programs', /建筑工程/, shot, 'desk-program')
  await follow(page, '/admin/courses', '触电急救与心肺复苏', shot, 'desk-course')
  await follow(page, '/admin/invoices?view=all', /^查看/, shot, 'desk-invoice')
}

async function follow(page: Page, from: string, name: string | RegExp, shot: (name: string) => Promise<void>, picture: string) {
  await page.goto(from)
  await page.getByRole('main').getByRole('link', { name }).first().click()
  await page.waitForURL((url) => url.pathname !== new URL(from, url).pathname)
  await shot(picture)
}
