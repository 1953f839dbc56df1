import { expect, test } from 'vitest'
import { Batcher } from '@/lib/shared/batch'

/** Writes when it is told to, and remembers what it was given. */
function aSlowWriter() {
  const batches: number[][] = []
  const release: ((error?: Error) => void)[] = []
  const write = (items: number[]) => {
    batches.push(items)
    return new Promise<string[]>((resolve, reject) => {
      release.push((error) => (error ? reject(error) : resolve(items.map((item) => `wrote ${item}`))))
    })
  }
  return { batches, write, next: (error?: Error) => release.shift()!(error) }
}
const aMoment = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

test('what comes in together goes together, and each is answered with its own result, after the write', async () => {
  const { batches, write, next } = aSlowWriter()
  const batcher = new Batcher(write)
  const answered: string[] = []
  const answers = [1, 2, 3].map((item) => batcher.add(item).then((result) => answered.push(result)))
  await aMoment()
  expect([batches, answered]).toEqual([[[1, 2, 3]], []])
  next()
  await Promise.all(answers)
  expect(answered).toEqual(['wrote 1', 'wrote 2', 'wrote 3'])
})

test('what comes in during a write waits for the next one, at most so many at a time', async () => {
  const { batches, write, next } = aSlowWriter()
  const batcher = new Batcher(write, 2)
  const first = batcher.add(1)
  await aMoment()
  const others = [2, 3, 4].map((item) => batcher.add(item))
  await aMoment()
  expect(batches).toEqual([[1]])
  next()
  await first
  await aMoment()
  next()
  await aMoment()
  next()
  expect(await Promise.all(others)).toEqual(['wrote 2', 'wrote 3', 'wrote 4'])
  expect(batches).toEqual([[1], [2, 3], [4]])
})

test('a write that failed fails for those in it, and the next goes on', async () => {
  const { write, next } = aSlowWriter()
  const batcher = new Batcher(write)
  const lost = batcher.add(1)
  await aMoment()
  next(new Error('no connection'))
  await expect(lost).rejects.toThrow('no connection')
  const kept = batcher.add(2)
  await aMoment()
  next()
  expect(await kept).toBe('wrote 2')
})

test('what is wrong with one item is felt by that one alone', async () => {
  const batcher = new Batcher(async (items: number[]) => {
    if (items.includes(13)) throw new Error('malformed')
    return items.map((item) => `wrote ${item}`)
  })
  const answers = await Promise.allSettled([1, 13, 2].map((item) => batcher.add(item)))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
