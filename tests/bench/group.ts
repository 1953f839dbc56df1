import type postgres from 'postgres'
import { uuidv7 } from '@/db/id'
import { rosters } from '@/db/schema/rosters'
import { storedEnterprisePhone } from '@/lib/identity/phones'
import { sealRows, writeRows } from '@/lib/rosters/draft-rows'
import { checkRow } from '@/lib/rosters/rules'
import type { Ctx, Enterprise } from '@/lib/shared/context'
import { idNumberOf } from './id-numbers'

/** An enterprise, and a class of a programme with three compulsory courses. */
export async function prepare(sql: postgres.Sql): Promise<{ classId: string; enterpriseId: string }> {
  const [programId, partId, classId, enterpriseId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()]
  await sql.begin(async (tx) => {
    await tx`
      insert into programs (id, year, category_id, title, fee_fen, quiz_single, quiz_multiple, quiz_judgement, certificate_prefix, guidance, published_at)
      select ${programId}, year, category_id, 'bench', 12000, quiz_single, quiz_multiple, quiz_judgement, 'BENCH', '[]', now() from programs limit 1`
    await tx`insert into program_parts (id, program_id, position, name, short_name, required_hours, compulsory) values (${partId}, ${programId}, 0, '必修', '必修', 6, true)`
    await tx`insert into program_courses (program_id, course_id, part_id) select ${programId}, id, ${partId} from (select id from courses limit 3) c`
    await tx`
      insert into classes (id, program_id, region_code, title, seats, enrol_from, enrol_until, study_from, study_until)
      select ${classId}, ${programId}, (select code from regions limit 1), 'bench', 100000, now() - interval '1 day', now() + interval '1 day', now() - interval '1 day', now() + interval '1 year'`
    await tx`insert into accounts (id) values (${enterpriseId})`
    await tx`
      insert into enterprises (id, status, name, kind, code_kind, code, region_code, address, contact_name, phone, licence_key, invoice, submitted_at, decided_at)
      select ${enterpriseId}, 'approved', 'bench', 'company', 'credit', ${`BENCH${Date.now()}`}, (select code from regions limit 1), '', '', ${storedEnterprisePhone(enterpriseId, '13900000000').phoneCipher}, 'none', '{}', now(), now()`
  })
  return { classId, enterpriseId }
}

/** A draft as an upload leaves it: checked, sealed, ready. Nobody of the other parts is in it; `first` tells one's people from another's. */
export async function writeRoster(me: Ctx<Enterprise>, classId: string, people: number, first = 7_000_000): Promise<string> {
  const rosterId = uuidv7()
  const file = { name: 'bench.xlsx', key: null, place: null, remarks: [] }
  await me.db.insert(rosters).values({ enterpriseId: me.actor.id, id: rosterId, classId, file, people, ready: people, uploadedAt: me.now })
  const rules = { now: me.now, required: [], grades: [], employer: 'bench' }
  const text = (text: string) => ({ text, kind: 'text' as const })
  const rows = Array.from({ length: people }, (_, i) => {
    const name = `${'赵钱孙李周吴郑王'[i % 8]}${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'一二三四五六七'[i % 7]}`
    const cells = { name: text(name), idNumber: text(idNumberOf(first + i)), phone: text(`137${String(i).padStart(8, '0')}`) }
    return checkRow({ row: i + 2, cells }, rules)
  })
  await writeRows(me, rosterId, await sealRows(me, rosterId, rows), { replace: false })
  return rosterId
}
