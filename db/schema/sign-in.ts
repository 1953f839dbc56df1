import { bigint, boolean, index, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { at } from '../columns'
import { accounts, staff } from './identity'

/** Where 统一身份认证 lets somebody in; enterprises have none. */
export const identityDoor = pgEnum('identity_door', ['trainee', 'staff'])

/** Whom an account is at the provider of 统一身份认证: issuer and subject together name one person for ever. One at most for an account. */
export const externalIdentities = pgTable(
  'external_identities',
  {
    accountId: uuid()
      .primaryKey()
      .references(() => accounts.id),
    door: identityDoor().notNull(),
    issuer: text().notNull(),
    subject: text().notNull(),
    linkedAt: at().notNull(),
    usedAt: at(),
  },
  (t) => [uniqueIndex('external_identities_subject').on(t.door, t.issuer, t.subject)],
)

/** An administrator allows somebody of the staff to link their account; used up by doing so. */
export const linkInvitations = pgTable('link_invitations', {
  staffId: uuid()
    .primaryKey()
    .references(() => staff.id),
  expiresAt: at().notNull(),
})

/** 通行密钥 (WebAuthn) of the staff. */
export const passkeys = pgTable(
  'passkeys',
  {
    /** The credential's id as the authenticator gave it, base64url. */
    id: text().primaryKey(),
    staffId: uuid()
      .notNull()
      .references(() => staff.id),
    name: text().notNull(),
    /** COSE, base64url. */
    publicKey: text().notNull(),
    /** Of signatures; always 0 with keys that are kept in sync between devices. */
    counter: bigint({ mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    backedUp: boolean().notNull(),
    createdAt: at().notNull(),
    usedAt: at(),
  },
  (t) => [index().on(t.staffId)],
)
