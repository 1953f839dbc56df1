import type { SmsSettings } from '@/lib/shared/env'
import { orderedFacts } from '../sms-notices'
import type { Message } from './provider'

/** The provider's name for the approved sentence. Nothing is put into the queue for a kind without one. */
export function templateOf(settings: SmsSettings, message: Message): string {
  const template = message.kind === 'code' ? settings.templateId : settings.noticeTemplates[message.kind]
  if (!template) throw new Error(`no SMS template for ${message.kind}`)
  return template
}

/** What fills its gaps, in their order. */
export const factsOf = (message: Message): [name: string, value: string][] =>
  message.kind === 'code' ? [['code', message.facts.code]] : orderedFacts(message)
