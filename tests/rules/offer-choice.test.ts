import { describe, expect, test } from 'vitest'
import { chooseOffer } from '@/lib/checkout/offer-choice'

const full = { code: 'class_full' }
const offer = (id: string, programId: string, ownRegion: boolean, refusal: unknown = null) => ({ id, programId, ownRegion, refusal })

/** Twenty programmes, each with a class of the own region and three of others. */
const twenty = Array.from({ length: 20 }, (_, i) => `p${i}`).flatMap((program) => [
  offer(`${program}-own`, program, true),
  ...['a', 'b', 'c'].map((region) => offer(`${program}-${region}`, program, false)),
])
const ids = (offers: { id: string }[] | null) => offers?.map(({ id }) => id) ?? null

describe('of several programmes of a year', () => {
  test('none is chosen for anybody', () => {
    const { programs, classes, offer: chosen } = chooseOffer(twenty, {})
    expect([programs.length, classes, chosen]).toEqual([20, null, null])
  })

  test('the one that was asked for is, with the class of the own region', () => {
    for (const program of ['p0', 'p7', 'p19']) {
      const { classes, offer: chosen } = chooseOffer(twenty, { program })
      expect([chosen?.id, classes?.every(({ programId }) => programId === program)]).toEqual([`${program}-own`, true])
    }
  })

  test('a class that was asked for brings its programme, whatever programme the address names', () => {
    const { classes, offer: chosen } = chooseOffer(twenty, { program: 'p3', class: 'p8-b' })
    expect([chosen?.id, ids(classes)]).toEqual(['p8-b', ['p8-own', 'p8-a', 'p8-b', 'p8-c']])
  })

  test.each([{ program: 'gone' }, { class: 'gone' }, { program: '', class: '' }])('what does not exist is not asked for: %j', (asked) => {
    expect(chooseOffer(twenty, asked).classes).toBeNull()
  })
})

describe('of the classes of one programme', () => {
  test.each([
    ['the only one of the own region', [offer('own', 'p', true), offer('far', 'p', false)], 'own'],
    ['the only one of the own region that can be joined', [offer('over', 'p', true, full), offer('own', 'p', true)], 'own'],
    ['none of two in the own region', [offer('one', 'p', true), offer('two', 'p', true)], null],
    ['none of another region, though the own one is full', [offer('own', 'p', true, full), offer('far', 'p', false)], null],
    ['none where the own region has none', [offer('far', 'p', false), offer('farther', 'p', false)], null],
    ['the only one there is', [offer('far', 'p', false)], 'far'],
    ['the only one there is, though it is full', [offer('far', 'p', false, full)], 'far'],
  ])('%s is put forward', (_, offers, expected) => {
    expect(chooseOffer(offers, {}).offer?.id ?? null).toBe(expected)
  })

  test('nothing is offered in a year without classes', () => {
    expect(chooseOffer([], {})).toEqual({ programs: [], classes: null, offer: null })
  })
})
