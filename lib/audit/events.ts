import type { AuditEvent } from './event'
import { accountEvents, personEvents, sessionEvents } from './events/accounts'
import { courseEvents, programEvents } from './events/catalog'
import { deskEvents, exportEvents } from './events/desk'
import { learningEvents, rosterEvents } from './events/learning'
import { moneyEvents } from './events/money'

/** Everything that is written into 操作日志: its words, what it is about, and by its type what is kept of it. In the order of the screen. */
export const auditEvents = {
  ...sessionEvents,
  ...accountEvents,
  ...personEvents,
  ...learningEvents,
  ...moneyEvents,
  ...rosterEvents,
  ...programEvents,
  ...courseEvents,
  ...exportEvents,
  ...deskEvents,
} satisfies Record<string, AuditEvent>

export type AuditName = keyof typeof auditEvents

/** What `record` asks for beside the name: the subject's id, and the details unless the event has none. */
export type AuditArgs<N extends AuditName> =
  (typeof auditEvents)[N] extends AuditEvent<infer Id, infer Details>
    ? [Details] extends [undefined]
      ? undefined extends Id
        ? [subjectId?: Id]
        : [subjectId: Id]
      : undefined extends Details
        ? [subjectId: Id, details?: Details]
        : [subjectId: Id, details: Details]
    : never

/** A name of an earlier version, which has left the code but not the log, stands for itself. */
export const auditWord = (name: string): string => (Object.hasOwn(auditEvents, name) ? auditEvents[name as AuditName].words : name)

export const actorKindWords: Record<string, string> = {
  visitor: '访客',
  trainee: '学员',
  enterprise: '单位',
  staff: '工作人员',
  system: '系统',
}
