import sharp from 'sharp'
import { expect, test } from 'vitest'
import { prepareLicence } from '@/lib/identity/enterprise/licence'
import { inTurn } from '@/lib/shared/turns'
import { outcomes, tallied } from '../support/outcome'
import { unique } from '../support/world'

test('some at a time, a few wait, the others are told so; a failure gives its turn on', async () => {
  let [running, most] = [0, 0]
  const limit = { running: 2, waiting: 3, full: 'pictures_waiting' } as const
  const name = `test ${unique()}`
  const one = async (fails: boolean) => {
    most = Math.max(most, ++running)
    await new Promise((resolve) => setTimeout(resolve, 5))
    running--
    if (fails) throw new Error('failed')
  }
  const given = Array.from({ length: 8 }, (_, i) => inTurn(name, limit, () => one(i % 2 === 0)))
  const words = (await Promise.allSettled(given)).map((result) =>
    result.status === 'fulfilled' ? 'done' : (result.reason as Error).message,
  )
  expect(tallied(words)).toEqual({ done: 2, failed: 3, pictures_waiting: 3 })
  expect(most).toBe(2)
  await inTurn(name, limit, () => one(false))
})

test('of pictures that many send at once one is unpacked at a time, and nobody waits in a long line', async () => {
  const file = await sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#cde' } })
    .png()
    .toBuffer()
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, sharp.counters().process)
  }, 1)
  const words = await outcomes(Array.from({ length: 30 }, () => prepareLicence(file)))
  clearInterval(watch)
  expect(tallied(words)).toEqual({ done: 21, pictures_waiting: 9 })
  expect(most).toBe(1)
})
