import { expect, test } from 'vitest'
import { containing, startingWith } from '@/lib/shared/like'

test.each([
  ['唐山', '唐山%'],
  ['100%', '100\\%%'],
  ['a_b', 'a\\_b%'],
  ['\\', '\\\\%'],
  ['', '%'],
])('%s is looked for as it is typed', (typed, pattern) => {
  expect([startingWith(typed), containing(typed)]).toEqual([pattern, `%${pattern}`])
})
