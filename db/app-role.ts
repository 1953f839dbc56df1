import postgres from 'postgres'
import { locks } from './locks'

/** What the running portal acts as: it may do everything with the data, except change or remove what was written into the audit log or the ledger. */
const role = 'xueshi_app'
const onlyAdded = ['audit_log', 'audit_seals', 'audit_days', 'audit_exports', 'audit_removals', 'ledger_entries', 'bill_lines']

/**
 * Makes the role where this user may, and gives it its rights, also to what is yet to be made. Asked at each start, by the owner of the
 * tables, after the schema and the job queue are up to date.
 * @returns the address under which one acts as the role; null where the user may not make roles and nobody has made this one, or a pooler in
 * between does not pass the role on
 */
export async function prepareAppRole(url: string): Promise<string | null> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const given = await sql.begin(async (tx) => {
      await tx`select pg_advisory_xact_lock(${locks.appRole})` // servers that start together
      if (!(await makeRole(tx))) return false
      for (const schema of ['public', 'pgboss']) {
        if (!(await tx`select from pg_namespace where nspname = ${schema}`).length) continue
        await tx.unsafe(`
          grant usage on schema ${schema} to ${role};
          grant select, insert, update, delete on all tables in schema ${schema} to ${role};
          grant usage, select, update on all sequences in schema ${schema} to ${role};
          alter default privileges in schema ${schema} grant select, insert, update, delete on tables to ${role};
          alter default privileges in schema ${schema} grant usage, select, update on sequences to ${role};`)
      }
      await tx.unsafe(`
        revoke update, delete on ${onlyAdded.join(', ')} from ${role};
        revoke delete on audit_head from ${role};`)
      return true
    })
    return given && (await leadsToRole(asRole(url))) ? asRole(url) : null
  } finally {
    await sql.end()
  }
}

/** Whether the role is there and this user may act as it. */
async function makeRole(tx: postgres.TransactionSql): Promise<boolean> {
  const member = async () => {
    const [row] = await tx<{ may: boolean }[]>`select pg_has_role(current_user, oid, 'member') as may from pg_roles where rolname = ${role}`
    return row?.may ?? null
  }
  if (await member()) return true
  try {
    await tx.savepoint(async (inner) => {
      // Another portal of the same server may have made it: the role is the server's, its rights are each database's.
      if ((await member()) === null) await inner.unsafe(`create role ${role} nologin`)
      await inner.unsafe(`grant ${role} to current_user`)
    })
  } catch (error) {
    if ((error as { code?: string }).code === '42501') return false // insufficient_privilege
    throw error
  }
  return (await member()) ?? false
}

async function leadsToRole(url: string): Promise<boolean> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    const [row] = await sql<{ user: string }[]>`select current_user "user"`
    return row!.user === role
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '08P01' || code === '42501') return false // an unknown start-up parameter; not to be set
    throw error
  } finally {
    await sql.end()
  }
}

/** As a start-up parameter it also outlives RESET ROLE. Both clients, postgres.js and node-postgres, read it from the address. */
function asRole(url: string): string {
  const address = new URL(url)
  address.searchParams.set('options', `-c role=${role}`)
  return address.href.replace(/\+/g, '%20')
}
