import { eq, sql } from 'drizzle-orm'
import { accounts, trainees } from '@/db/schema/identity'
import { type Ctx, inTransaction } from '@/lib/shared/context'
import { sqlArray } from '@/lib/shared/sql-array'
import { cardKindOf } from '../documents'
import { insertPeople } from '../insert-people'
import { traineePhone, withPhone } from '../phones'
import { idNumberIndex, indexesOf } from '../queries'
import { type Outcome, refused } from './outcome'
import type { Person } from './rules'

type Known = Awaited<ReturnType<typeof findKnown>> extends Map<string, infer K> ? K : never

/**
 * What is to be done for a person: nothing for an account in use; what the file says of employer, region and grade for one that waits to
 * be activated. Nobody who is there is given a password or a phone: either would hand the account to whoever wrote the file.
 */
function decidePerson(person: Person, known: Known | undefined): Outcome {
  if (!known) return { result: 'added', reason: person.phone ? '' : '没有手机号，本人需拨打热线办理激活' }
  if (known.name !== person.name) return refused('这个身份证号已有账号，姓名不同，请核对')
  if (!known.mustActivate) return { result: 'existing', reason: '账号已在使用，未改动' }
  const changed = [
    person.employer && person.employer !== known.employer && '单位',
    person.regionCode && person.regionCode !== known.regionCode && '行政区划',
    person.technicalGrade && person.technicalGrade !== known.technicalGrade && '职称',
  ].filter(Boolean)
  const kept = person.phone && person.phone !== known.phone ? '手机号与已登记的不同，未改动' : ''
  if (!changed.length) return { result: 'existing', reason: kept }
  return { result: 'updated', reason: [changed.join('、'), kept].filter(Boolean).join('；') }
}

/** Writes a batch of people; each appears once in it. `dryRun`: says what would become of them and writes nothing. */
export async function writePeople(ctx: Ctx, people: Person[], dryRun: boolean): Promise<Outcome[]> {
  const indexes = people.map(({ idNumber }) => idNumberIndex(idNumber))
  const sought = indexesOf(people.map(({ idNumber }) => idNumber))
  const decide = async (tx: Ctx) => {
    const known = await findKnown(tx, sought)
    const outcomes = people.map((person, i) => decidePerson(person, known.get(indexes[i]!)))
    return { outcomes, idOf: (i: number) => known.get(indexes[i]!)?.id }
  }
  if (dryRun) return (await decide(ctx)).outcomes
  return inTransaction(ctx, async (tx) => {
    const { outcomes, idOf } = await decide(tx)
    const of = (result: Outcome['result']) =>
      people.flatMap((person, i) => (outcomes[i]!.result === result ? [{ person, index: indexes[i]!, id: idOf(i) }] : []))
    const added = of('added').sort((a, b) => (a.index < b.index ? -1 : 1)) // two imports at once meet in one order
    const inserted = await insertPeople(
      tx,
      added.map(({ person, index }) => ({ ...person, index, documentKind: cardKindOf(person.idNumber) ?? 'resident_id' })),
    )
    await updatePeople(
      tx,
      of('updated').map(({ person, id }) => ({ person, id: id! })),
    )
    if (inserted.size === added.length) return outcomes
    const again = await decide(tx) // somebody registered meanwhile: they are there now
    return outcomes.map((outcome, i) => (outcome.result === 'added' && !inserted.has(indexes[i]!) ? again.outcomes[i]! : outcome))
  })
}

async function findKnown(ctx: Ctx, indexes: Map<string, string>) {
  const rows = await ctx.db
    .select({
      id: trainees.id,
      index: trainees.idNumberIndex,
      name: trainees.name,
      ...traineePhone,
      employer: trainees.employer,
      regionCode: trainees.regionCode,
      technicalGrade: trainees.technicalGrade,
      mustActivate: accounts.mustActivate,
    })
    .from(trainees)
    .innerJoin(accounts, eq(accounts.id, trainees.id))
    .where(sql`${trainees.idNumberIndex} = any(${sqlArray([...indexes.keys()], 'text')})`)
  return new Map(rows.map((row) => [indexes.get(row.index)!, withPhone(row)]))
}

type Given = { person: Person; id: string }

/** Only while the account still waits: whoever activated it a moment ago has seen their data and owns them. */
async function updatePeople(tx: Ctx, given: Given[]): Promise<void> {
  if (!given.length) return
  const column = (read: (given: Given) => string | null, type: 'text' | 'uuid' = 'text') => sqlArray(given.map(read), type)
  await tx.db.execute(sql`
    update trainees set
      employer = coalesce(given.employer, trainees.employer),
      region_code = coalesce(given.region, trainees.region_code),
      technical_grade = coalesce(given.grade, trainees.technical_grade)
    from unnest(
      ${column(({ id }) => id, 'uuid')},
      ${column(({ person }) => person.employer)},
      ${column(({ person }) => person.regionCode)},
      ${column(({ person }) => person.technicalGrade)}
    ) as given (id, employer, region, grade), accounts
    where trainees.id = given.id and accounts.id = trainees.id and accounts.must_activate`)
}
