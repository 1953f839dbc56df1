import { expect, of, people, signIn, test } from './portal'

test('what belongs to another trainee answers as if it did not exist, on every page and route', async ({
  browser,
  page,
  expectConsole,
}) => {
  expectConsole(/404/)
  const theirs = await browser.newContext()
  const owner = await theirs.newPage()
  await signIn(owner, people.halfway)
  await owner.goto('/classes')
  const classHome = (await owner.getByRole('link', { name: /^立即学习/ }).getAttribute('href'))!
  await owner.goto(classHome)
  const learn = (await owner
    .getByRole('link', { name: of('再看一遍', '职业道德与科研诚信') }) // none of its lessons is 试看
    .getAttribute('href'))!
  await owner.goto('/orders')
  const order = (await owner.getByRole('link', { name: /^订单详情/ }).getAttribute('href'))!
  await owner.goto(order)
  const invoice = (await owner.getByRole('link', { name: /^下载发票/ }).getAttribute('href', { timeout: 30_000 }))!
  const key = await mediaKey(owner, learn)
  await owner.goto(classHome)
  await owner.getByRole('button', { name: /^课后测验/ }).click()
  await owner.waitForURL(/\/quiz\//)
  const quiz = new URL(owner.url()).pathname
  await theirs.close()

  const passed = await browser.newContext()
  const graduate = await passed.newPage()
  await signIn(graduate, people.passed)
  await graduate.goto('/certificates')
  const certificate = (await graduate.getByRole('link', { name: /^打印培训证明/ }).getAttribute('href'))!
  await passed.close()

  const bought = await browser.newContext()
  const buyer = await bought.newPage()
  await signIn(buyer, people.single)
  await buyer.goto('/my-courses')
  const single = (await buyer.getByRole('link', { name: /^继续学习/ }).getAttribute('href'))!
  await buyer.goto('/certificates/hours')
  await buyer.getByRole('button', { name: /^开具全年学时证明/ }).click()
  const print = buyer.getByRole('link', { name: /^打印学时证明/ }).first()
  const proof = (await print.getAttribute('href'))!
  await bought.close()

  const addresses = [single, proof, classHome, `${classHome}/select`, learn, order, quiz, invoice, certificate, key]
  await signIn(page, people.enrolled)
  for (const address of addresses) {
    const foreign = await page.goto(address)
    expect.soft(foreign!.status(), address).toBe(404)
    const missing = await page.goto(address.replace(/[0-9a-f]{12}(?=\/|$|\?)/, '0123456789ab'))
    expect.soft(missing!.status(), address).toBe(404)
  }
  const stranger = await browser.newContext()
  for (const address of [invoice, certificate, proof, key, '/api/photo']) {
    const { status } = await stranger.request.get(address).then((answer) => ({ status: answer.status() }))
    expect.soft([401, 404], `${address} to a stranger`).toContain(status)
  }
  await stranger.close()
})

/** The address of the key that opens the first lesson of a course. */
async function mediaKey(owner: import('@playwright/test').Page, learn: string): Promise<string> {
  const asked = owner.waitForRequest(/\/api\/media\/[^/]+\/index\.m3u8/)
  await owner.goto(learn)
  await owner.getByRole('button', { name: /播放/ }).first().click()
  return new URL((await asked).url()).pathname.replace('index.m3u8', 'key')
}
