import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { db } from '@/db/client'
import { listPeople } from '@/lib/admin/people'
import { getWholePerson } from '@/lib/admin/person'
import { sealTyped } from '@/lib/admin/typed-number'
import { askPhone } from '@/lib/identity/phone-change/ask'
import { putDueInForce } from '@/lib/identity/phone-change/in-force'
import { unmaskPerson } from '@/lib/identity/unmask-person'
import { inTransaction } from '@/lib/shared/context'
import { later } from '@/lib/shared/time'
import { anEnterprise, aRegisteringEnterprise } from '../support/enterprises'
import { aColleague, aRoster, submit } from '../support/groups'
import { messagesTo } from '../support/phone'
import { aPhoneNumber, aRegistrant } from '../support/registrants'
import { aStaff } from '../support/staff'
import { aClass, aCourse, asSystem, noon } from '../support/world'

/** Every table, but what the demo's own phone shows. */
async function tablesWith(text: string): Promise<string[]> {
  const tables = await db().execute<{ name: string }>(sql`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' and table_name <> 'demo_messages'`)
  const found: string[] = []
  for (const { name } of tables) {
    const [row] = await db().execute<{ n: number }>(
      sql`select count(*)::int as n from ${sql.raw(name)} t where t::text like ${`%${text}%`}`,
    )
    if (row!.n) found.push(name)
  }
  return found
}

test('a phone stands nowhere in the database: registered, of a roster, of an enterprise, changed', async () => {
  const person = await aRegistrant()
  const { id } = await person.finish()
  const unit = await aRegisteringEnterprise()
  const { id: unitId } = await unit.finish()
  await aCourse()
  const [{ id: classId }, employer] = [await aClass({ seats: 5 }), await anEnterprise()]
  const colleague = aColleague()
  const rosterId = await aRoster(employer, classId, [colleague])
  expect(await tablesWith(colleague.phone)).toEqual([])
  await submit(employer, rosterId)
  const [next, theirs] = [aPhoneNumber(), aPhoneNumber()]
  const ask = (accountId: string, owner: 'trainee' | 'enterprise', before: string, phone: string) =>
    inTransaction(aStaff('reviewer'), (tx) => askPhone(tx, { accountId, owner, before, phone, reason: '换号' }))
  await ask(id, 'trainee', person.phone, next)
  await ask(unitId, 'enterprise', unit.phone, theirs)
  for (const phone of [person.phone, unit.phone, employer.phone, colleague.phone, next, theirs]) expect(await tablesWith(phone)).toEqual([])
  await putDueInForce(asSystem(later(noon, 30 * 86_400_000)))
  for (const phone of [person.phone, unit.phone, next, theirs]) expect(await tablesWith(phone)).toEqual([])
  expect(await messagesTo(person.phone)).not.toEqual([]) // the search finds what there is: the demo's own phone
  expect(await db().execute(sql`select 1 from demo_messages t where t::text like ${`%${person.phone}%`} limit 1`)).toHaveLength(1)

  const clerk = aStaff('hotline')
  const query = (q: string) => ({ q: sealTyped(q), page: 1, sort: '', filters: {} })
  expect((await listPeople(clerk, query(next))).rows.map((row) => row.id)).toEqual([id])
  expect((await listPeople(clerk, query(person.phone))).rows).toEqual([])
  expect((await getWholePerson(clerk, id)).person.phone).toBe(`${next.slice(0, 3)}****${next.slice(-4)}`)
  expect((await unmaskPerson(clerk, { traineeId: id, reason: '核对' })).phone).toBe(next)
})

test('somebody is found by phone through an index', async () => {
  const { hasPhone } = await import('@/lib/identity/phones')
  const { trainees } = await import('@/db/schema/identity')
  const plan = await db().transaction(async (tx) => {
    await tx.execute(sql`set local enable_seqscan = off`)
    return tx.execute<{ 'QUERY PLAN': string }>(sql`explain select id from ${trainees} where ${hasPhone('13800006021')}`)
  })
  expect(JSON.stringify([...plan])).toContain('trainees_phone_index_index')
})
