import fs from 'node:fs'
import path from 'node:path'
import { sessionCookieName } from '@/lib/identity/session-token'
import { openSession } from '@/lib/identity/sessions'
import type { Door } from '@/lib/shared/context'
import { anEnterprise } from '../support/enterprises'
import { aMember } from '../support/staff'
import { aTrainee } from '../support/world'
import { portalDb } from './portal'

export const root = path.resolve(import.meta.dirname, '../..')

/** An id that nothing has. */
export const nobody = '01a205c1-3548-716f-b3b3-a12f1fdad3d6'

export const filesOf = (pattern: RegExp) =>
  fs
    .readdirSync(path.join(root, 'app'), { recursive: true, encoding: 'utf8' })
    .filter((file) => pattern.test(file))
    .map((file) => ({ file, address: `/${path.dirname(file)}`.replace(/\/\([^/]+\)/g, '').replace(/^\/\.$/, '') || '/' }))

/** Every page and route, with its parameters still open. */
export const places = filesOf(/(^|\/)(page\.tsx|route\.tsx?)$/)
export const fill = (address: string, value: string) => address.replace(/\[\w+\]/g, value)

/** Cookies of a visitor, and of somebody new at each door. */
export async function everybodysCookies(): Promise<string[]> {
  const db = portalDb()
  const sessionOf = async (door: Door, id: string) => {
    const token = await openSession({ actor: { kind: 'system' }, now: new Date(), db }, { door, accountId: id, device: 'places' })
    return `${sessionCookieName(door)}=${token}`
  }
  const member = await aMember('administrator', { userName: `places-${process.pid}-${Date.now()}` })
  return [
    '',
    await sessionOf('trainee', (await aTrainee()).actor.id),
    await sessionOf('enterprise', (await anEnterprise({ status: 'approved' })).actor.id),
    await sessionOf('staff', member.actor.id),
  ]
}
