import { expect, test } from 'vitest'
import { editRow } from '@/lib/rosters/edit-row'
import { listOrderPeople } from '@/lib/rosters/order-queries'
import { listRows } from '@/lib/rosters/queries'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { days, later } from '@/lib/shared/time'
import { anEnterprise } from '../support/enterprises'
import { anOpened, aSubmitted, colleagues, pay } from '../support/groups'
import { withCheckDigit } from '../support/id-numbers'
import { outcome, outcomes, tallied } from '../support/outcome'
import { workbook } from '../support/rosters'
import { aClass, anIdNumber, aTrainee, at } from '../support/world'

const header = ['姓名', '身份证号', '手机号']
const upload = (me: Ctx<Enterprise>, classId: string, people: [name: string, idNumber: string][]) => {
  const rows = people.map(([name, idNumber], i) => [name, idNumber, `139${String(10_000_000 + i)}`])
  return receiveUpload(me, { classId, upload: { name: 'a.xlsx', bytes: workbook([header, ...rows]) } })
}
const problemsIn = async (me: Ctx<Enterprise>, rosterId: string) => {
  const { rows } = await listRows(me, rosterId, { show: 'problems' })
  return rows.flatMap(({ problems }) => problems.map(({ kind }) => kind))
}
/** Numbers that are all different, every one with a check digit that holds. */
function* candidates(but: string): Generator<string> {
  for (let born = Date.UTC(1950, 0, 1); ; born += days(1)) {
    const day = new Date(born).toISOString().slice(0, 10).replaceAll('-', '')
    const number = withCheckDigit(`130203${day}${but.slice(14, 17)}`)
    if (number !== but) yield number
  }
}
function some(n: number, but: string): string[] {
  const all = candidates(but)
  return Array.from({ length: n }, () => all.next().value as string)
}

test('a number is not found by trying: a long list of candidates is not answered, and in parts no more than a day’s', {
  timeout: 60_000,
}, async () => {
  const [{ phone: _, code: __, ...me }, { id: classId }] = [await anEnterprise(), await aClass({ seats: 30_000 })]
  const victim = await aTrainee({ name: '李丽华' })
  const guessed = [...some(14_999, victim.idNumber), victim.idNumber].map((idNumber): [string, string] => ['甲乙', idNumber])
  expect(await outcome(upload(me, classId, guessed))).toBe('roster_checks_used_up')
  const parts = [guessed.slice(-4000), guessed.slice(0, 4000), guessed.slice(4000, 8000)]
  const answers = []
  for (const part of parts) answers.push(await outcome(upload(me, classId, part)))
  expect(answers).toEqual(['done', 'roster_checks_used_up', 'roster_checks_used_up'])
})

test('3,000 colleagues with a few mistakes are compared, put right and uploaded again on one day', { timeout: 60_000 }, async () => {
  const [{ phone: _, code: __, ...me }, { id: classId }] = [await anEnterprise(), await aClass({ seats: 30_000 })]
  const known = await aTrainee({ name: '李丽华' })
  const people = some(2999, known.idNumber).map((idNumber): [string, string] => ['甲乙', idNumber])
  expect(await problemsIn(me, await upload(me, classId, [...people, ['李丽花', known.idNumber]]))).toEqual(['name_differs'])
  expect(await problemsIn(me, await upload(me, classId, [...people, ['李丽华', known.idNumber]]))).toEqual([])
})

test('the next day counts anew, and uploads at once cannot share what is left', { timeout: 60_000 }, async () => {
  const { phone: _, code: __, ...me } = await anEnterprise()
  const numbers = some(9000, anIdNumber()).map((idNumber): [string, string] => ['甲乙', idNumber])
  const classes = await Promise.all([1, 2, 3].map(() => aClass({ seats: 30_000 })))
  const both = classes.map(({ id }, i) => upload(me, id, numbers.slice(i * 3000, (i + 1) * 3000)))
  expect(tallied(await outcomes(both))).toEqual({ done: 1, roster_checks_used_up: 2 })
  const tomorrow = later(me.now, days(1))
  expect(await outcome(upload(at(me, tomorrow), classes[0]!.id, numbers.slice(0, 3000)))).toBe('done')
})

test('the phone of a stranger who stands in an order is not shown before it is paid', async () => {
  const known = await aTrainee({ name: '李丽华' })
  const person = { ...colleagues(1)[0]!, name: '李丽华', idNumber: known.idNumber }
  const { me, orderId } = await aSubmitted(await aClass({ feeFen: 12_000 }), [person])
  const shown = async () => (await listOrderPeople(me, orderId, { q: '', page: 1 })).people.map(({ phoneMasked }) => phoneMasked)
  expect(await shown()).toEqual([null])
  await pay(me, orderId)
  expect(await shown()).toEqual([`${known.phone!.slice(0, 3)}****${known.phone!.slice(-4)}`])
})

test('one’s own people cost nothing; typing on the screen counts as uploading does', { timeout: 60_000 }, async () => {
  const opened = await anOpened(await aClass({ feeFen: 12_000 }), colleagues(2))
  const { code: _, phone: __, ...me } = opened.me
  const { id: classId } = await aClass({ seats: 30_000 })
  const strangers = some(5000, anIdNumber()).map((idNumber): [string, string] => ['甲乙', idNumber])
  const own = opened.people.map(({ name, idNumber }): [string, string] => [name, idNumber])
  const rosterId = await upload(me, classId, [...own, ...strangers])
  const { rows } = await listRows(me, rosterId, { show: 'ready' })
  const { row, version } = rows[0]!
  const edit = (values: Record<string, string>) => outcome(editRow(me, { rosterId, row, version, values }))
  expect(await edit({ name: '丙丁' })).toBe('roster_checks_used_up')
  expect(await edit({ employer: '唐山市水务局' })).toBe('done')
})
