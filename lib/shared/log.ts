import pino from 'pino'
import { env } from './env'

const shared = globalThis as { xueshiLog?: pino.Logger }

/** Structured log on standard error. Never give it codes, ID numbers, passwords or whole phone numbers. */
export function log(): pino.Logger {
  shared.xueshiLog ??= pino({ level: env().logLevel, base: undefined }, pino.destination(2))
  return shared.xueshiLog
}
