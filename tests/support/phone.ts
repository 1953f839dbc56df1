import { desc, eq, sql } from 'drizzle-orm'
import { db } from '@/db/client'
import { demoMessages } from '@/db/schema/identity'
import { sendMessage } from '@/lib/identity/send-message'
import { asSystem, noon } from './world'

/** Hands the messages that wait in the queue to the provider, as the job does. */
async function deliverMessages(now = noon, choose?: Parameters<typeof sendMessage>[2]): Promise<void> {
  const waiting = await db().execute<{ data: { sealed: string } }>(
    sql`delete from pgboss.job where name = 'sms.send' and state = 'created' returning data`,
  )
  for (const { data } of waiting) await sendMessage(asSystem(now), data, choose)
}

/** What arrived on a demo phone, newest first. */
export async function messagesTo(phone: string, now = noon): Promise<string[]> {
  await deliverMessages(now)
  const rows = await db()
    .select({ body: demoMessages.body })
    .from(demoMessages)
    .where(eq(demoMessages.phone, phone))
    .orderBy(desc(demoMessages.id))
  return rows.map(({ body }) => body)
}

/** The code of the newest message. */
export async function codeSentTo(phone: string, now = noon): Promise<string> {
  const [newest] = await messagesTo(phone, now)
  const code = /\d{6}/.exec(newest ?? '')?.[0]
  if (!code) throw new Error(`no code was sent to ${phone}`)
  return code
}
