/**
 * The advisory locks of PostgreSQL that are taken for something there is one of, by number: no two may share one. Locks of one person,
 * phone or enterprise are taken by the hash of a text instead.
 */
export const locks = {
  /** Migrations, by servers that start together. */
  migrations: 727001,
  /** What `data_keys` says. */
  keys: 727002,
  /** New ID numbers, while the key of their index is being changed. */
  idNumbers: 727003,
  /** The role that the portal acts as, and its rights. */
  appRole: 727004,
  /** Whose turn it is to seal the audit log. */
  auditSeal: 727005,
  /** Who of the staff is an administrator. */
  staff: 727006,
  /** The bills of one gateway: with the hash of its name. */
  bills: 727007,
  /** What one member of the staff grants back: with the hash of the id. */
  refunds: 727008,
} as const
