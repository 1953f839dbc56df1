import { once } from 'node:events'
import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/db/client'
import { uuidv7 } from '@/db/id'
import { auditLog } from '@/db/schema/audit'
import { media } from '@/db/schema/catalog'
import { corrections, enterprises, smsCodes, staff, trainees } from '@/db/schema/identity'
import { dataKeys } from '@/db/schema/keys'
import { phoneChanges } from '@/db/schema/phones'
import { rosterRows } from '@/db/schema/rosters'
import { rotateKeys } from '@/lib/admin/rotation/rotate-keys'
import { draftsOf } from '@/lib/identity/drafts'
import { insertPeople } from '@/lib/identity/insert-people'
import { askPhone } from '@/lib/identity/phone-change/ask'
import { changedPhone } from '@/lib/identity/phone-change/in-force'
import { enterprisePhoneOf, hasPhone, phoneOf, recipientKey, storedPhone } from '@/lib/identity/phones'
import { findTraineeByIdNumber, idNumberIndex } from '@/lib/identity/queries'
import { countRecoveryCodes, withoutRecoveryCode } from '@/lib/identity/recovery-codes'
import { sendMessage } from '@/lib/identity/send-message'
import { demoPhone } from '@/lib/identity/sms-providers/demo-phone'
import { keysOf, readAlike } from '@/lib/rosters/draft-rows'
import { findRoster } from '@/lib/rosters/lock-roster'
import { receiveUpload } from '@/lib/rosters/receive-upload'
import { readUpload } from '@/lib/rosters/uploaded-file'
import { blindIndex } from '@/lib/shared/blind-index'
import { cipherPrefix, decryptColumn, encryptColumn } from '@/lib/shared/ciphers'
import { inTransaction } from '@/lib/shared/context'
import { encryptedColumns } from '@/lib/shared/encrypted-columns'
import { env } from '@/lib/shared/env'
import { enqueue } from '@/lib/shared/jobs'
import { seal, unseal } from '@/lib/shared/secrets'
import { storage } from '@/lib/shared/storage'
import { aDataKey, encryptAsEver, setKeys, startWith } from '../support/data-keys'
import { anEnterprise } from '../support/enterprises'
import type { KeyErrand } from '../support/key-holder'
import { aNewPerson } from '../support/new-person'
import { idNumberOf, rowOf } from '../support/opened'
import { killWithin, programOf, type Running } from '../support/program'
import { cardBorn, man, workbook } from '../support/rosters'
import { aMember, aStaff } from '../support/staff'
import { aClass, anIdNumber, asSystem, aTrainee, noon } from '../support/world'

const { dataKey: demos } = env()
const [old, next] = [aDataKey(), aDataKey()]
const start = programOf('key-holder')
const patient = { timeout: 120_000 }
const drafts = draftsOf<{ name: string }>('registration-draft')

const give = async (server: Running, errand: KeyErrand): Promise<unknown> => {
  server.process.send(errand)
  const [said] = await once(server.process, 'message')
  return said.result
}
const rotate = (server: Running) => give(server, { what: 'rotate', keys: { dataKey: next, previousDataKey: old }, now: noon })
const insert = (idNumber: string) => inTransaction(asSystem(), (tx) => insertPeople(tx, [aNewPerson(idNumber)]))
const woman = cardBorn('1985-06-07', 222)
/** Nobody's yet: what is random may come twice. */
const given = new Set<string>()
function aFreshNumber(): string {
  const number = anIdNumber()
  if (given.has(number)) return aFreshNumber()
  given.add(number)
  return number
}
const quick = { tries: 1, ms: 0 }

afterAll(() => void setKeys(demos))

