import { randomUUID } from 'node:crypto'
import { and, asc, desc, eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { connect, db } from '@/db/client'
import { auditDays, auditLog, auditSeals } from '@/db/schema/audit'
import { record } from '@/lib/audit/record'
import { sealAudit } from '@/lib/audit/seal'
import { type Fault, verifyAudit } from '@/lib/audit/verify'
import { inTransaction } from '@/lib/shared/context'
import { days, hours, later, minutes } from '@/lib/shared/time'
import { asOwner } from '../support/database'
import { asSystem, noon } from '../support/world'

const write = (now = noon, reason = '来电') => record(asSystem(now), 'person.unmask', randomUUID(), { reason })
const faults = async (now = later(noon, days(400))) => (await verifyAudit(asSystem(now))).faults
const named = (found: Fault[]) => found.map(({ what, day, number }) => `${what} ${day} ${number ?? '-'}`)

/** What the owner of the tables can do who has switched the triggers off. */
const tamper = (...statements: string[]) =>
  asOwner(['set session_replication_role = replica', ...statements, 'set session_replication_role = default'].join('; '))

beforeEach(() => tamper('truncate audit_log, audit_seals, audit_days, audit_head, audit_exports, audit_removals'))

/** Three days of five entries each, the last of them open. */
async function threeDays() {
  for (let day = 0; day < 3; day++) {
    for (let i = 0; i < 5; i++) await write(later(noon, days(day) + minutes(i)))
    await sealAudit(asSystem(later(noon, days(day) + hours(1))))
  }
}
const entryAt = async (day: string, number: number) => {
  const [seal] = await db()
    .select()
    .from(auditSeals)
    .where(and(eq(auditSeals.day, day), eq(auditSeals.number, number)))
  return seal!.entryId
}

describe('a log that nobody touched', () => {
  test('is chained by day, each day closed by the next one, and verifies', async () => {
    await threeDays()
    const closed = await db().select().from(auditDays).orderBy(asc(auditDays.day))
    expect(closed.map(({ day, entries }) => [day, entries])).toEqual([
      ['2026-06-18', 5],
      ['2026-06-19', 5],
    ])
    expect(closed[1]!.previousRoot).toBe(closed[0]!.root)
    expect(await verifyAudit(asSystem())).toMatchObject({ days: 2, entries: 15, waiting: 0, faults: [] })
  })

  test('a day is closed after midnight though nothing is written any more; an empty day leaves nothing behind', async () => {
    await write()
    await sealAudit(asSystem(later(noon, minutes(1))))
    const midnight = new Date('2026-06-18T16:00:00Z')
    await sealAudit(asSystem(later(midnight, minutes(4))))
    expect(await db().$count(auditDays)).toBe(0) // those who began before midnight have a moment
    await sealAudit(asSystem(later(midnight, minutes(6))))
    await sealAudit(asSystem(later(noon, days(5))))
    expect((await db().select().from(auditDays)).map(({ day }) => day)).toEqual(['2026-06-18'])
    await write(later(noon, days(5)))
    await sealAudit(asSystem(later(noon, days(6))))
    expect((await db().select().from(auditDays).orderBy(asc(auditDays.day))).map(({ day }) => day)).toEqual(['2026-06-18', '2026-06-23'])
    expect(await faults()).toEqual([])
  })

  test('what was written before there were seals is chained by its days', async () => {
    for (let day = 0; day < 4; day++) await write(later(noon, -days(10 - day)))
    await sealAudit(asSystem())
    expect(await db().$count(auditDays)).toBe(4) // and the last of them is over
    expect(await faults()).toEqual([])
  })

  test('what waits to be sealed is counted and is no fault', async () => {
    await threeDays()
    await write(later(noon, days(2) + hours(2)))
    expect(await verifyAudit(asSystem())).toMatchObject({ waiting: 1, faults: [] })
  })

  test('more than one batch', async () => {
    await asOwner(
      `insert into audit_log (id, at, actor_kind, action) select gen_random_uuid(), '2026-06-18T04:00Z'::timestamptz + n * interval '1 minute', 'system', 'order.pay' from generate_series(1, 4321) n`,
    )
    expect(await sealAudit(asSystem(later(noon, days(9))))).toBe(4321)
    expect(await verifyAudit(asSystem())).toMatchObject({ entries: 4321, faults: [] })
  })
})

describe('is named:', () => {
  beforeEach(threeDays)

  test.each(['2026-06-18', '2026-06-20'])('an entry of %s that was deleted', async (day) => {
    const id = await entryAt(day, 3)
    await tamper(`delete from audit_log where id = '${id}'`)
    expect(await faults()).toEqual([{ what: 'missing', day, number: 3, id }])
  })

  test.each(['2026-06-18', '2026-06-20'])('an entry of %s that was deleted with its seal', async (day) => {
    const id = await entryAt(day, 3)
    await tamper(`delete from audit_log where id = '${id}'`, `delete from audit_seals where entry_id = '${id}'`)
    expect(named(await faults())[0]).toBe(`missing ${day} 3`)
  })

  test.each(['2026-06-18', '2026-06-20'])('the last entry of %s, deleted with its seal', async (day) => {
    const id = await entryAt(day, 5)
    await tamper(`delete from audit_log where id = '${id}'`, `delete from audit_seals where entry_id = '${id}'`)
    expect(named(await faults())).toEqual([`missing ${day} 5`])
  })

  test.each([
    `details = '{"reason":"别的"}'`,
    `at = at + interval '1 microsecond'`,
    `actor_id = gen_random_uuid()`,
    `actor_kind = 'staff'`,
    `address = '10.0.0.1'`,
    `action = 'person.reset'`,
    `subject_id = null`,
    'details = null',
  ])('an entry of which was changed %s, and no other', async (change) => {
    const id = await entryAt('2026-06-19', 2)
    await tamper(`update audit_log set ${change} where id = '${id}'`)
    expect(await faults()).toEqual([{ what: 'changed', day: '2026-06-19', number: 2, id }])
  })

  test('an entry that was inserted below what is sealed', async () => {
    const id = randomUUID()
    await tamper(
      `insert into audit_log (id, at, actor_kind, action, written_in) select '${id}', at, 'system', 'order.pay', written_in from audit_log order by written_in limit 1`,
    )
    expect(await faults()).toEqual([{ what: 'inserted', day: '2026-06-18', id }])
    await sealAudit(asSystem(later(noon, days(2) + hours(2)))) // and no sealing takes it in
    expect(await faults()).toHaveLength(1)
  })

  test('an entry of a transaction that there never was', async () => {
    const id = randomUUID()
    await tamper(
      `insert into audit_log (id, at, actor_kind, action, written_in) values ('${id}', '${noon.toISOString()}', 'system', 'order.pay', '999999999999')`,
    )
    await sealAudit(asSystem(later(noon, days(2) + hours(2))))
    expect(await faults()).toEqual([{ what: 'inserted', day: '2026-06-18', id }])
  })

  test('an entry that was inserted with a seal of its own', async () => {
    const id = randomUUID()
    await tamper(
      `insert into audit_log (id, at, actor_kind, action) values ('${id}', '${noon.toISOString()}', 'system', 'order.pay')`,
      `insert into audit_seals select day, 6, '${id}', hash from audit_seals where day = '2026-06-18' and number = 5`,
    )
    expect(named(await faults())).toEqual(['inserted 2026-06-18 6'])
  })

  test('a day that is gone, first, in the middle, and with its entries', async () => {
    await tamper(`delete from audit_days where day = '2026-06-18'`)
    expect(named(await faults())).toEqual(['missing 2026-06-18 1', 'missing 2026-06-19 -'])
    await tamper(
      `delete from audit_log where id in (select entry_id from audit_seals where day = '2026-06-18')`,
      `delete from audit_seals where day = '2026-06-18'`,
    )
    expect(named(await faults())).toEqual(['missing 2026-06-19 -'])
  })

  test('a chain that was written anew, for it is not signed', async () => {
    const id = await entryAt('2026-06-19', 5)
    await tamper(
      `update audit_log set details = '{"reason":"x"}' where id = '${id}'`,
      `update audit_seals set hash = 'ab' where entry_id = '${id}'`,
      `update audit_days set root = 'ab' where day = '2026-06-19'`,
    )
    const found = named(await faults())
    expect(found).toContain('unsigned 2026-06-19 -')
    expect(found).toContain('changed 2026-06-19 5')
  })

  test('an open day that was cut short with its head', async () => {
    await tamper(
      `delete from audit_log where id in (select entry_id from audit_seals where day = '2026-06-20' and number > 3)`,
      `delete from audit_seals where day = '2026-06-20' and number > 3`,
      `update audit_head set number = 3, hash = (select hash from audit_seals where day = '2026-06-20' and number = 3)`,
    )
    expect(named(await faults())).toContain('unsigned 2026-06-20 -')
  })
})

test('parallel writers, some of them slow and some rolled back, leave no gap and nothing unsealed', async () => {
  let stop = false
  const sealing = (async () => {
    while (!stop) await sealAudit(asSystem(later(noon, hours(1))))
  })()
  const act = (i: number) =>
    inTransaction(asSystem(later(noon, i)), async (tx) => {
      await record(tx, 'person.unmask', randomUUID(), { reason: `${i}` })
      if (i % 7 === 0) await tx.db.execute(sql`select pg_sleep(0.03)`)
      await record(tx, 'person.unmask', randomUUID(), { reason: `${i} 2` })
      if (i % 5 === 0) throw new Error('rolled back')
    }).catch((error) => expect(error.message).toBe('rolled back'))
  for (let round = 0; round < 20; round++) await Promise.all(Array.from({ length: 8 }, (_, i) => act(round * 8 + i)))
  stop = true
  await sealing
  await sealAudit(asSystem(later(noon, hours(1))))
  expect(await verifyAudit(asSystem())).toMatchObject({ entries: 2 * 128, waiting: 0, faults: [] })
})

test('what an open transaction wrote waits, with everything that began after it, and is sealed when it is over', async () => {
  const slow = connect(process.env.TEST_DATABASE!, 1)
  let finish = () => {}
  let wrote = () => {}
  const written = new Promise<void>((resolve) => {
    wrote = resolve
  })
  const transaction = inTransaction({ ...asSystem(), db: slow }, async (tx) => {
    await record(tx, 'person.unmask', randomUUID(), { reason: '慢' })
    wrote()
    await new Promise<void>((resolve) => {
      finish = resolve
    })
  })
  await written
  await write()
  expect(await sealAudit(asSystem())).toBe(0)
  expect(await faults()).toEqual([])
  finish()
  await transaction
  await slow.$client.end()
  expect(await sealAudit(asSystem())).toBe(2)
  expect(await faults()).toEqual([])
})

test('two that seal at once make one chain', async () => {
  for (let i = 0; i < 30; i++) await write()
  const sealed = await Promise.all(Array.from({ length: 6 }, () => sealAudit(asSystem())))
  expect(sealed.reduce((a, b) => a + b)).toBe(30)
  expect(await faults()).toEqual([])
})

test('a dump restored on a server that has counted fewer transactions goes on being sealed', async () => {
  await threeDays()
  await tamper(`update audit_log set written_in = (written_in::text::bigint + 500000000)::text::xid8`)
  await tamper(`delete from audit_head`)
  const { signAudit } = await import('@/lib/audit/signing')
  const { headText } = await import('@/lib/audit/chain')
  const [last] = await db().select().from(auditSeals).orderBy(desc(auditSeals.day), desc(auditSeals.number)).limit(1)
  const [entry] = await db().select().from(auditLog).where(eq(auditLog.id, last!.entryId))
  const [day] = await db().select().from(auditDays).orderBy(desc(auditDays.day)).limit(1)
  const head = {
    day: last!.day,
    number: last!.number,
    hash: last!.hash,
    previousRoot: day!.root,
    writtenIn: entry!.writtenIn,
    entryId: entry!.id,
  }
  const { auditHead } = await import('@/db/schema/audit')
  await db()
    .insert(auditHead)
    .values({ id: 'head', ...head, sealedAt: noon, ...signAudit(headText(head)) })
  await write(later(noon, days(2) + hours(2)))
  expect(await faults()).toEqual([])
  expect(await sealAudit(asSystem(later(noon, days(2) + hours(3))))).toBe(1)
  await write(later(noon, days(2) + hours(4)))
  expect(await verifyAudit(asSystem())).toMatchObject({ waiting: 1, faults: [] })
  expect(await sealAudit(asSystem(later(noon, days(2) + hours(5))))).toBe(1)
  expect(await verifyAudit(asSystem())).toMatchObject({ entries: 17, waiting: 0, faults: [] })
})

test('any history of writing, rolling back, sealing and letting time go by verifies; any one entry changed or taken out is named', async () => {
  const step = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('write' as const), backMinutes: fc.nat(3000) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('roll back' as const), backMinutes: fc.nat(10) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('seal' as const), backMinutes: fc.constant(0) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('wait' as const), backMinutes: fc.nat(2000) }) },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 25 }), fc.nat(), fc.boolean(), async (steps, which, deleted) => {
      await tamper('truncate audit_log, audit_seals, audit_days, audit_head')
      let now = noon
      for (const { kind, backMinutes } of steps) {
        if (kind === 'wait') now = later(now, minutes(backMinutes))
        else if (kind === 'seal') await sealAudit(asSystem(now))
        else if (kind === 'write') await write(later(now, -minutes(backMinutes)))
        else
          await inTransaction(asSystem(now), async (tx) => {
            await record(tx, 'order.pay', randomUUID())
            throw new Error('rolled back')
          }).catch(() => {})
      }
      await sealAudit(asSystem(now))
      const { faults: none, entries, waiting } = await verifyAudit(asSystem(now))
      expect({ none, waiting, entries }).toEqual({ none: [], waiting: 0, entries: steps.filter(({ kind }) => kind === 'write').length })
      if (!entries) return
      const seals = await db().select().from(auditSeals).orderBy(asc(auditSeals.day), asc(auditSeals.number))
      const { entryId: id, day, number } = seals[which % seals.length]!
      await tamper(deleted ? `delete from audit_log where id = '${id}'` : `update audit_log set address = 'x' where id = '${id}'`)
      expect(await faults(now)).toEqual([{ what: deleted ? 'missing' : 'changed', day, number, id }])
    }),
    { numRuns: 25 },
  )
})
