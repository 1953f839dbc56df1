import { hash, verify } from '@node-rs/argon2'

/** argon2id with the parameters OWASP recommends (19 MiB, 2 passes): about 65 ms here. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

export const hashPassword = (password: string) => hash(password, options)

let nobody: Promise<string> | undefined

/** Takes as long for an account without a password, or for none at all, so that time tells nobody who has one. */
export async function passwordMatches(stored: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody signs in with this')
  const matches = await verify(stored ?? (await nobody), password)
  return matches && Boolean(stored)
}