describe('a portal of before, whose key is changed while people come and go, and the change is killed', () => {
  const numbers = Array.from({ length: 1500 }, aFreshNumber)
  const phoneOfNumber = (i: number) => `136${String(i).padStart(8, '0')}`
  let enterprise: Awaited<ReturnType<typeof anEnterprise>>
  let [rosterId, token, mediaId] = ['', '', '']
  let person: Awaited<ReturnType<typeof aTrainee>>
  let member: Awaited<ReturnType<typeof aMember>>
  let file = workbook([])
  const legacyMessage = JSON.stringify({ phone: '13900000001', code: '1', expiresAt: noon.getTime() + 60_000 })

  beforeAll(async () => {
    setKeys(old)
    for (let i = 0; i < numbers.length; i += 500)
      await inTransaction(asSystem(), (tx) =>
        insertPeople(
          tx,
          numbers.slice(i, i + 500).map((number, j) => aNewPerson(number, phoneOfNumber(i + j))),
        ),
      )
    person = await aTrainee({ idNumber: aFreshNumber() })
    member = await aMember()
    const codes = { recoveryCodes: ['aaaaabbbbb', 'cccccddddd'].map((code) => blindIndex('staff-recovery', `${member.actor.id}:${code}`)) }
    await db().update(staff).set(codes).where(eq(staff.id, member.actor.id))
    const key = { traineeId: person.actor.id, id: uuidv7() }
    const valueCipher = encryptColumn('corrections.value_cipher', key, '张丽花')
    await db()
      .insert(corrections)
      .values({ ...key, field: 'name', valueCipher, reason: '错字', askedAt: noon })
    token = await drafts.createDraft(asSystem(), { name: '草稿' })
    mediaId = uuidv7()
    const keyCipher = encryptColumn('media.key_cipher', { id: mediaId }, Buffer.alloc(16, 7))
    await db()
      .insert(media)
      .values({ id: mediaId, title: '视频', storagePrefix: `media/${mediaId}`, durationSeconds: 60, keyCipher })
    enterprise = await anEnterprise()
    const { id: classId } = await aClass({ seats: 10 })
    file = workbook([
      ['姓名', '身份证号', '手机号'],
      ['王建国', man, '13800006021'],
      ['李秀英', woman, '13800006022'],
    ])
    rosterId = await receiveUpload(enterprise, { classId, upload: { name: 'a.xlsx', bytes: file } })
    const told = { phone: '13800006097', code: '123456', expiresAt: noon.getTime() + 1 }
    await sendMessage(asSystem(), { sealed: seal('waiting-message', JSON.stringify(told)) }, () => Promise.resolve(demoPhone))
    await enqueue(asSystem(), 'sms.send', { sealed: seal('waiting-message', '{"phone":"13900000002"}') })
    const asked = {
      accountId: enterprise.actor.id,
      owner: 'enterprise' as const,
      before: null,
      phone: '13800006099',
      reason: null,
    }
    await inTransaction(aStaff('reviewer'), (tx) => askPhone(tx, asked))
    await makeLegacy()
    expect(await startWith(old)).toBeNull()
    expect(await startWith(next, old)).toBeNull()
  })

  /** Half of the people, and one of everything else but the roster's second row, are as they were before keys had ids. */
  async function makeLegacy() {
    for (const row of (await db().select().from(trainees)).filter((_, i) => i % 2))
      await db()
        .update(trainees)
        .set({ idNumberCipher: encryptAsEver(old, idNumberOf(row)) as never, phoneCipher: phoneOf(row) as never, phoneIndex: null })
        .where(eq(trainees.id, row.id))
    await db()
      .update(enterprises)
      .set({ phoneCipher: enterprise.phone as never })
    await db()
      .update(phoneChanges)
      .set({ phoneCipher: '13800006099' as never })
    await db().insert(smsCodes).values({ recipient: '13800006098', purpose: 'register', codeHash: '', sentAt: noon, expiresAt: noon })
    const [row] = await db().select().from(rosterRows)
    const text = decryptColumn('roster_rows.data_cipher', row!, row!.dataCipher)
    await db()
      .update(rosterRows)
      .set({ dataCipher: encryptAsEver(old, text) as never })
      .where(eq(rosterRows.row, row!.row))
    const [lesson] = await db().select().from(media)
    await db()
      .update(media)
      .set({ keyCipher: encryptAsEver(old, decryptColumn('media.key_cipher', lesson!, lesson!.keyCipher)) as never })
    await enqueue(asSystem(), 'sms.send', { sealed: encryptAsEver(old, legacyMessage) })
    const { key } = (await findRoster(enterprise, rosterId)).file
    await storage().put(key!, Buffer.from(encryptAsEver(old, Buffer.from(file))))
    await db().delete(dataKeys)
  }

  test('nobody is missed, turned away, taken in twice or left unreadable, and the old key can go', patient, async () => {
    const added: string[] = []
    const phones = new Map<string, string>()
    let [busy, rounds] = [true, 0]
    const load = async (worker: number) => {
      for (let i = worker; busy; i += 3) {
        const number = numbers[i % 1400]! // the last hundred keep their phones, however long the change takes
        const found = await findTraineeByIdNumber(asSystem(), number)
        const [row] = await db().select().from(trainees).where(eq(trainees.id, found!.id))
        expect(idNumberOf(row!)).toBe(number)
        expect((await insert(number)).size).toBe(0)
        const fresh = aFreshNumber()
        expect((await insert(fresh)).size).toBe(1)
        added.push(fresh)
        const phone = `137${String(i).padStart(8, '0')}`
        await db().update(trainees).set(storedPhone(found!.id, phone)).where(eq(trainees.id, found!.id))
        phones.set(found!.id, phone)
        rounds++
      }
    }
    const byPhone = (i: number) =>
      db()
        .select()
        .from(trainees)
        .where(hasPhone(phoneOfNumber(i)))
    for (const i of [1400, 1401]) expect((await byPhone(i)).map(idNumberOf)).toEqual([numbers[i]])
    const workers = [0, 1, 2].map(load)
    try {
      for (const table of ['trainees', 'trainees', 'roster_rows']) {
        const server = await start()
        await killWithin(
          server,
          () => void server.process.send({ what: 'rotate', keys: { dataKey: next, previousDataKey: old }, now: noon }),
          table,
        )
      }
      expect(await startWith(next)).toMatch(/^DATA_KEY: /) // not yet
      setKeys(next, old)
      expect(await readAlike(enterprise, rosterId, [rowOf((await rowsInOrder())[0]!)])).toHaveLength(1)
      expect(await rotate(await start())).toBe(true)
    } finally {
      busy = false
      await Promise.all(workers)
    }
    expect(rounds).toBeGreaterThan(3)
    expect(await startWith(next)).toBeNull()
    await expectAllUnder(next)
    const people = await db().select().from(trainees)
    expect(people).toHaveLength(numbers.length + 1 + added.length)
    for (const row of people) expect(row.idNumberIndex).toBe(idNumberIndex(idNumberOf(row)))
    for (const number of [...numbers, ...added, person.idNumber]) expect(await findTraineeByIdNumber(asSystem(), number)).not.toBeNull()
    for (const row of people) {
      if (phones.has(row.id)) expect(phoneOf(row)).toBe(phones.get(row.id))
      expect(row.phoneIndex).toBe(blindIndex('phone', phoneOf(row)!))
    }
    for (const i of [1400, 1401]) expect((await byPhone(i)).map(idNumberOf)).toEqual([numbers[i]])
  })

  const rowsInOrder = () => db().select().from(rosterRows).orderBy(rosterRows.row)

  test('each other column reads as before', async () => {
    const [correction] = await db().select().from(corrections)
    expect(decryptColumn('corrections.value_cipher', correction!, correction!.valueCipher).toString()).toBe('张丽花')
    const [unit] = await db().select().from(enterprises)
    expect(enterprisePhoneOf(unit!)).toBe(enterprise.phone)
    const [change] = await db().select().from(phoneChanges)
    expect(changedPhone(change!)).toBe('13800006099')
    expect((await db().select().from(smsCodes)).map(({ recipient }) => recipient)).toEqual([recipientKey('13800006098')])
    expect((await drafts.getDraft(asSystem(), token)).answers).toEqual({ name: '草稿' })
    const [lesson] = await db().select().from(media).where(eq(media.id, mediaId))
    expect(decryptColumn('media.key_cipher', lesson!, lesson!.keyCipher)).toEqual(Buffer.alloc(16, 7))
    const [row] = await db().select().from(staff).where(eq(staff.id, member.actor.id))
    expect(decryptColumn('staff.totp_cipher', row!, row!.totpCipher!).toString()).toBe(member.secret)
    expect(countRecoveryCodes(row!.id, row!)).toBe(2)
    expect(withoutRecoveryCode(row!.id, row!, 'CCCCC-ddddd')?.left).toBe(1)
    expect(row!.recoveryCodes).toEqual([])
    const rows = await rowsInOrder()
    expect(rows.map((one) => rowOf(one).values.idNumber)).toEqual([man, woman])
    for (const one of rows) expect(one.keys).toEqual(keysOf(enterprise.actor.id, rowOf(one)))
    expect(await readUpload((await findRoster(enterprise, rosterId)).file.key!)).toEqual(Buffer.from(file))
  })

  test('messages in the queue are still sent, and the log says that the key was changed', async () => {
    const jobs = await db().execute<{ sealed: string }>(
      sql`select data->>'sealed' as sealed from pgboss.job where name = 'sms.send' order by created_on`,
    )
    expect([...jobs].map(({ sealed }) => unseal('waiting-message', sealed))).toEqual(['{"phone":"13900000002"}', legacyMessage])
    const entries = await db().select().from(auditLog).where(eq(auditLog.action, 'keys.rotate'))
    expect(entries).toHaveLength(1)
    expect(entries[0]!.details).toMatchObject({ key: cipherPrefix().split('.')[1] })
  })

  test('ciphertexts from before are no longer taken', async () => {
    const [row] = await db().select().from(trainees).limit(1)
    expect(() => idNumberOf({ ...row!, idNumberCipher: encryptAsEver(next, '1') as never })).toThrow()
    expect(await db().select({ id: dataKeys.id, legacy: dataKeys.legacy }).from(dataKeys)).toEqual([
      { id: cipherPrefix().split('.')[1], legacy: false },
    ])
  })
})

