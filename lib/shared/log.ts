import { DrizzleQueryError } from 'drizzle-orm'
import pino from 'pino'
import { env } from './env'

const shared = globalThis as { xueshiLog?: pino.Logger }

/** Structured log on standard error. Never give it codes, ID numbers, passwords or whole phone numbers. */
export function log(): pino.Logger {
  shared.xueshiLog ??= createLog(env().logLevel, pino.destination(2))
  return shared.xueshiLog
}

export const createLog = (level: string, destination: pino.DestinationStream): pino.Logger =>
  pino({ level, base: undefined, serializers: { err: (error) => pino.stdSerializers.err(withoutValues(error)) } }, destination)

/** A failed query carries its values in its message: names, numbers, hashes. Its cause says what went wrong without them. */
export function withoutValues(error: unknown): Error {
  if (error instanceof DrizzleQueryError) return error.cause ?? new Error('a query failed')
  return error instanceof Error ? error : new Error(String(error))
}