async function expectAllUnder(key: string) {
  setKeys(key)
  for (const column of Object.keys(encryptedColumns)) {
    const [table, name] = column.split('.') as [string, string]
    const rows = await db().execute<{ cipher: string }>(
      sql`select ${sql.identifier(name)} as cipher from ${sql.identifier(table)} where ${sql.identifier(name)} is not null`,
    )
    expect(rows.length, column).toBeGreaterThan(0)
    for (const { cipher } of rows) expect(cipher.startsWith(cipherPrefix()), column).toBe(true)
  }
}

describe('while both keys are set', () => {
  const third = aDataKey()
  beforeAll(async () => void (await startWith(third, next)))

  test('a number is registered once, whichever key the servers write with', patient, async () => {
    const idNumbers = Array.from({ length: 60 }, aFreshNumber)
    const other = await start()
    const theirs = give(other, { what: 'insert', idNumbers, keys: { dataKey: next, previousDataKey: third }, now: noon }) as Promise<
      string[]
    >
    const ours: string[] = []
    for (const number of idNumbers) if ((await insert(number)).size) ours.push(number)
    expect([...ours, ...(await theirs)].sort()).toEqual([...idNumbers].sort())
  })

  test('somebody in a transaction keeps the old key needed until they are through', patient, async () => {
    const said: string[] = []
    await db().transaction(async (tx) => {
      const [row] = await tx
        .select()
        .from(trainees)
        .where(sql`not starts_with(${trainees.idNumberCipher}, ${cipherPrefix()})`)
        .limit(1)
        .for('update')
      expect(await rotateKeys(asSystem(), (line) => said.push(line), quick)).toBe(false)
      expect(idNumberOf(row!)).toMatch(/^\d/)
    })
    expect(said.join('\n')).toMatch(/trainees.id_number_cipher: 1 not under the key .+\n.+\nNot finished.+ DATA_KEY_PREVIOUS must stay/)
    expect(await startWith(third)).toMatch(/^DATA_KEY: /)
    setKeys(third, next)
    expect(await rotateKeys(asSystem(), (line) => said.push(line), quick)).toBe(true)
    expect(said.at(-1)).toMatch(/^DATA_KEY_PREVIOUS can be removed/)
    expect(await startWith(third)).toBeNull()
  })

  test('what cannot be read keeps it, too, and stops nothing else', async () => {
    const fourth = aDataKey()
    expect(await startWith(fourth, third)).toBeNull()
    const [lost] = await db().select().from(trainees).limit(1)
    await db()
      .update(trainees)
      .set({ idNumberCipher: `${lost!.idNumberCipher.slice(0, -4)}AAAA` as never })
      .where(eq(trainees.id, lost!.id))
    const said: string[] = []
    expect(await rotateKeys(asSystem(), (line) => said.push(line), quick)).toBe(false)
    expect(said.filter((line) => line.includes('not under'))).toHaveLength(1)
    await db().delete(trainees).where(eq(trainees.id, lost!.id))
    expect(await rotateKeys(asSystem(), () => {}, quick)).toBe(true)
    expect(await startWith(fourth)).toBeNull()
  })

  test('a change of key is not begun by the program: the portal must hold the key first', async () => {
    const { checkKeys } = await import('@/lib/shared/key-check')
    const held = env().dataKey
    setKeys(aDataKey(), held)
    await expect(checkKeys(db(), { takeIn: false })).rejects.toThrow(/^DATA_KEY: start the portal/)
    setKeys(held)
  })
})
